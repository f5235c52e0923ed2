using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Contracts;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>
/// Probes. Health says that the process works; ready, that this pod may get requests: not while it drains, nor before it knows the
/// issuer's keys and has heard the region's changes once. Losing Redis later does not make a pod unready, since it still answers from
/// memory; it makes the region unhealthy.
/// </summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpPaths.Health, "health", "The process is alive", _ => "ok");
        Map(routes, HttpPaths.Ready, "ready", "The pod can serve", Ready);
        Map(routes, HttpPaths.RegionHealth, "regionHealth", "The region takes traffic", Region);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string name, string summary, Func<IServiceProvider, string> check) =>
        routes.MapGet(path, (HttpContext context, ServiceSettings settings) =>
            {
                var status = check(context.RequestServices);
                return Results.Json(
                    new HealthAnswer { Status = status, Region = settings.Region },
                    ApiJson.Default.HealthAnswer,
                    statusCode: status == "ok" ? 200 : 503);
            })
            .WithTags("Health").WithName(name).WithSummary(summary).Produces<HealthAnswer>().Produces<HealthAnswer>(503);

    private static string Ready(IServiceProvider services)
    {
        if (services.GetRequiredService<DrainState>().IsDraining) return "the pod is ending";
        if (!services.GetRequiredService<TokenValidator>().IsReady) return "the issuer's keys are not known";
        return services.GetRequiredService<Coherence>().HasBeenCurrent ? "ok" : "the region's changes are not heard yet";
    }

    private static string Region(IServiceProvider services)
    {
        if (services.GetRequiredService<RegionState>().DrainReason is { } reason) return $"drained: {reason}";
        return services.GetRequiredService<RedisCluster>().Connections.IsConnected ? "ok" : "no node of the store answers";
    }
}
