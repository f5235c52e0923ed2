using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>A kind of gateway and the controller that runs it.</summary>
public sealed class GatewayClass(string name, GatewayClassArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="GatewayClass"/>.</summary>
public sealed class GatewayClassArgs() : CustomResourceArgs("gateway.networking.k8s.io/v1", "GatewayClass")
{
    /// <summary>Controller and parameters.</summary>
    [Input("spec", required: true)]
    public Input<GatewayClassSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Controller and parameters.</summary>
public sealed class GatewayClassSpecArgs : ResourceArgs
{
    /// <summary>Name that the controller answers to. Immutable.</summary>
    [Input("controllerName", required: true)]
    public Input<string> ControllerName { get; set; } = null!;

    /// <summary>What it is for, at most 64 characters.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }

    /// <summary>Parameters of the controller's own kind.</summary>
    [Input("parametersRef")]
    public Input<ParametersReferenceArgs>? ParametersRef { get; set; }
}

/// <summary>A reference to an object of a controller's own kind.</summary>
public sealed class ParametersReferenceArgs : ResourceArgs
{
    /// <summary>API group.</summary>
    [Input("group", required: true)]
    public Input<string> Group { get; set; } = null!;

    /// <summary>Kind.</summary>
    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;

    /// <summary>Name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Namespace.</summary>
    [Input("namespace")]
    public Input<string>? Namespace { get; set; }
}
