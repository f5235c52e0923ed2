using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Health;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Contracts;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Api;

/// <summary>
/// Probes. Health says that the process works; ready, that this pod may get requests: not while it drains, nor before it knows the
/// issuer's keys and has heard the region's changes once. Losing Redis later does not make a pod unready, since it still answers from
/// memory; it makes the region unhealthy. A store that takes no writes does not: reads would only move to a region without the answers. The
/// answer tells both apart.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpPaths.Health, "health", "The process is alive", (_, answer) => answer);
        Map(routes, HttpPaths.Ready, "ready", "The pod can serve", (services, answer) => answer with { Status = Ready(services) });
        Map(routes, HttpPaths.RegionHealth, "regionHealth", "The region takes traffic", Region);
    }

    private static void Map(
        IEndpointRouteBuilder routes, string path, string name, string summary, Func<IServiceProvider, HealthAnswer, HealthAnswer> check) =>
        routes.MapGet(path, (HttpContext context, ServiceSettings settings) =>
            {
                var answer = check(context.RequestServices, new HealthAnswer { Status = "ok", Region = settings.Region });
                return Results.Json(answer, ApiJson.Default.HealthAnswer, statusCode: answer.Status == "ok" ? 200 : 503);
            })
            .WithTags("Health").WithName(name).WithSummary(summary).Produces<HealthAnswer>().Produces<HealthAnswer>(503);

    private static string Ready(IServiceProvider services)
    {
        if (services.GetRequiredService<DrainState>().IsDraining) return "the pod is ending";
        if (!services.GetRequiredService<TokenValidator>().IsReady) return "the issuer's keys are not known";
        if (!services.GetRequiredService<Coherence>().HasBeenCurrent) return "the region's changes are not heard yet";
        return services.GetRequiredService<LoopSupervisor>().Unready ?? "ok";
    }

    private static HealthAnswer Region(IServiceProvider services, HealthAnswer answer)
    {
        var store = services.GetRequiredService<StoreProbe>().Current;
        return answer with { Status = Status(services), Reads = store.Reads, Writes = store.Writes };
    }

    private static string Status(IServiceProvider services)
    {
        // Anybody may ask this; why it is drained, GET /v1/admin/drain says.
        if (services.GetRequiredService<RegionState>().Drain is not null) return "drained";
        return services.GetRequiredService<RedisCluster>().Connections.IsConnected ? "ok" : "no node of the store answers";
    }
}
