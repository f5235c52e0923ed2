using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.MachineLearning.CustomResources;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>
/// The queue for training jobs: Kueue admits a job when the quota holds its GPUs, so that training waits in line instead of taking
/// the prediction service's nodes. A job enters with the label <c>kueue.x-k8s.io/queue-name: ml-training</c>.
/// </summary>
internal static class TrainingQueue
{
    /// <summary>The cluster queue, its local queue and the label's value.</summary>
    public const string Queue = "ml-training";

    /// <summary>GPUs that training may hold at a time; the same in every season.</summary>
    public const int GpuQuota = 4;

    private const string Flavor = "gpu";

    // Kueue's own ports: the webhooks that hold jobs back, and its metrics.
    private const int WebhookPort = 9443;
    private const int MetricsPort = 8443;

    public static void Create(RegionContext context, Resource parent, Resource[] after)
    {
        var kueue = new Release(
            context.Logical("kueue"),
            HelmReleases.Args(Versions.Charts.Kueue, "kueue", Namespaces.Kueue, Values()),
            context.In(parent, after));
        var flavor = new ResourceFlavor(context.Logical("kueue-gpu"), new ResourceFlavorArgs
        {
            Metadata = new ObjectMetaArgs { Name = Flavor },
            Spec = new ResourceFlavorSpecArgs
            {
                NodeLabels = NodePools.Select(NodePools.Gpu),
                Tolerations = { NodePools.TolerateGpu() },
            },
        }, context.In(parent, kueue));
        var queue = new ClusterQueue(context.Logical("kueue-training"), new ClusterQueueArgs
        {
            Metadata = new ObjectMetaArgs { Name = Queue },
            Spec = QueueSpec(),
        }, context.In(parent, flavor));
        _ = new LocalQueue(context.Logical("kueue-training-local"), new LocalQueueArgs
        {
            Metadata = new ObjectMetaArgs { Name = Queue, Namespace = Namespaces.Cache },
            Spec = new LocalQueueSpecArgs { ClusterQueue = Queue },
        }, context.In(parent, queue));
        CreateTrainingPolicy(context, parent, after);
        CreateKueuePolicy(context, parent, after);
    }

    private static InputMap<object> Values() => new()
    {
        // Jobs without the queue's label are none of Kueue's business.
        ["controllerManager"] = new InputMap<object>
        {
            ["replicas"] = 2,
            ["podDisruptionBudget"] = new InputMap<object> { ["enabled"] = true, ["minAvailable"] = 1 },
        },
    };

    private static ClusterQueueSpecArgs QueueSpec() => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = Namespaces.Cache } },
        QueueingStrategy = "BestEffortFIFO",
        Preemption = new QueuePreemptionArgs { WithinClusterQueue = "LowerPriority" },
        ResourceGroups =
        {
            new ResourceGroupArgs
            {
                CoveredResources = { "cpu", "memory", NodePools.GpuTaint },
                Flavors =
                {
                    new FlavorQuotasArgs
                    {
                        Name = Flavor,
                        Resources =
                        {
                            new ResourceQuotaItemArgs { Name = "cpu", NominalQuota = "16" },
                            new ResourceQuotaItemArgs { Name = "memory", NominalQuota = "64Gi" },
                            new ResourceQuotaItemArgs
                            {
                                Name = NodePools.GpuTaint,
                                NominalQuota = GpuQuota.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            },
                        },
                    },
                },
            },
        },
    };

    // Training reads data and writes models over HTTPS and is spoken to by nobody.
    private static void CreateTrainingPolicy(RegionContext context, Resource parent, Resource[] after)
        => _ = new NetworkPolicy(context.Logical("ml-training"), new NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = Queue, Namespace = Namespaces.Cache, Labels = Labels.For(Queue, "training") },
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(Queue),
                PolicyTypes = { "Ingress", "Egress" },
                Egress = { NetworkRules.ToDns(), NetworkRules.ToNetworks([NetworkRules.Everywhere], 443) },
            },
        }, context.In(parent, after));

    private static void CreateKueuePolicy(RegionContext context, Resource parent, Resource[] after)
        => _ = new NetworkPolicy(context.Logical("kueue"), new NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = "kueue", Namespace = Namespaces.Kueue, Labels = Labels.For("kueue", "training") },
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = new LabelSelectorArgs(),
                PolicyTypes = { "Ingress", "Egress" },
                Ingress =
                {
                    // The control plane has no pod address that a selector could name.
                    NetworkRules.FromNetworks([context.Region.NetworkCidr], WebhookPort),
                    NetworkRules.FromNamespace(Namespaces.Monitoring, MetricsPort),
                },
                Egress = { NetworkRules.ToDns(), NetworkRules.ToNetworks([NetworkRules.Everywhere], 443, 6443) },
            },
        }, context.In(parent, after));
}
