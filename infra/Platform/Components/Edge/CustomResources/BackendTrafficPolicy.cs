using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>How Envoy treats the services behind a route.</summary>
public sealed class BackendTrafficPolicy(string name, BackendTrafficPolicyArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="BackendTrafficPolicy"/>.</summary>
public sealed class BackendTrafficPolicyArgs() : CustomResourceArgs("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
{
    /// <summary>Targets and limits.</summary>
    [Input("spec", required: true)]
    public Input<BackendTrafficPolicySpecArgs> Spec { get; set; } = null!;
}

/// <summary>Targets and limits.</summary>
public sealed class BackendTrafficPolicySpecArgs : ResourceArgs
{
    /// <summary>Routes it is for.</summary>
    [Input("targetRefs", required: true)]
    public InputList<PolicyTargetArgs>? TargetRefs { get; set; }

    /// <summary>How long services may take.</summary>
    [Input("timeout")]
    public Input<BackendTimeoutArgs>? Timeout { get; set; }

    /// <summary>When a request is tried again.</summary>
    [Input("retry")]
    public Input<BackendRetryArgs>? Retry { get; set; }

    /// <summary>Requests at once.</summary>
    [Input("circuitBreaker")]
    public Input<BackendCircuitBreakerArgs>? CircuitBreaker { get; set; }

    /// <summary>When a pod is left out.</summary>
    [Input("healthCheck")]
    public Input<BackendHealthCheckArgs>? HealthCheck { get; set; }

    /// <summary>How a pod is chosen.</summary>
    [Input("loadBalancer")]
    public Input<BackendLoadBalancerArgs>? LoadBalancer { get; set; }
}

/// <summary>How long services may take.</summary>
public sealed class BackendTimeoutArgs : ResourceArgs
{
    /// <summary>TCP.</summary>
    [Input("tcp")]
    public Input<BackendTcpTimeoutArgs>? Tcp { get; set; }

    /// <summary>HTTP.</summary>
    [Input("http")]
    public Input<BackendHttpTimeoutArgs>? Http { get; set; }
}

/// <summary>How long a connection may take.</summary>
public sealed class BackendTcpTimeoutArgs : ResourceArgs
{
    /// <summary>Until it is open.</summary>
    [Input("connectTimeout")]
    public Input<string>? ConnectTimeout { get; set; }
}

/// <summary>How long a request may take.</summary>
public sealed class BackendHttpTimeoutArgs : ResourceArgs
{
    /// <summary>All of it.</summary>
    [Input("requestTimeout")]
    public Input<string>? RequestTimeout { get; set; }

    /// <summary>A connection without requests.</summary>
    [Input("connectionIdleTimeout")]
    public Input<string>? ConnectionIdleTimeout { get; set; }
}

/// <summary>When a request is tried again.</summary>
public sealed class BackendRetryArgs : ResourceArgs
{
    /// <summary>Tries beside the first.</summary>
    [Input("numRetries")]
    public Input<int>? NumRetries { get; set; }

    /// <summary>What is tried again.</summary>
    [Input("retryOn")]
    public Input<BackendRetryOnArgs>? RetryOn { get; set; }

    /// <summary>Each try.</summary>
    [Input("perRetry")]
    public Input<BackendPerRetryArgs>? PerRetry { get; set; }
}

/// <summary>What is tried again.</summary>
public sealed class BackendRetryOnArgs : ResourceArgs
{
    /// <summary>Envoy's conditions, such as <c>connect-failure</c>.</summary>
    [Input("triggers")]
    public InputList<string>? Triggers { get; set; }
}

/// <summary>A try.</summary>
public sealed class BackendPerRetryArgs : ResourceArgs
{
    /// <summary>Wait before it.</summary>
    [Input("backOff")]
    public Input<BackendBackOffArgs>? BackOff { get; set; }
}

/// <summary>Wait before a try; doubles each time.</summary>
public sealed class BackendBackOffArgs : ResourceArgs
{
    /// <summary>The first.</summary>
    [Input("baseInterval")]
    public Input<string>? BaseInterval { get; set; }

    /// <summary>The longest.</summary>
    [Input("maxInterval")]
    public Input<string>? MaxInterval { get; set; }
}

/// <summary>Requests at once, of a proxy.</summary>
public sealed class BackendCircuitBreakerArgs : ResourceArgs
{
    /// <summary>Connections.</summary>
    [Input("maxConnections")]
    public Input<int>? MaxConnections { get; set; }

    /// <summary>Requests that wait for a connection.</summary>
    [Input("maxPendingRequests")]
    public Input<int>? MaxPendingRequests { get; set; }

    /// <summary>Requests.</summary>
    [Input("maxParallelRequests")]
    public Input<int>? MaxParallelRequests { get; set; }

    /// <summary>Retries.</summary>
    [Input("maxParallelRetries")]
    public Input<int>? MaxParallelRetries { get; set; }
}

/// <summary>When a pod is left out.</summary>
public sealed class BackendHealthCheckArgs : ResourceArgs
{
    /// <summary>By its answers.</summary>
    [Input("passive")]
    public Input<PassiveHealthCheckArgs>? Passive { get; set; }

    /// <summary>Percent of good pods below which all are used.</summary>
    [Input("panicThreshold")]
    public Input<int>? PanicThreshold { get; set; }
}

/// <summary>When a pod is left out by its answers.</summary>
public sealed class PassiveHealthCheckArgs : ResourceArgs
{
    /// <summary>Time between looks.</summary>
    [Input("interval")]
    public Input<string>? Interval { get; set; }

    /// <summary>How long it is left out, times how often it was.</summary>
    [Input("baseEjectionTime")]
    public Input<string>? BaseEjectionTime { get; set; }

    /// <summary>Share of the pods that may be left out.</summary>
    [Input("maxEjectionPercent")]
    public Input<int>? MaxEjectionPercent { get; set; }

    /// <summary>Whether failed connections are counted apart from 5xx.</summary>
    [Input("splitExternalLocalOriginErrors")]
    public Input<bool>? SplitExternalLocalOriginErrors { get; set; }

    /// <summary>Failed connections in a row.</summary>
    [Input("consecutiveLocalOriginFailures")]
    public Input<int>? ConsecutiveLocalOriginFailures { get; set; }

    /// <summary>5xx in a row; 0 = never.</summary>
    [Input("consecutive5XxErrors")]
    public Input<int>? Consecutive5XxErrors { get; set; }

    /// <summary>502, 503 and 504 in a row; 0 = never.</summary>
    [Input("consecutiveGatewayErrors")]
    public Input<int>? ConsecutiveGatewayErrors { get; set; }
}

/// <summary>How a pod is chosen.</summary>
public sealed class BackendLoadBalancerArgs : ResourceArgs
{
    /// <summary><c>LeastRequest</c>, <c>RoundRobin</c>, <c>Random</c> or <c>ConsistentHash</c>.</summary>
    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    /// <summary>How a new pod warms up.</summary>
    [Input("slowStart")]
    public Input<SlowStartArgs>? SlowStart { get; set; }

    /// <summary>Whether pods of the own zone are preferred.</summary>
    [Input("zoneAware")]
    public Input<ZoneAwareArgs>? ZoneAware { get; set; }
}

/// <summary>How a new pod warms up.</summary>
public sealed class SlowStartArgs : ResourceArgs
{
    /// <summary>Time in which its share grows.</summary>
    [Input("window", required: true)]
    public Input<string> Window { get; set; } = null!;
}

/// <summary>Whether pods of the own zone are preferred.</summary>
public sealed class ZoneAwareArgs : ResourceArgs
{
    /// <summary>When they are.</summary>
    [Input("preferLocal")]
    public Input<PreferLocalZoneArgs>? PreferLocal { get; set; }
}

/// <summary>When pods of the own zone are preferred.</summary>
public sealed class PreferLocalZoneArgs : ResourceArgs
{
    /// <summary>Pods that there must be.</summary>
    [Input("minEndpointsThreshold")]
    public Input<int>? MinEndpointsThreshold { get; set; }
}
