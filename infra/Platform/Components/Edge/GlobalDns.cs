using Pulumi;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;
using WedSync.Contracts;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Failover between clouds, by DNS: for each domain a latency record a region, with a health check. Regions on Google Cloud share
/// the load balancer's address, which fails over between them by itself; a region on AWS has its own, by the name that its stack
/// keeps in DNS. A record is left out after some 30 s, and resolvers follow within its TTL of 60 s.
/// </summary>
internal sealed class GlobalDns(GlobalEdgeArgs args, Output<string> zoneId, Resource parent)
{
    /// <summary>Seconds that resolvers keep an address.</summary>
    public const int Ttl = 60;

    private readonly Dictionary<string, HealthCheck> _regionalChecks = [];

    /// <summary>Creates checks and records.</summary>
    /// <param name="addresses">Address of each region on Google Cloud; the same for all behind one load balancer.</param>
    public void Build(IReadOnlyDictionary<string, Output<string>> addresses)
    {
        foreach (var group in EdgeRouting.Groups(args.Settings.Regions))
        {
            foreach (var domain in group.Domains)
            {
                AddGcp(group, domain, addresses);
                foreach (var region in group.Aws)
                {
                    AddRegional(region, domain);
                }
            }
        }
    }

    private void AddGcp(BackendGroup group, string domain, IReadOnlyDictionary<string, Output<string>> addresses)
    {
        var name = domain.Replace('.', '-');
        HealthCheck? shared = null;
        foreach (var region in group.Gcp)
        {
            var address = addresses[region.Name];
            var check = args.Settings.Edge == EdgeMode.Gateway
                ? shared ??= AddressCheck($"edge-check-{name}", domain, address)
                : AddressCheck($"edge-check-{name}-{region.Name}", domain, address);
            var record = Latency(domain, region, check);
            record.Records = new[] { address };
            record.Ttl = Ttl;
            _ = new Record($"edge-record-{name}-{region.Name}", record, new CustomResourceOptions { Parent = parent });
        }
    }

    private HealthCheck AddressCheck(string logicalName, string domain, Output<string> address) => new(
        logicalName,
        Check(domain, check => check.IpAddress = address),
        new CustomResourceOptions { Parent = parent });

    private void AddRegional(RegionSettings region, string domain)
    {
        var target = EdgeNames.RegionalDomain(region, args.Settings.Accounts.DnsZone);
        if (!_regionalChecks.TryGetValue(region.Name, out var check))
        {
            check = new HealthCheck($"edge-check-{region.Name}", Check(target, _ => { }), new CustomResourceOptions { Parent = parent });
            _regionalChecks.Add(region.Name, check);
        }

        var record = Latency(domain, region, check);
        record.Aliases = new[] { new RecordAliasArgs { Name = target, ZoneId = zoneId, EvaluateTargetHealth = true } };
        _ = new Record($"edge-record-{domain.Replace('.', '-')}-{region.Name}", record, new CustomResourceOptions { Parent = parent });
    }

    private RecordArgs Latency(string domain, RegionSettings region, HealthCheck check) => new()
    {
        ZoneId = zoneId,
        Name = domain,
        Type = "A",
        SetIdentifier = region.Name,
        LatencyRoutingPolicies = { new RecordLatencyRoutingPolicyArgs { Region = LatencyRegions.For(region) } },
        HealthCheckId = check.Id,
    };

    private static HealthCheckArgs Check(string host, Action<HealthCheckArgs> change)
    {
        var check = new HealthCheckArgs
        {
            Type = "HTTPS",
            Fqdn = host,
            Port = 443,
            ResourcePath = HttpPaths.RegionHealth,
            EnableSni = true,
            RequestInterval = 10,
            FailureThreshold = 3,
            Tags = { ["Name"] = $"wedsync-edge-{host}", ["app.kubernetes.io/part-of"] = "wedsync-platform" },
        };
        change(check);
        return check;
    }
}
