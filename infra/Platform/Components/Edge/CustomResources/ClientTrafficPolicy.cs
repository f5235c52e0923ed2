using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>How Envoy treats clients.</summary>
public sealed class ClientTrafficPolicy(string name, ClientTrafficPolicyArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ClientTrafficPolicy"/>.</summary>
public sealed class ClientTrafficPolicyArgs() : CustomResourceArgs("gateway.envoyproxy.io/v1alpha1", "ClientTrafficPolicy")
{
    /// <summary>Targets and limits.</summary>
    [Input("spec", required: true)]
    public Input<ClientTrafficPolicySpecArgs> Spec { get; set; } = null!;
}

/// <summary>Targets and limits.</summary>
public sealed class ClientTrafficPolicySpecArgs : ResourceArgs
{
    /// <summary>Gateways it is for.</summary>
    [Input("targetRefs", required: true)]
    public InputList<PolicyTargetArgs>? TargetRefs { get; set; }

    /// <summary>How the client's address is found.</summary>
    [Input("clientIPDetection")]
    public Input<ClientIPDetectionArgs>? ClientIPDetection { get; set; }

    /// <summary>How long clients may take.</summary>
    [Input("timeout")]
    public Input<ClientTimeoutArgs>? Timeout { get; set; }

    /// <summary>Connections.</summary>
    [Input("connection")]
    public Input<ClientConnectionArgs>? Connection { get; set; }

    /// <summary>Headers.</summary>
    [Input("headers")]
    public Input<ClientHeadersArgs>? Headers { get; set; }

    /// <summary>Paths.</summary>
    [Input("path")]
    public Input<ClientPathArgs>? Path { get; set; }

    /// <summary>HTTP/2.</summary>
    [Input("http2")]
    public Input<ClientHttp2Args>? Http2 { get; set; }

    /// <summary>TLS.</summary>
    [Input("tls")]
    public Input<ClientTlsArgs>? Tls { get; set; }
}

/// <summary>An object that a policy is for; it is in the policy's namespace.</summary>
public sealed class PolicyTargetArgs : ResourceArgs
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

    /// <summary>Part of it; absent = all.</summary>
    [Input("sectionName")]
    public Input<string>? SectionName { get; set; }
}

/// <summary>How the client's address is found.</summary>
public sealed class ClientIPDetectionArgs : ResourceArgs
{
    /// <summary>By <c>X-Forwarded-For</c>.</summary>
    [Input("xForwardedFor")]
    public Input<XForwardedForArgs>? XForwardedFor { get; set; }
}

/// <summary>The client's address in <c>X-Forwarded-For</c>.</summary>
public sealed class XForwardedForArgs : ResourceArgs
{
    /// <summary>Its place from the right, 1 = last.</summary>
    [Input("numTrustedHops")]
    public Input<int>? NumTrustedHops { get; set; }
}

/// <summary>How long clients may take.</summary>
public sealed class ClientTimeoutArgs : ResourceArgs
{
    /// <summary>TCP.</summary>
    [Input("tcp")]
    public Input<ClientTcpTimeoutArgs>? Tcp { get; set; }

    /// <summary>HTTP.</summary>
    [Input("http")]
    public Input<ClientHttpTimeoutArgs>? Http { get; set; }
}

/// <summary>How long a client may take to connect.</summary>
public sealed class ClientTcpTimeoutArgs : ResourceArgs
{
    /// <summary>Until TLS is agreed on.</summary>
    [Input("tlsHandshakeTimeout")]
    public Input<string>? TlsHandshakeTimeout { get; set; }
}

/// <summary>How long clients may take.</summary>
public sealed class ClientHttpTimeoutArgs : ResourceArgs
{
    /// <summary>Until the headers are there.</summary>
    [Input("requestHeadersReceivedTimeout")]
    public Input<string>? RequestHeadersReceivedTimeout { get; set; }

