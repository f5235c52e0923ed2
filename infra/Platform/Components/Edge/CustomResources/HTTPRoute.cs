using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>Requests of a gateway and the services that answer them.</summary>
public sealed class HTTPRoute(string name, HTTPRouteArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="HTTPRoute"/>.</summary>
public sealed class HTTPRouteArgs() : CustomResourceArgs("gateway.networking.k8s.io/v1", "HTTPRoute")
{
    /// <summary>Gateways, hosts and rules.</summary>
    [Input("spec", required: true)]
    public Input<HTTPRouteSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Gateways, hosts and rules.</summary>
public sealed class HTTPRouteSpecArgs : ResourceArgs
{
    /// <summary>Gateways it attaches to.</summary>
    [Input("parentRefs", required: true)]
    public InputList<RouteParentArgs>? ParentRefs { get; set; }

    /// <summary>Host names it answers for; absent = any.</summary>
    [Input("hostnames")]
    public InputList<string>? Hostnames { get; set; }

    /// <summary>Rules; the most specific match wins.</summary>
    [Input("rules", required: true)]
    public InputList<HTTPRouteRuleArgs>? Rules { get; set; }
}

/// <summary>A gateway that a route attaches to.</summary>
public sealed class RouteParentArgs : ResourceArgs
{
    /// <summary>API group.</summary>
    [Input("group")]
    public Input<string>? Group { get; set; }

    /// <summary>Kind.</summary>
    [Input("kind")]
    public Input<string>? Kind { get; set; }

    /// <summary>Name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Namespace.</summary>
    [Input("namespace")]
    public Input<string>? Namespace { get; set; }

    /// <summary>Listener; absent = all.</summary>
    [Input("sectionName")]
    public Input<string>? SectionName { get; set; }
}

/// <summary>A rule of a route.</summary>
public sealed class HTTPRouteRuleArgs : ResourceArgs
{
    /// <summary>Name, unique in the route.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>Requests it is for; one of them must match.</summary>
    [Input("matches")]
    public InputList<HTTPRouteMatchArgs>? Matches { get; set; }

    /// <summary>Services that answer, by weight.</summary>
    [Input("backendRefs")]
    public InputList<HTTPBackendRefArgs>? BackendRefs { get; set; }

    /// <summary>How long a request may take.</summary>
    [Input("timeouts")]
    public Input<HTTPRouteTimeoutsArgs>? Timeouts { get; set; }
}

/// <summary>What a request must have.</summary>
public sealed class HTTPRouteMatchArgs : ResourceArgs
{
    /// <summary>Its path.</summary>
    [Input("path")]
    public Input<HTTPPathMatchArgs>? Path { get; set; }

    /// <summary>Its method.</summary>
    [Input("method")]
    public Input<string>? Method { get; set; }
}

/// <summary>What a path must be.</summary>
public sealed class HTTPPathMatchArgs : ResourceArgs
{
    /// <summary><c>Exact</c>, <c>PathPrefix</c> or <c>RegularExpression</c>.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>The path.</summary>
    [Input("value")]
    public Input<string>? Value { get; set; }
}

/// <summary>A service that answers.</summary>
public sealed class HTTPBackendRefArgs : ResourceArgs
{
    /// <summary>API group; the core group is empty.</summary>
    [Input("group")]
    public Input<string>? Group { get; set; }

    /// <summary>Kind.</summary>
    [Input("kind")]
    public Input<string>? Kind { get; set; }

    /// <summary>Name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Port of the service.</summary>
    [Input("port")]
    public Input<int>? Port { get; set; }

    /// <summary>Share among the rule's services, 0 to 1 000 000.</summary>
    [Input("weight")]
    public Input<int>? Weight { get; set; }
}

/// <summary>How long a request may take.</summary>
public sealed class HTTPRouteTimeoutsArgs : ResourceArgs
{
    /// <summary>All of it, retries included, as a duration such as <c>10s</c>.</summary>
    [Input("request")]
    public Input<string>? Request { get; set; }

    /// <summary>Each try.</summary>
    [Input("backendRequest")]
    public Input<string>? BackendRequest { get; set; }
}
