using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>Keeps the pods of a service in an AWS target group.</summary>
public sealed class TargetGroupBinding(string name, TargetGroupBindingArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="TargetGroupBinding"/>.</summary>
public sealed class TargetGroupBindingArgs() : CustomResourceArgs("elbv2.k8s.aws/v1beta1", "TargetGroupBinding")
{
    /// <summary>Target group and service.</summary>
    [Input("spec", required: true)]
    public Input<TargetGroupBindingSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Target group and service.</summary>
public sealed class TargetGroupBindingSpecArgs : ResourceArgs
{
    /// <summary>ARN of the target group.</summary>
    [Input("targetGroupARN", required: true)]
    public Input<string> TargetGroupArn { get; set; } = null!;

    /// <summary><c>ip</c> or <c>instance</c>. Immutable.</summary>
    [Input("targetType")]
    public Input<string>? TargetType { get; set; }

    /// <summary>The service.</summary>
    [Input("serviceRef", required: true)]
    public Input<ServicePortReferenceArgs> ServiceRef { get; set; } = null!;

    /// <summary>VPC of the target group.</summary>
    [Input("vpcID")]
    public Input<string>? VpcId { get; set; }

    /// <summary>Rules that the controller adds to the nodes' security groups.</summary>
    [Input("networking")]
    public Input<TargetGroupNetworkingArgs>? Networking { get; set; }
}

/// <summary>A port of a service in the same namespace.</summary>
public sealed class ServicePortReferenceArgs : ResourceArgs
{
    /// <summary>The service.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Its port.</summary>
    [Input("port", required: true)]
    public Input<int> Port { get; set; } = null!;
}

/// <summary>Rules that the controller adds to the nodes' security groups.</summary>
public sealed class TargetGroupNetworkingArgs : ResourceArgs
{
    /// <summary>Who may enter.</summary>
    [Input("ingress")]
    public InputList<TargetGroupIngressArgs>? Ingress { get; set; }
}

/// <summary>Who may enter.</summary>
public sealed class TargetGroupIngressArgs : ResourceArgs
{
    /// <summary>Peers.</summary>
    [Input("from", required: true)]
    public InputList<TargetGroupPeerArgs>? From { get; set; }

    /// <summary>Ports.</summary>
    [Input("ports", required: true)]
    public InputList<TargetGroupPortArgs>? Ports { get; set; }
}

/// <summary>Someone who may enter.</summary>
public sealed class TargetGroupPeerArgs : ResourceArgs
{
    /// <summary>By security group.</summary>
    [Input("securityGroup")]
    public Input<TargetGroupSecurityGroupArgs>? SecurityGroup { get; set; }
}

/// <summary>A security group.</summary>
public sealed class TargetGroupSecurityGroupArgs : ResourceArgs
{
    /// <summary>Its id.</summary>
    [Input("groupID", required: true)]
    public Input<string> GroupId { get; set; } = null!;
}

/// <summary>A port that may be entered.</summary>
public sealed class TargetGroupPortArgs : ResourceArgs
{
    /// <summary><c>TCP</c> or <c>UDP</c>.</summary>
    [Input("protocol")]
    public Input<string>? Protocol { get; set; }

    /// <summary>Port of the pod.</summary>
    [Input("port")]
    public Input<int>? Port { get; set; }
}
