using System.Globalization;
using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Manifests;
using WedSync.Planning;
using WedSync.Platform.Configuration;

namespace WedSync.Cli.Up;

/// <summary>The description that runs, from the season's whole stack: its Kubernetes objects and its global health check.</summary>
internal static class StackDescription
{
    private const string KubernetesPrefix = "kubernetes:";
    private const string GcpHealthCheck = "gcp:compute/healthCheck:HealthCheck";
    private const string AwsHealthCheck = "aws:route53/healthCheck:HealthCheck";

    // Route 53 has no time limit and no threshold of its own for coming back: these are its documented fixed values.
    private const int AwsTimeoutSeconds = 4;

    private static readonly string[] GcpProtocols = ["httpsHealthCheck", "httpHealthCheck", "http2HealthCheck"];

    /// <exception cref="CliException">A region is none of the catalogue's.</exception>
    public static async Task<Description> PlanAsync(CliHost host, UpOptions options)
    {
        if (options.Season.Contains('-', StringComparison.Ordinal))
        {
            throw new CliException($"season '{options.Season}': not a season; allowed: peak, preseason, offseason. Regions are chosen with --regions.");
        }

        var (settings, plan) = await StackPlanner.PlanKnownAsync(host, options.Season);
        Check(options.Regions, settings);
        return new Description
        {
            Season = options.Season,
            Network = options.Network,
            Regions = [.. settings.Regions.Select((region, index) => Region(plan, region.Name, index + 1, options.Regions.Contains(region.Name)))],
            HealthCheck = HealthCheck(plan),
            Services = new Dictionary<string, ServiceExecutable>(),
        };
    }

    private static void Check(IReadOnlyList<string> regions, PlatformSettings settings)
    {
        var known = settings.Regions.Select(r => r.Name).ToList();
        var errors = regions.Where(r => !known.Contains(r)).Select(r => $"--regions: '{r}': unknown; allowed: {string.Join(", ", known)}.").ToList();
        if (regions.Count == 0) errors.Add($"--regions: none named; allowed: {string.Join(", ", known)}.");
        if (errors.Count > 0) throw new CliException(errors);
    }

    private static RegionDescription Region(Plan plan, string name, int index, bool runs) => new()
    {
        Name = name,
        Index = index,
        Runs = runs,
        Objects = [.. plan.Resources
            .Where(r => !r.IsComponent && !r.IsExternal && r.Type.StartsWith(KubernetesPrefix, StringComparison.Ordinal) && r.Name.StartsWith(name + "-", StringComparison.Ordinal))
            // Drills and rollouts read what else there is about a region that runs, such as its autoscalers.
            .Select(Object).Where(o => runs || RegionManifests.Kinds.Contains(o["kind"]!.GetValue<string>()))],
    };

    /// <summary>An object as it would be applied; what names its kind may stand in its type alone.</summary>
    private static JsonObject Object(PlannedResource resource)
    {
        var root = (JsonObject)resource.Inputs.DeepClone();
        root["kind"] ??= resource.Type[(resource.Type.LastIndexOf(':') + 1)..];
        return root;
    }

    private static HealthCheckDescription HealthCheck(Plan plan)
    {
        if (plan.OfType(GcpHealthCheck).FirstOrDefault() is { } gcp)
        {
            var path = GcpProtocols.Select(protocol => gcp.Text($"{protocol}.requestPath")).First(p => p is not null)!;
            return new HealthCheckDescription(path, Number(gcp, "checkIntervalSec"), Number(gcp, "timeoutSec"), Number(gcp, "healthyThreshold"), Number(gcp, "unhealthyThreshold"));
        }

        var aws = plan.OfType(AwsHealthCheck).FirstOrDefault() ?? throw new CliException("the stack has no health check of its load balancer; add one to infra/Platform.");
        var threshold = Number(aws, "failureThreshold");
        return new HealthCheckDescription(aws.Text("resourcePath")!, Number(aws, "requestInterval"), AwsTimeoutSeconds, threshold, threshold);
    }

    private static int Number(PlannedResource resource, string path)
        => resource.At(path) is { } node ? (int)double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : throw new CliException($"{resource.Name}: {path} is not set; the local gateway needs it.");
}
