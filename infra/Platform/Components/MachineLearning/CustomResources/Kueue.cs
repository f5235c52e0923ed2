using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.MachineLearning.CustomResources;

/// <summary>Kueue's API.</summary>
internal static class KueueApi
{
    public const string GroupVersion = "kueue.x-k8s.io/v1beta2";
}

/// <summary>Nodes that quota is given for.</summary>
public sealed class ResourceFlavor(string name, ResourceFlavorArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ResourceFlavor"/>.</summary>
public sealed class ResourceFlavorArgs() : CustomResourceArgs(KueueApi.GroupVersion, "ResourceFlavor")
{
    /// <summary>Which nodes.</summary>
    [Input("spec", required: true)]
    public Input<ResourceFlavorSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Which nodes a flavor stands for.</summary>
public sealed class ResourceFlavorSpecArgs : ResourceArgs
{
    [Input("nodeLabels")]
    private InputMap<string>? _nodeLabels;

    [Input("tolerations")]
    private InputList<TolerationArgs>? _tolerations;

    /// <summary>Labels of the nodes; admitted pods select them.</summary>
    public InputMap<string> NodeLabels
    {
        get => _nodeLabels ??= new InputMap<string>();
        set => _nodeLabels = value;
    }

    /// <summary>Tolerations that admitted pods get.</summary>
    public InputList<TolerationArgs> Tolerations
    {
        get => _tolerations ??= new InputList<TolerationArgs>();
        set => _tolerations = value;
    }
}

/// <summary>A quota and the queue before it.</summary>
public sealed class ClusterQueue(string name, ClusterQueueArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ClusterQueue"/>.</summary>
public sealed class ClusterQueueArgs() : CustomResourceArgs(KueueApi.GroupVersion, "ClusterQueue")
{
    /// <summary>Quota and order.</summary>
    [Input("spec", required: true)]
    public Input<ClusterQueueSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Quota and order of a queue.</summary>
public sealed class ClusterQueueSpecArgs : ResourceArgs
{
    [Input("resourceGroups")]
    private InputList<ResourceGroupArgs>? _resourceGroups;

    /// <summary>Namespaces whose queues may use it.</summary>
    [Input("namespaceSelector")]
    public Input<LabelSelectorArgs>? NamespaceSelector { get; set; }

    /// <summary><c>StrictFIFO</c>, or <c>BestEffortFIFO</c>: small jobs pass one that does not fit yet.</summary>
    [Input("queueingStrategy")]
    public Input<string>? QueueingStrategy { get; set; }

    /// <summary>Who may push whom out.</summary>
    [Input("preemption")]
    public Input<QueuePreemptionArgs>? Preemption { get; set; }

    /// <summary>The quota.</summary>
    public InputList<ResourceGroupArgs> ResourceGroups
    {
        get => _resourceGroups ??= new InputList<ResourceGroupArgs>();
        set => _resourceGroups = value;
    }
}

/// <summary>Who may push whom out of a quota.</summary>
public sealed class QueuePreemptionArgs : ResourceArgs
{
    /// <summary><c>Never</c>, <c>LowerPriority</c> or <c>LowerOrNewerEqualPriority</c>.</summary>
    [Input("withinClusterQueue")]
    public Input<string>? WithinClusterQueue { get; set; }
}

/// <summary>Resources whose quotas belong together.</summary>
public sealed class ResourceGroupArgs : ResourceArgs
{
    [Input("coveredResources", required: true)]
    private InputList<string>? _coveredResources;

    [Input("flavors", required: true)]
    private InputList<FlavorQuotasArgs>? _flavors;

    /// <summary>Names of the resources, in the order of the quotas.</summary>
    public InputList<string> CoveredResources
    {
        get => _coveredResources ??= new InputList<string>();
        set => _coveredResources = value;
    }

    /// <summary>Quotas by kind of node.</summary>
    public InputList<FlavorQuotasArgs> Flavors
    {
        get => _flavors ??= new InputList<FlavorQuotasArgs>();
        set => _flavors = value;
    }
}

/// <summary>Quotas on one kind of node.</summary>
public sealed class FlavorQuotasArgs : ResourceArgs
{
    [Input("resources", required: true)]
    private InputList<ResourceQuotaItemArgs>? _resources;

    /// <summary>The flavor.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Its quotas.</summary>
    public InputList<ResourceQuotaItemArgs> Resources
    {
        get => _resources ??= new InputList<ResourceQuotaItemArgs>();
        set => _resources = value;
    }
}

/// <summary>Quota of one resource.</summary>
public sealed class ResourceQuotaItemArgs : ResourceArgs
{
    /// <summary>The resource.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>How much, as a Kubernetes quantity.</summary>
    [Input("nominalQuota", required: true)]
    public Input<string> NominalQuota { get; set; } = null!;
}

/// <summary>A namespace's way into a <see cref="ClusterQueue"/>.</summary>
public sealed class LocalQueue(string name, LocalQueueArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="LocalQueue"/>.</summary>
public sealed class LocalQueueArgs() : CustomResourceArgs(KueueApi.GroupVersion, "LocalQueue")
{
    /// <summary>Where it leads.</summary>
    [Input("spec", required: true)]
    public Input<LocalQueueSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Where a local queue leads.</summary>
public sealed class LocalQueueSpecArgs : ResourceArgs
{
    /// <summary>The cluster queue.</summary>
    [Input("clusterQueue", required: true)]
    public Input<string> ClusterQueue { get; set; } = null!;
}
