using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;

namespace WedSync.Platform.Components.Edge;

/// <summary>The region's gateway and the cache's route.</summary>
internal static class GatewaySpecs
{
    /// <summary>Paths of the route's weights, which Argo Rollouts moves during a canary.</summary>
    public static readonly List<string> WeightPaths = ["spec.rules[0].backendRefs[0].weight", "spec.rules[0].backendRefs[1].weight"];

    /// <summary>The load balancers end the clients' TLS and start their own towards the proxies.</summary>
    public static GatewaySpecArgs Gateway() => new()
    {
        GatewayClassName = EdgeNames.GatewayClass,
        Listeners = new[]
        {
            new GatewayListenerArgs
            {
                Name = "https",
                Port = EdgeNames.GatewayPort,
                Protocol = "HTTPS",
                Tls = new GatewayListenerTlsArgs
                {
                    Mode = "Terminate",
                    CertificateRefs = new[] { new SecretReferenceArgs { Kind = "Secret", Name = EdgeNames.GatewayTls } },
                },
                AllowedRoutes = new AllowedRoutesArgs
                {
                    Kinds = new[] { new RouteKindArgs { Group = "gateway.networking.k8s.io", Kind = "HTTPRoute" } },
                    Namespaces = new RouteNamespacesArgs
                    {
                        From = "Selector",
                        Selector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = Namespaces.Cache } },
                    },
                },
            },
        },
    };

    /// <summary>Methods that pass; the proxy answers 404 to the others, above all to CONNECT and TRACE.</summary>
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"];

    /// <summary>
    /// No host names: the load balancers route by host, and their health checks carry none. The one rule names both services;
    /// without weights they would share the traffic evenly before the first canary.
    /// </summary>
    public static HTTPRouteSpecArgs CacheRoute() => new()
    {
        ParentRefs = new[]
        {
            new RouteParentArgs
            {
                Group = "gateway.networking.k8s.io",
                Kind = "Gateway",
                Name = Names.Gateway,
                Namespace = Namespaces.Edge,
                SectionName = "https",
            },
        },
        Rules = new[]
        {
            new HTTPRouteRuleArgs
            {
                Matches = Methods.Select(Match).ToArray(),
                BackendRefs = new[] { Backend(Names.CacheStableService, 100), Backend(Names.CacheCanaryService, 0) },
            },
        },
    };

    private static HTTPRouteMatchArgs Match(string method) => new()
    {
        Path = new HTTPPathMatchArgs { Type = "PathPrefix", Value = "/" },
        Method = method,
    };

    private static HTTPBackendRefArgs Backend(string service, int weight) => new()
    {
        Group = "",
        Kind = "Service",
        Name = service,
        Port = EdgeNames.CacheServicePort,
        Weight = weight,
    };
}
