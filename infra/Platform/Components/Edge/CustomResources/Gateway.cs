using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>Where traffic enters the cluster.</summary>
public sealed class Gateway(string name, GatewayArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="Gateway"/>.</summary>
public sealed class GatewayArgs() : CustomResourceArgs("gateway.networking.k8s.io/v1", "Gateway")
{
    /// <summary>Class and listeners.</summary>
    [Input("spec", required: true)]
    public Input<GatewaySpecArgs> Spec { get; set; } = null!;
}

/// <summary>Class and listeners.</summary>
public sealed class GatewaySpecArgs : ResourceArgs
{
    /// <summary>The class.</summary>
    [Input("gatewayClassName", required: true)]
    public Input<string> GatewayClassName { get; set; } = null!;

    /// <summary>Ports that are listened on.</summary>
    [Input("listeners", required: true)]
    public InputList<GatewayListenerArgs>? Listeners { get; set; }
}

/// <summary>A port that is listened on.</summary>
public sealed class GatewayListenerArgs : ResourceArgs
{
    /// <summary>Name, unique in the gateway.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Port.</summary>
    [Input("port", required: true)]
    public Input<int> Port { get; set; } = null!;

    /// <summary><c>HTTP</c>, <c>HTTPS</c>, <c>TLS</c>, <c>TCP</c> or <c>UDP</c>.</summary>
    [Input("protocol", required: true)]
    public Input<string> Protocol { get; set; } = null!;

    /// <summary>Host name that requests must have; absent = any.</summary>
    [Input("hostname")]
    public Input<string>? Hostname { get; set; }

    /// <summary>Certificate, for HTTPS and TLS.</summary>
    [Input("tls")]
    public Input<GatewayListenerTlsArgs>? Tls { get; set; }

    /// <summary>Routes that may attach.</summary>
    [Input("allowedRoutes")]
    public Input<AllowedRoutesArgs>? AllowedRoutes { get; set; }
}

/// <summary>How TLS ends.</summary>
public sealed class GatewayListenerTlsArgs : ResourceArgs
{
    /// <summary><c>Terminate</c> or <c>Passthrough</c>.</summary>
    [Input("mode")]
    public Input<string>? Mode { get; set; }

    /// <summary>Secrets with certificates.</summary>
    [Input("certificateRefs")]
    public InputList<SecretReferenceArgs>? CertificateRefs { get; set; }
}

/// <summary>A reference to a Secret.</summary>
public sealed class SecretReferenceArgs : ResourceArgs
{
    /// <summary>Kind; <c>Secret</c> when absent.</summary>
    [Input("kind")]
    public Input<string>? Kind { get; set; }

    /// <summary>Name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Namespace; the referrer's own when absent.</summary>
    [Input("namespace")]
    public Input<string>? Namespace { get; set; }
}

/// <summary>Routes that may attach to a listener.</summary>
public sealed class AllowedRoutesArgs : ResourceArgs
{
    /// <summary>Kinds of routes; absent = all that fit the protocol.</summary>
    [Input("kinds")]
    public InputList<RouteKindArgs>? Kinds { get; set; }

    /// <summary>Namespaces they may be in.</summary>
    [Input("namespaces")]
    public Input<RouteNamespacesArgs>? Namespaces { get; set; }
}

/// <summary>A kind of route.</summary>
public sealed class RouteKindArgs : ResourceArgs
{
    /// <summary>API group.</summary>
    [Input("group")]
    public Input<string>? Group { get; set; }

    /// <summary>Kind.</summary>
    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;
}

/// <summary>Namespaces that routes may be in.</summary>
public sealed class RouteNamespacesArgs : ResourceArgs
{
    /// <summary><c>All</c>, <c>Selector</c>, <c>Same</c> or <c>None</c>.</summary>
    [Input("from")]
    public Input<string>? From { get; set; }

    /// <summary>Labels of the namespaces, for <c>Selector</c>.</summary>
    [Input("selector")]
    public Input<LabelSelectorArgs>? Selector { get; set; }
}
