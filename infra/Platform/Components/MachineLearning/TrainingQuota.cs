using System.Globalization;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.MachineLearning.CustomResources;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>What trainings may use at once, in every season: the GPU a zone that the pool has beyond the predictions' maximum.</summary>
public static class TrainingQuota
{
    /// <summary>GPUs at once.</summary>
    public const int Gpus = NodePoolPlan.Zones;

    // Requests of a pod with a GPU, as the namespace's quota counts them; its limits may be the whole node.
    private const int CpuPerGpu = 4;
    private const int GibibytesPerGpu = 16;

    internal static ResourceFlavorSpecArgs Flavor() => new()
    {
        NodeLabels = NodePools.Select(NodePools.Gpu),
        Tolerations = new[] { NodePools.TolerateGpu() },
    };

    internal static ClusterQueueSpecArgs Queue() => new()
    {
        NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = Namespaces.Cache } },
        // A small job goes ahead of a large one that waits: the GPUs are too dear to stand still.
        QueueingStrategy = "BestEffortFIFO",
        Preemption = new ClusterQueuePreemptionArgs { WithinClusterQueue = "LowerPriority" },
        ResourceGroups = new[]
        {
            new ResourceGroupArgs
            {
                CoveredResources = new[] { "cpu", "memory", NodePools.GpuTaint },
                Flavors = new[]
                {
                    new FlavorQuotasArgs
                    {
                        Name = MlNames.GpuFlavor,
                        Resources = new[]
                        {
                            Quota("cpu", Number(Gpus * CpuPerGpu)),
                            Quota("memory", $"{Number(Gpus * GibibytesPerGpu)}Gi"),
                            Quota(NodePools.GpuTaint, Number(Gpus)),
                        },
                    },
                },
            },
        },
    };

    private static ResourceQuotaArgs Quota(string resource, string quantity) => new() { Name = resource, NominalQuota = quantity };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
