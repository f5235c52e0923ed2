using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Route53;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// What couples reach: the global load balancer over the regions on Google Cloud, and DNS over both clouds. It finds regions by
/// the catalogue's names, never by a reference to their stacks. With <c>edge: ingress</c> each cluster has its own load balancer, and
/// this holds what they share: addresses, firewall, TLS policy and DNS.
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
        Addresses = Output.Create(ImmutableDictionary<string, string>.Empty);
        IReadOnlyDictionary<string, Output<string>> addresses = new Dictionary<string, Output<string>>();
        var regions = args.Settings.Regions.Where(r => r.Cloud == Cloud.Gcp).ToList();
        if (regions.Count > 0)
        {
            addresses = args.Settings.Edge == EdgeMode.Gateway
                ? Shared(regions, LoadBalancer(args, zoneId))
                : ClassicGlobals.Create(args.Settings, regions, this);
            Addresses = Output.All(addresses.Select(a => a.Value.Apply(ip => (a.Key, ip)))).Apply(all =>
                all.ToImmutableDictionary(a => a.Key, a => a.ip));
        }

        new GlobalDns(args, zoneId, this).Build(addresses);
        RegisterOutputs(new Dictionary<string, object?> { ["addresses"] = Addresses, ["domains"] = Domains });
    }

    /// <summary>Address of each region on Google Cloud by the region's name.</summary>
    [Output("addresses")]
    public Output<ImmutableDictionary<string, string>> Addresses { get; private set; }

    /// <summary>All domains.</summary>
    [Output("domains")]
    public Output<string[]> Domains { get; private set; }

    private static Dictionary<string, Output<string>> Shared(IEnumerable<RegionSettings> regions, Output<string> address)
        => regions.ToDictionary(r => r.Name, _ => address);

    private Output<string> LoadBalancer(GlobalEdgeArgs args, Output<string> zoneId)
    {
        var project = args.Settings.Accounts.GcpProject;
        var certificates = GlobalCertificates.Create(args, zoneId, this);
        var backends = GlobalBackends.Create(args, GlobalFirewall.Create(project, this), this);
        var balancer = new GlobalLoadBalancer(args, this);
        balancer.Build(backends, certificates, GlobalTls.Create(project, this));
        return balancer.Address.Address;
    }
}
