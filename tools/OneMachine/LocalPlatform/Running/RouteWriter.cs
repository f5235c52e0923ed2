using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Contracts;
using WedSync.LocalPlatform.Manifests;

namespace WedSync.LocalPlatform.Running;

/// <summary>The gateway's routes, from the rendered HTTPRoutes and Rollouts and the pods that are ready.</summary>
internal static class RouteWriter
{
    private const int Everything = 100;

    public static string Write(RunSettings settings, IEnumerable<RunningRegion> regions)
    {
        var check = settings.Description.HealthCheck;
        var all = regions.ToList();
        var routes = new GatewayRoutes
        {
            Listen = settings.GatewayUrl,
            Admin = settings.AdminUrl,
            Issuer = new IssuerRoute(settings.IssuerUrl, IssuerOf(all), settings.State.Issuer, settings.SecretFile(PlatformPlan.IssuerCertificate), settings.SecretFile(PlatformPlan.IssuerKey)),
            HealthCheck = new HealthCheckRoute(check.Path, Seconds(check.IntervalSeconds), Seconds(check.TimeoutSeconds), check.HealthyThreshold, check.UnhealthyThreshold),
            Regions = [.. all.Select(Region).OfType<RegionRoute>()],
        };
        return JsonSerializer.Serialize(routes, GatewayRoutesJson.Default.GatewayRoutes);
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture) + "s";

    /// <summary>The issuer that the services expect in tokens.</summary>
    private static string IssuerOf(IEnumerable<RunningRegion> regions)
        => regions.SelectMany(r => r.Pods).SelectMany(p => p.Plan.Containers).Select(c => c.Environment.GetValueOrDefault(EnvironmentNames.JwtIssuer)).FirstOrDefault(i => i is not null)
            ?? "https://auth.local/";

    private static RegionRoute? Region(RunningRegion region)
    {
        var manifests = region.Plan.Manifests;
        foreach (var rollout in manifests.Rollouts)
        {
            var route = manifests.HttpRoutes.FirstOrDefault(r => r.Backends.Any(b => b.Service == rollout.StableService));
            var workload = region.Workloads.FirstOrDefault(w => w.Workload.Name == rollout.Metadata.Name);
            if (route is not null && workload is not null) return Region(region, rollout, route, workload);
        }

        return null;
    }

    private static RegionRoute Region(RunningRegion region, Rollout rollout, HttpRoute route, RunningWorkload workload)
    {
        var canary = workload.Canary is null ? 0 : workload.CanaryWeight;
        BackendRoute[] backends =
        [
            new(Roles.Stable, Everything - canary, Endpoints(workload, Roles.Stable)),
            new(Roles.Canary, canary, Endpoints(workload, Roles.Canary)),
        ];
        var headers = workload.Canary is null ? [] : HeaderRoutes(rollout);
        return new RegionRoute(region.Name, Everything, backends, [.. headers]);

        // As the slices of a Service: only pods that are ready.
        string[] Endpoints(RunningWorkload running, string role)
        {
            var ready = running.Pods.Where(p => p.Role == role && p.Ready).Select(p => p.Plan.Ip).ToHashSet(StringComparer.Ordinal);
            var service = (role == Roles.Stable ? rollout.StableService : rollout.CanaryService)!;
            var port = TargetPort(service);
            return [.. ready.Order(StringComparer.Ordinal).Select(ip => string.Create(CultureInfo.InvariantCulture, $"http://{ip}:{port}"))];
        }

        int TargetPort(string service)
        {
            // The route names the Service's port; its pods listen on that port's target.
            var known = region.Context.Hosts.Endpoints(route.Metadata.NamespaceProperty, service, route.PortOf(service));
            return int.Parse(known[0][(known[0].LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Header routes that the Rollout's steps set: here from the canary's start on.</summary>
    private static IEnumerable<HeaderRoute> HeaderRoutes(Rollout rollout)
        => from step in Node.Items(rollout.Strategy["steps"])
           from match in Node.Items(step["setHeaderRoute"]?["match"])
           let header = Node.Text(match["headerName"])
           let exact = Node.Text((match["headerValue"] as JsonObject)?["exact"])
           where header is not null && exact is not null
           select new HeaderRoute(header, exact, Roles.Canary);
}
