using WedSync.Platform.Components.CacheService.CustomResources;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.CacheService;

/// <summary>How a new version of the cache service takes over: a tenth of the traffic first, watched all the way.</summary>
internal static class CanaryStrategy
{
    /// <summary>Share of the traffic in percent, and how long it is held.</summary>
    public static readonly IReadOnlyList<(int Weight, string Pause)> Steps = [(10, "2m"), (25, "5m"), (50, "10m"), (75, "10m")];

    public static CanaryStrategyArgs For(EdgeMode edge)
    {
        var canary = new CanaryStrategyArgs
        {
            CanaryService = Names.CacheCanaryService,
            StableService = Names.CacheStableService,
            TrafficRouting = edge == EdgeMode.Gateway ? ByGateway() : ByIngress(),
            Analysis = Analysis(),
            MaxSurge = "50%",
            MaxUnavailable = "25%",
            AntiAffinity = new RolloutAntiAffinityArgs
            {
                PreferredDuringSchedulingIgnoredDuringExecution = new PreferredAntiAffinityArgs { Weight = 50 },
            },
            // Requests in flight end on the version that they began on.
            AbortScaleDownDelaySeconds = 60,
            ScaleDownDelaySeconds = 60,
        };
        if (edge == EdgeMode.Gateway)
        {
            canary.Steps.Add(new CanaryStepArgs { SetHeaderRoute = HeaderRoute() });
        }

        foreach (var (weight, pause) in Steps)
        {
            canary.Steps.Add(new CanaryStepArgs { SetWeight = weight });
            canary.Steps.Add(new CanaryStepArgs { Pause = new RolloutPauseArgs { Duration = pause } });
        }

        return canary;
    }

    private static TrafficRoutingArgs ByGateway() => new()
    {
        ManagedRoutes = { new ManagedRouteArgs { Name = DeliveryNames.CanaryHeaderRoute } },
        Plugins = new RouterPluginsArgs
        {
            GatewayApi = new GatewayRouterArgs { HttpRoute = Names.CacheRoute, Namespace = Namespaces.Cache },
        },
    };

    private static TrafficRoutingArgs ByIngress() => new()
    {
        Nginx = new NginxRouterArgs
        {
            StableIngress = Names.CacheStableIngress,
            AnnotationPrefix = "nginx.ingress.kubernetes.io",
            AdditionalIngressAnnotations = { ["canary-by-header"] = DeliveryNames.CanaryHeader },
        },
    };

    private static HeaderRouteArgs HeaderRoute() => new()
    {
        Name = DeliveryNames.CanaryHeaderRoute,
        Match =
        {
            new HeaderMatchArgs { HeaderName = DeliveryNames.CanaryHeader, HeaderValue = new StringMatchArgs { Exact = "always" } },
        },
    };

    private static BackgroundAnalysisArgs Analysis() => new()
    {
        Templates =
        {
            new AnalysisTemplateRefArgs { TemplateName = Names.CanaryAnalysis },
            new AnalysisTemplateRefArgs { TemplateName = DeliveryNames.CanaryWatch },
        },
        Args =
        {
            new AnalysisRunArgumentArgs { Name = CanaryArguments.ServiceName, Value = Names.CacheService },
            new AnalysisRunArgumentArgs
            {
                Name = CanaryArguments.CanaryHash,
                ValueFrom = new AnalysisRunValueFromArgs { PodTemplateHashValue = "Latest" },
            },
        },
    };
}