    /// <summary>Until the whole request is there.</summary>
    [Input("requestReceivedTimeout")]
    public Input<string>? RequestReceivedTimeout { get; set; }

    /// <summary>Between requests.</summary>
    [Input("idleTimeout")]
    public Input<string>? IdleTimeout { get; set; }

    /// <summary>Without a byte in a request.</summary>
    [Input("streamIdleTimeout")]
    public Input<string>? StreamIdleTimeout { get; set; }
}

/// <summary>Connections of clients.</summary>
public sealed class ClientConnectionArgs : ResourceArgs
{
    /// <summary>Bytes that are buffered, as a quantity.</summary>
    [Input("bufferLimit")]
    public Input<string>? BufferLimit { get; set; }

    /// <summary>Connections at once.</summary>
    [Input("connectionLimit")]
    public Input<ConnectionLimitArgs>? ConnectionLimit { get; set; }
}

/// <summary>Connections at once.</summary>
public sealed class ConnectionLimitArgs : ResourceArgs
{
    /// <summary>Connections of a proxy.</summary>
    [Input("value")]
    public Input<int>? Value { get; set; }

    /// <summary>Wait before one too many is closed.</summary>
    [Input("closeDelay")]
    public Input<string>? CloseDelay { get; set; }
}

/// <summary>Headers of clients.</summary>
public sealed class ClientHeadersArgs : ResourceArgs
{
    /// <summary><c>Allow</c>, <c>RejectRequest</c> or <c>DropHeader</c>.</summary>
    [Input("withUnderscoresAction")]
    public Input<string>? WithUnderscoresAction { get; set; }

    /// <summary><c>PreserveOrGenerate</c>, <c>Preserve</c>, <c>Generate</c> or <c>Disable</c>.</summary>
    [Input("requestID")]
    public Input<string>? RequestId { get; set; }

    /// <summary>Changes before routing.</summary>
    [Input("earlyRequestHeaders")]
    public Input<HeaderChangesArgs>? EarlyRequestHeaders { get; set; }
}

/// <summary>Changes of headers.</summary>
public sealed class HeaderChangesArgs : ResourceArgs
{
    /// <summary>Headers that are removed.</summary>
    [Input("remove")]
    public InputList<string>? Remove { get; set; }
}

/// <summary>Paths of clients.</summary>
public sealed class ClientPathArgs : ResourceArgs
{
    /// <summary><c>KeepUnchanged</c>, <c>RejectRequest</c>, <c>UnescapeAndForward</c> or <c>UnescapeAndRedirect</c>.</summary>
    [Input("escapedSlashesAction")]
    public Input<string>? EscapedSlashesAction { get; set; }

    /// <summary>Whether two slashes stay two.</summary>
    [Input("disableMergeSlashes")]
    public Input<bool>? DisableMergeSlashes { get; set; }
}

/// <summary>HTTP/2 of clients.</summary>
public sealed class ClientHttp2Args : ResourceArgs
{
    /// <summary>Requests at once on a connection.</summary>
    [Input("maxConcurrentStreams")]
    public Input<int>? MaxConcurrentStreams { get; set; }

    /// <summary>Bytes in flight of a request, as a quantity.</summary>
    [Input("initialStreamWindowSize")]
    public Input<string>? InitialStreamWindowSize { get; set; }

    /// <summary>Bytes in flight of a connection, as a quantity.</summary>
    [Input("initialConnectionWindowSize")]
    public Input<string>? InitialConnectionWindowSize { get; set; }
}

/// <summary>TLS of clients.</summary>
public sealed class ClientTlsArgs : ResourceArgs
{
    /// <summary>Such as <c>1.2</c>.</summary>
    [Input("minVersion")]
    public Input<string>? MinVersion { get; set; }

    /// <summary>Protocols that are offered.</summary>
    [Input("alpnProtocols")]
    public InputList<string>? AlpnProtocols { get; set; }
}
