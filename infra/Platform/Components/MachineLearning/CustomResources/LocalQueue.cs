using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.MachineLearning.CustomResources;

/// <summary>A namespace's way into a <see cref="ClusterQueue"/>.</summary>
public sealed class LocalQueue(string name, LocalQueueArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="LocalQueue"/>.</summary>
public sealed class LocalQueueArgs() : CustomResourceArgs("kueue.x-k8s.io/v1beta2", "LocalQueue")
{
    /// <summary>Where it leads.</summary>
    [Input("spec", required: true)]
    public Input<LocalQueueSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Where it leads.</summary>
public sealed class LocalQueueSpecArgs : ResourceArgs
{
    /// <summary>Name of the <see cref="CustomResources.ClusterQueue"/>.</summary>
    [Input("clusterQueue", required: true)]
    public Input<string> ClusterQueue { get; set; } = null!;
}
