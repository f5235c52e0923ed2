using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Who may talk to whom in the edge's namespace. The namespace denies everything else.</summary>
internal static class EdgePolicies
{
    /// <summary>Networks that Google's load balancers and their health checks come from.</summary>
    public static readonly IReadOnlyList<string> GoogleLoadBalancers = ["35.191.0.0/16", "130.211.0.0/22"];

    // The controller's xDS and Wasm servers, and its webhook that tells proxies their zone.
    private static readonly int[] ControllerPorts = [18000, 18002];
    private const int Webhook = 9443;

    /// <summary>Creates the policies and returns them: the chart's hooks already need them.</summary>
    public static Resource[] Create(RegionContext context, Resource parent) =>
    [
        Policy(context, parent, EdgeNames.EnvoyDeployment, EnvoyProxySpecs.PodLabel, new NetworkPolicySpecArgs
        {
            Ingress =
            {
                PolicyRules.FromNetworks(LoadBalancers(context.Region), EdgeNames.EnvoyPort),
                PolicyRules.From(Namespaces.Monitoring, EdgeNames.EnvoyStatistics),
            },
            Egress =
            {
                PolicyRules.Dns(),
                PolicyRules.ToSameNamespace(ControllerPorts),
                PolicyRules.To(Namespaces.Cache, ServicePorts.CacheHttp),
            },
        }),
        Policy(context, parent, EdgeNames.EnvoyGatewayRelease, ControllerLabel, new NetworkPolicySpecArgs
        {
            Ingress =
            {
                PolicyRules.FromSameNamespace(ControllerPorts),
                PolicyRules.From(Namespaces.Monitoring, EdgeNames.EnvoyStatistics),
                PolicyRules.FromNetworks(["0.0.0.0/0"], Webhook),
            },
            Egress = { PolicyRules.Dns(), PolicyRules.ApiServer() },
        }),
        // The chart's hook that makes the certificates between controller and proxies.
        Policy(context, parent, "envoy-gateway-certgen", new("app", "certgen"), ToApiServer()),
        Policy(context, parent, EndpointGroupJob.Name, new("app", EndpointGroupJob.Name), ToApiServer()),
    ];

    private static NetworkPolicySpecArgs ToApiServer() => new() { Egress = { PolicyRules.Dns(), PolicyRules.ApiServer() } };

    /// <summary>Where a region's load balancer comes from: Google's networks, or the region's own, where its ALB has its addresses.</summary>
    public static IReadOnlyList<string> LoadBalancers(RegionSettings region)
        => region.Cloud == Cloud.Gcp ? GoogleLoadBalancers : [region.NetworkCidr];

    private static readonly KeyValuePair<string, string> ControllerLabel = new("control-plane", "envoy-gateway");

    private static NetworkPolicy Policy(
        RegionContext context,
        Resource parent,
        string name,
        KeyValuePair<string, string> pods,
        NetworkPolicySpecArgs spec)
    {
        spec.PodSelector = new LabelSelectorArgs { MatchLabels = { [pods.Key] = pods.Value } };
        spec.PolicyTypes = new[] { "Ingress", "Egress" };
        return new NetworkPolicy(
            context.Logical($"{name}-network"),
            new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = Namespaces.Edge, Labels = Labels.For(Names.Gateway, "edge") },
                Spec = spec,
            },
            context.In(parent));
    }
}
