using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.MachineLearning.CustomResources;

/// <summary>A job's place in its queue. It says nothing about its pods, whose priority the scheduler goes by.</summary>
public sealed class WorkloadPriorityClass(string name, WorkloadPriorityClassArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="WorkloadPriorityClass"/>.</summary>
public sealed class WorkloadPriorityClassArgs() : CustomResourceArgs("kueue.x-k8s.io/v1beta2", "WorkloadPriorityClass")
{
    /// <summary>Jobs with a higher value go first.</summary>
    [Input("value", required: true)]
    public Input<int> Value { get; set; } = null!;

    /// <summary>What it is for.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }
}
