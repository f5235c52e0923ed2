using Pulumi;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// The edge of a region on AWS: load balancer, certificate, firewall, targets. It keeps a name of its own in DNS
/// (<see cref="EdgeNames.RegionalDomain"/>), by which the global scope finds it without knowing its stack.
/// </summary>
public sealed class AwsRegionEdge : ComponentResource
{
    /// <summary>Creates the component.</summary>
    public AwsRegionEdge(string name, AwsRegionEdgeArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:edge:AwsRegionEdge", name, options)
    {
        var context = args.Cluster.Context;
        var zoneName = context.Settings.Accounts.DnsZone;
        var ownDomain = EdgeNames.RegionalDomain(context.Region, zoneName);
        IReadOnlyList<string> domains = [ownDomain, .. EdgeRouting.GroupOf(context.Region, context.Settings.Regions).Domains];
        var zoneId = GetZone
            .Invoke(new GetZoneInvokeArgs { Name = zoneName, PrivateZone = false }, new InvokeOptions { Parent = this })
            .Apply(z => z.ZoneId);
        var balancer = new AwsLoadBalancer(args, this);
        balancer.Build(AwsEdgeCertificate.Create(context.Region.Name, domains, zoneId, this), domains);
        AwsFirewall.Create(context.Region, balancer.Balancer.Arn, args.LogsKeyId, this);
        new AwsTargetController(args, this).Build(balancer.Targets.Arn);
        _ = new Record(context.Logical("edge-record"), new RecordArgs
        {
            ZoneId = zoneId,
            Name = ownDomain,
            Type = "A",
            Aliases =
            {
                new RecordAliasArgs
                {
                    Name = balancer.Balancer.DnsName,
                    ZoneId = balancer.Balancer.ZoneId,
                    EvaluateTargetHealth = true,
                },
            },
        }, new CustomResourceOptions { Parent = this });
        Domain = Output.Create(ownDomain);
        RegisterOutputs(new Dictionary<string, object?> { ["domain"] = Domain });
    }

    /// <summary>The region's own name in DNS.</summary>
    [Output("domain")]
    public Output<string> Domain { get; private set; }
}
