using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace WedSync.Platform.Components.Common;

/// <summary>
/// Node pools of a region's cluster: the clusters label and taint their nodes with these, the workloads select and tolerate them.
/// </summary>
public static class NodePools
{
    /// <summary>Label of every node of ours; its value is the pool's name.</summary>
    public const string Label = "wedsync.com/node-pool";

    /// <summary>Everything that needs neither much memory nor a GPU. No taint.</summary>
    public const string General = "general";

    /// <summary>Redis alone: nodes with much memory, tainted <c>wedsync.com/dedicated=memory:NoSchedule</c>.</summary>
    public const string Memory = "memory";

    /// <summary>Nodes with a GPU, tainted <c>nvidia.com/gpu=present:NoSchedule</c> (GKE does so itself).</summary>
    public const string Gpu = "gpu";

    /// <summary>Key of the memory pool's taint; its value is <see cref="Memory"/>.</summary>
    public const string DedicatedTaint = "wedsync.com/dedicated";

    /// <summary>Key of the GPU pool's taint, and the name of the GPU as a resource.</summary>
    public const string GpuTaint = "nvidia.com/gpu";

    /// <summary>Value of the GPU pool's taint.</summary>
    public const string GpuTaintValue = "present";

    /// <summary>Effect of both taints.</summary>
    public const string TaintEffect = "NoSchedule";

    /// <summary>Selects the nodes of a pool.</summary>
    public static InputMap<string> Select(string pool) => new() { [Label] = pool };

    /// <summary>Tolerates the memory pool's taint.</summary>
    public static TolerationArgs TolerateMemory() => new()
    {
        Key = DedicatedTaint,
        Operator = "Equal",
        Value = Memory,
        Effect = TaintEffect,
    };

    /// <summary>Tolerates the GPU pool's taint, whatever its value: clouds differ in it.</summary>
    public static TolerationArgs TolerateGpu() => new()
    {
        Key = GpuTaint,
        Operator = "Exists",
        Effect = TaintEffect,
    };
}
