using Pulumi;
using Pulumi.Aws.Route53;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// What couples reach: the global load balancer over the regions on Google Cloud, and DNS over both clouds. It finds regions by
/// the catalogue's names, never by a reference to their stacks.
/// </summary>
public sealed class GlobalEdge : ComponentResource
{
    /// <summary>Creates the component.</summary>
    public GlobalEdge(string name, GlobalEdgeArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:edge:GlobalEdge", name, options)
    {
        var zone = GetZone.Invoke(
            new GetZoneInvokeArgs { Name = args.Settings.Accounts.DnsZone, PrivateZone = false },
            new InvokeOptions { Parent = this });
        var zoneId = zone.Apply(z => z.ZoneId);
        Domains = Output.Create(EdgeRouting.Domains(args.Settings.Regions).ToArray());
        Address = args.Settings.Regions.Any(r => r.Cloud == Cloud.Gcp) ? LoadBalancer(args, zoneId) : Output.Create("");
        new GlobalDns(args, zoneId, this).Build(args.Settings.Regions.Any(r => r.Cloud == Cloud.Gcp) ? Address : null);
        RegisterOutputs(new Dictionary<string, object?> { ["address"] = Address, ["domains"] = Domains });
    }

    /// <summary>Address of the global load balancer; empty when no region is on Google Cloud.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    /// <summary>All domains.</summary>
    [Output("domains")]
    public Output<string[]> Domains { get; private set; }

    private Output<string> LoadBalancer(GlobalEdgeArgs args, Output<string> zoneId)
    {
        var certificates = GlobalCertificates.Create(args, zoneId, this);
        var firewall = GlobalFirewall.Create(args.Settings.Accounts.GcpProject, this);
        var backends = GlobalBackends.Create(args, firewall, this);
        var balancer = new GlobalLoadBalancer(args, this);
        balancer.Build(backends, certificates);
        return balancer.Address.Address;
    }
}
