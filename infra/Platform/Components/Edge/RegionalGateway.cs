using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;
using WedSync.Platform.Components.Secrets.CustomResources;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Where traffic enters a region's cluster: Envoy Gateway, its proxies, and the route between stable and canary. A canary so
/// stays inside its region, and a failover between regions outside of it.
/// </summary>
public sealed class RegionalGateway : ComponentResource
{
    private readonly RegionContext _context;

    /// <summary>Creates the component.</summary>
    public RegionalGateway(string name, RegionalGatewayArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:edge:RegionalGateway", name, options)
    {
        _context = args.Context;
        Controller = new Release(
            _context.Logical("envoy-gateway"),
            HelmReleases.Args(Versions.Charts.EnvoyGateway, EdgeNames.EnvoyGatewayRelease, Namespaces.Edge, EnvoyGatewayValues.Create()),
            _context.In(this, EdgePolicies.Create(_context, this)));
        var gateway = Proxies(Controller, ProxyCertificate.Create(_context, this));
        Route = CacheRoute(gateway);
        Ready = _context.Region.Cloud == Cloud.Gcp ? EndpointGroupJob.Create(_context, this, gateway) : gateway;
        RouteName = Output.Create(Names.CacheRoute);
        RegisterOutputs(new Dictionary<string, object?> { ["routeName"] = RouteName });
    }

    /// <summary>Envoy Gateway; it installs the CRDs of Gateway API.</summary>
    public Release Controller { get; }

    /// <summary>The route whose weights a canary moves; a Rollout depends on it.</summary>
    public HTTPRoute Route { get; }

    /// <summary>Created when load balancers can reach the region; the global scope of the same stack depends on it.</summary>
    public Resource Ready { get; }

    /// <summary>Name of the route whose weights a canary moves.</summary>
    [Output("routeName")]
    public Output<string> RouteName { get; private set; }

    private Gateway Proxies(Release controller, Certificate tls)
    {
        var proxy = new EnvoyProxy(
            _context.Logical("envoy-proxy"),
            new EnvoyProxyArgs
            {
                Metadata = Metadata(EdgeNames.EnvoyDeployment, Namespaces.Edge),
                Spec = EnvoyProxySpecs.For(_context.Region),
            },
            _context.In(this, controller));
        var gatewayClass = new GatewayClass(
            _context.Logical("gateway-class"),
            new GatewayClassArgs
            {
                Metadata = new ObjectMetaArgs { Name = EdgeNames.GatewayClass, Labels = Labels.For(Names.Gateway, "edge") },
                Spec = new GatewayClassSpecArgs
                {
                    ControllerName = EnvoyGatewayValues.ControllerName,
                    Description = "Envoy proxies behind the cloud's load balancer",
                    ParametersRef = new ParametersReferenceArgs
                    {
                        Group = "gateway.envoyproxy.io",
                        Kind = "EnvoyProxy",
                        Name = EdgeNames.EnvoyDeployment,
                        Namespace = Namespaces.Edge,
                    },
                },
            },
            _context.In(this, proxy));
        var gateway = new Gateway(
            _context.Logical("gateway"),
            new GatewayArgs { Metadata = Metadata(Names.Gateway, Namespaces.Edge), Spec = GatewaySpecs.Gateway() },
            _context.In(this, gatewayClass, tls));
        _ = new ClientTrafficPolicy(
            _context.Logical("client-traffic"),
            new ClientTrafficPolicyArgs
            {
                Metadata = Metadata(Names.Gateway, Namespaces.Edge),
                Spec = GatewayPolicySpecs.Clients(_context.Region.Cloud),
            },
            _context.In(this, gateway));
        return gateway;
    }

    private HTTPRoute CacheRoute(Gateway gateway)
    {
        var options = _context.In(this, gateway);
        options.IgnoreChanges = GatewaySpecs.WeightPaths;
        var route = new HTTPRoute(
            _context.Logical("cache-route"),
            new HTTPRouteArgs { Metadata = Metadata(Names.CacheRoute, Namespaces.Cache), Spec = GatewaySpecs.CacheRoute() },
            options);
        _ = new BackendTrafficPolicy(
            _context.Logical("backend-traffic"),
            new BackendTrafficPolicyArgs { Metadata = Metadata(Names.CacheRoute, Namespaces.Cache), Spec = GatewayPolicySpecs.Cache() },
            _context.In(this, route));
        return route;
    }

    private static ObjectMetaArgs Metadata(string name, string ns)
        => new() { Name = name, Namespace = ns, Labels = Labels.For(Names.Gateway, "edge") };
}
