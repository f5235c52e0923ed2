using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// AWS Load Balancer Controller: keeps the proxies' pods in the target group, and makes the network load balancers that services ask
/// for by annotation, as the sync worker's does. The application load balancer itself is this program's.
/// </summary>
internal sealed class AwsTargetController(AwsRegionEdgeArgs args, Resource parent)
{
    /// <summary>Release, service account and pods' name label.</summary>
    public const string Name = "aws-load-balancer-controller";

    private readonly RegionContext _context = args.Cluster.Context;

    public void Build(Output<string> targetGroup)
    {
        var identity = new WorkloadIdentity(_context.Logical("edge-controller-identity"), new WorkloadIdentityArgs
        {
            Context = _context,
            Cluster = args.Cluster,
            Namespace = Namespaces.Edge,
            ServiceAccount = Name,
            AwsPolicy = Output.Tuple(args.Cluster.ClusterName, args.Cluster.SecurityGroupId, targetGroup).Apply(facts =>
                AwsLoadBalancerControllerPolicy.For(
                    _context.Region.Location, _context.Settings.Accounts.AwsAccountId, facts.Item1, facts.Item2, facts.Item3)),
        }, new ComponentResourceOptions { Parent = parent });
        var release = new Release(
            _context.Logical("edge-controller"),
            HelmReleases.Args(Versions.Charts.AwsLoadBalancerController, Name, Namespaces.Edge, Values(identity)),
            _context.In(parent, Policy()));
        _ = new TargetGroupBinding(
            _context.Logical("edge-targets-binding"),
            new TargetGroupBindingArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = args.Service,
                    Namespace = Namespaces.Edge,
                    Labels = Labels.For(Names.Gateway, "edge"),
                },
                Spec = new TargetGroupBindingSpecArgs
                {
                    TargetGroupArn = targetGroup,
                    TargetType = "ip",
                    ServiceRef = new ServicePortReferenceArgs { Name = args.Service, Port = EdgeNames.GatewayPort },
                },
            },
            _context.In(parent, release, args.ServiceReady));
    }

    private InputMap<object> Values(WorkloadIdentity identity) => new()
    {
        ["fullnameOverride"] = Name,
        ["clusterName"] = args.Cluster.ClusterName,
        ["region"] = _context.Region.Location,
        ["vpcId"] = args.Cluster.NetworkId,
        ["replicaCount"] = 2,
        ["podDisruptionBudget"] = new Dictionary<string, object> { ["maxUnavailable"] = 1 },
        ["serviceAccount"] = new Dictionary<string, object>
        {
            ["create"] = true,
            ["name"] = Name,
            ["annotations"] = identity.ServiceAccountAnnotations,
        },
        // It takes no Ingress, and its webhook stands before no Service: those that want it say so by annotation.
        ["createIngressClassResource"] = false,
        ["ingressClassParams"] = new Dictionary<string, object> { ["create"] = false },
        ["enableServiceMutatorWebhook"] = false,
        ["enableShield"] = false,
        ["enableWaf"] = false,
        ["enableWafv2"] = false,
        ["enableCertManager"] = true,
        ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.General },
        ["resources"] = new Dictionary<string, object>
        {
            ["requests"] = new Dictionary<string, object> { ["cpu"] = "100m", ["memory"] = "128Mi" },
            ["limits"] = new Dictionary<string, object> { ["cpu"] = "500m", ["memory"] = "512Mi" },
        },
    };

    private NetworkPolicy Policy() => new(
        _context.Logical("edge-controller-network"),
        new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = Name, Namespace = Namespaces.Edge, Labels = Labels.For(Names.Gateway, "edge") },
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = new LabelSelectorArgs { MatchLabels = { ["app.kubernetes.io/name"] = Name } },
                PolicyTypes = { "Ingress", "Egress" },
                // The control plane calls its webhooks from addresses of its own.
                Ingress = { PolicyRules.FromNetworks(["0.0.0.0/0"], 9443) },
                Egress = { PolicyRules.Dns(), PolicyRules.ApiServer() },
            },
        },
        _context.In(parent));
}
