using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using WedSync.Contracts;

namespace WedSync.Platform.Components.Edge;

/// <summary>Backend services of the global load balancer, one for each group of regions.</summary>
internal static class GlobalBackends
{
    /// <summary>Requests a second of one proxy; more spills over to the next region of the group.</summary>
    public const int MaxRatePerProxy = 4000;

    /// <summary>Share of requests that are logged; every error is in the proxies' own log.</summary>
    public const double LogSampleRate = 0.05;

    public static IReadOnlyDictionary<string, BackendService> Create(GlobalEdgeArgs args, SecurityPolicy firewall, Resource parent)
    {
        var project = args.Settings.Accounts.GcpProject;
        var check = HealthCheck(project, parent);
        return EdgeRouting.Groups(args.Settings.Regions)
            .Where(g => g.Gcp.Count > 0)
            .ToDictionary(g => g.Name, g => Service(g, args, check, firewall, parent));
    }

    /// <summary>A drained region answers 503 here, so that the load balancer moves its traffic after 10 s.</summary>
    private static HealthCheck HealthCheck(string project, Resource parent) => new(
        "edge-health",
        new HealthCheckArgs
        {
            Name = "wedsync-edge-health",
            Project = project,
            CheckIntervalSec = 5,
            TimeoutSec = 3,
            HealthyThreshold = 2,
            UnhealthyThreshold = 2,
            HttpsHealthCheck = new HealthCheckHttpsHealthCheckArgs
            {
                PortSpecification = "USE_SERVING_PORT",
                RequestPath = HttpPaths.RegionHealth,
            },
            LogConfig = new HealthCheckLogConfigArgs { Enable = true },
        },
        new CustomResourceOptions { Parent = parent });

    private static BackendService Service(
        BackendGroup group,
        GlobalEdgeArgs args,
        HealthCheck check,
        SecurityPolicy firewall,
        Resource parent) => new(
        $"edge-backend-{group.Name}",
        new BackendServiceArgs
        {
            Name = $"wedsync-edge-{group.Name}",
            Project = args.Settings.Accounts.GcpProject,
            Description = $"AI cache, regions of group {group.Name}",
            LoadBalancingScheme = "EXTERNAL_MANAGED",
            Protocol = "HTTPS",
            LocalityLbPolicy = "LEAST_REQUEST",
            SessionAffinity = "NONE",
            TimeoutSec = 60,
            ConnectionDrainingTimeoutSec = 60,
            HealthChecks = check.Id,
            SecurityPolicy = firewall.Id,
            // No outlier detection: it counts 502 to 504 whoever made them, and shedding is a 503. The check above asks each proxy.
            Backends = group.Gcp
                .SelectMany(r => EdgeRouting.EndpointGroups(r, args.Settings.Accounts.GcpProject))
                .Select(Backend)
                .ToArray(),
            CustomResponseHeaders = { "Strict-Transport-Security: max-age=63072000; includeSubDomains" },
            LogConfig = new BackendServiceLogConfigArgs { Enable = true, SampleRate = LogSampleRate },
        },
        new CustomResourceOptions { Parent = parent, DependsOn = args.RegionsReady.ToArray() });

    private static BackendServiceBackendArgs Backend(string endpointGroup) => new()
    {
        Group = endpointGroup,
        BalancingMode = "RATE",
        MaxRatePerEndpoint = MaxRatePerProxy,
        CapacityScaler = 1,
    };
}
