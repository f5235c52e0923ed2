using Pulumi;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>How Envoy treats clients and the cache's pods.</summary>
internal static class GatewayPolicySpecs
{
    private const string GatewayGroup = "gateway.networking.k8s.io";

    public static ClientTrafficPolicySpecArgs Clients(Cloud cloud) => new()
    {
        TargetRefs = Target("Gateway", Names.Gateway),
        ClientIPDetection = new ClientIPDetectionArgs
        {
            // Google's load balancer appends the client's address and then its own; an ALB appends the client's alone.
            XForwardedFor = new XForwardedForArgs { NumTrustedHops = cloud == Cloud.Gcp ? 2 : 1 },
        },
        Timeout = new ClientTimeoutArgs
        {
            Tcp = new ClientTcpTimeoutArgs { TlsHandshakeTimeout = "10s" },
            Http = new ClientHttpTimeoutArgs
            {
                RequestHeadersReceivedTimeout = "10s",
                // Ends with a 408 of the proxy's own: a slow client is no slow pod.
                RequestReceivedTimeout = "30s",
                // A client that does not read; longer than any answer may take.
                StreamIdleTimeout = $"{RequestTimeoutSeconds + 5}s",
                // Google's load balancer keeps connections for 600 s; whoever closes first must be the load balancer.
                IdleTimeout = "620s",
            },
        },
        Connection = new ClientConnectionArgs
        {
            BufferLimit = "64Ki",
            ConnectionLimit = new ConnectionLimitArgs { Value = 20000, CloseDelay = "1s" },
        },
        Headers = new ClientHeadersArgs { WithUnderscoresAction = "RejectRequest", RequestId = "PreserveOrGenerate" },
        // Cache keys may hold escaped slashes, and two in a row.
        Path = new ClientPathArgs { EscapedSlashesAction = "KeepUnchanged", DisableMergeSlashes = true },
        Http2 = new ClientHttp2Args
        {
            MaxConcurrentStreams = 100,
            InitialStreamWindowSize = "64Ki",
            InitialConnectionWindowSize = "1Mi",
        },
        Tls = new ClientTlsArgs { MinVersion = "1.2", AlpnProtocols = new[] { "h2", "http/1.1" } },
    };

    public static BackendTrafficPolicySpecArgs Cache() => new()
    {
        TargetRefs = Target("HTTPRoute", Names.CacheRoute),
        Timeout = new BackendTimeoutArgs
        {
            Tcp = new BackendTcpTimeoutArgs { ConnectTimeout = "1s" },
            // Shorter than the load balancers' 60 s, so that the inner layer gives up first and says why.
            Http = new BackendHttpTimeoutArgs { RequestTimeout = $"{RequestTimeoutSeconds}s", ConnectionIdleTimeout = "300s" },
        },
        // Only what no pod has seen is sent again: a write must not run twice, and a 503 is a pod that sheds load.
        Retry = new BackendRetryArgs
        {
            NumRetries = 2,
            RetryOn = new BackendRetryOnArgs { Triggers = new[] { "connect-failure", "refused-stream" } },
            PerRetry = new BackendPerRetryArgs { BackOff = new BackendBackOffArgs { BaseInterval = "25ms", MaxInterval = "250ms" } },
        },
        // Envoy's default of 1024 requests would refuse traffic that the cache can serve.
        CircuitBreaker = new BackendCircuitBreakerArgs
        {
            MaxConnections = 8192,
            MaxPendingRequests = 4096,
            MaxParallelRequests = 16384,
            MaxParallelRetries = 64,
        },
        HealthCheck = new BackendHealthCheckArgs
        {
            PanicThreshold = 50,
            Passive = new PassiveHealthCheckArgs
            {
                Interval = "5s",
                BaseEjectionTime = "15s",
                MaxEjectionPercent = 20,
                // What the proxy itself sees of a pod: no connection, no answer in time. A request that a client cuts off is none.
                SplitExternalLocalOriginErrors = true,
                ConsecutiveLocalOriginFailures = 5,
                // Answers do not count: a 503 is a pod that sheds load, and its share would bring the next one down. What a pod
                // answers is judged by its readiness, the canary's analysis and the region's error rate.
                Consecutive5XxErrors = 0,
                ConsecutiveGatewayErrors = 0,
            },
        },
        LoadBalancer = new BackendLoadBalancerArgs
        {
            Type = "LeastRequest",
            SlowStart = new SlowStartArgs { Window = "30s" },
            ZoneAware = new ZoneAwareArgs { PreferLocal = new PreferLocalZoneArgs { MinEndpointsThreshold = 6 } },
        },
    };

    /// <summary>Seconds that a request may take inside the region.</summary>
    public const int RequestTimeoutSeconds = 55;

    private static InputList<PolicyTargetArgs> Target(string kind, string name)
        => new[] { new PolicyTargetArgs { Group = GatewayGroup, Kind = kind, Name = name } };
}
