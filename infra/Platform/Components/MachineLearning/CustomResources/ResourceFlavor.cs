using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace WedSync.Platform.Components.MachineLearning.CustomResources;

/// <summary>A kind of nodes that jobs of a queue can be sent to.</summary>
public sealed class ResourceFlavor(string name, ResourceFlavorArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ResourceFlavor"/>.</summary>
public sealed class ResourceFlavorArgs() : CustomResourceArgs("kueue.x-k8s.io/v1beta2", "ResourceFlavor")
{
    /// <summary>Labels and taints of the nodes.</summary>
    [Input("spec")]
    public Input<ResourceFlavorSpecArgs>? Spec { get; set; }
}

/// <summary>Labels and taints of the nodes.</summary>
public sealed class ResourceFlavorSpecArgs : ResourceArgs
{
    /// <summary>Labels of the nodes; a job that is let in gets them as its node selector.</summary>
    [Input("nodeLabels")]
    public InputMap<string>? NodeLabels { get; set; }

    /// <summary>Tolerations that a job gets when it is let in.</summary>
    [Input("tolerations")]
    public InputList<TolerationArgs>? Tolerations { get; set; }
}
