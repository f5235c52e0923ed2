using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.MachineLearning.CustomResources;

/// <summary>Resources that the jobs of its queues share, and the order they get them in.</summary>
public sealed class ClusterQueue(string name, ClusterQueueArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ClusterQueue"/>.</summary>
public sealed class ClusterQueueArgs() : CustomResourceArgs("kueue.x-k8s.io/v1beta2", "ClusterQueue")
{
    /// <summary>Resources and order.</summary>
    [Input("spec", required: true)]
    public Input<ClusterQueueSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Resources and order.</summary>
public sealed class ClusterQueueSpecArgs : ResourceArgs
{
    /// <summary>Namespaces whose queues may use it; unset = none.</summary>
    [Input("namespaceSelector")]
    public Input<LabelSelectorArgs>? NamespaceSelector { get; set; }

    /// <summary><c>StrictFIFO</c> or <c>BestEffortFIFO</c>.</summary>
    [Input("queueingStrategy")]
    public Input<string>? QueueingStrategy { get; set; }

    /// <summary>Which running jobs give way.</summary>
    [Input("preemption")]
    public Input<ClusterQueuePreemptionArgs>? Preemption { get; set; }

    /// <summary>Quotas.</summary>
    [Input("resourceGroups")]
    public InputList<ResourceGroupArgs>? ResourceGroups { get; set; }
}

/// <summary>Which running jobs give way.</summary>
public sealed class ClusterQueuePreemptionArgs : ResourceArgs
{
    /// <summary><c>Never</c>, <c>LowerPriority</c> or <c>LowerOrNewerEqualPriority</c>.</summary>
    [Input("withinClusterQueue")]
    public Input<string>? WithinClusterQueue { get; set; }
}

/// <summary>Resources that come from the same flavors.</summary>
public sealed class ResourceGroupArgs : ResourceArgs
{
    /// <summary>Names of the resources.</summary>
    [Input("coveredResources", required: true)]
    public InputList<string>? CoveredResources { get; set; }

    /// <summary>Quotas by flavor.</summary>
    [Input("flavors", required: true)]
    public InputList<FlavorQuotasArgs>? Flavors { get; set; }
}

/// <summary>Quotas of a flavor.</summary>
public sealed class FlavorQuotasArgs : ResourceArgs
{
    /// <summary>The flavor.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Quotas, in the order of the group's resources.</summary>
    [Input("resources", required: true)]
    public InputList<ResourceQuotaArgs>? Resources { get; set; }
}

/// <summary>Quota of a resource.</summary>
public sealed class ResourceQuotaArgs : ResourceArgs
{
    /// <summary>The resource.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>How much of it jobs may use at once, as a Kubernetes quantity.</summary>
    [Input("nominalQuota", required: true)]
    public Input<string> NominalQuota { get; set; } = null!;
}
