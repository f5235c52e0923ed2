namespace WedSync.Contracts;

/// <summary>TCP ports that the platform's containers listen on, shared by pod specs, network policies, scrapes and the services.</summary>
public static class ServicePorts
{
    /// <summary>The cache service's API.</summary>
    public const int CacheHttp = 3000;

    /// <summary>Prometheus metrics of the platform's own services.</summary>
    public const int Metrics = 9090;

    /// <summary>The sync worker's gRPC endpoint for other regions.</summary>
    public const int SyncGrpc = 8443;

    /// <summary>The sync worker's and season operator's probes and status.</summary>
    public const int Status = 8080;

    /// <summary>Redis client port (TLS).</summary>
    public const int Redis = 6379;

    /// <summary>Redis cluster bus.</summary>
    public const int RedisBus = 16379;

    /// <summary>The Redis exporter beside each node.</summary>
    public const int RedisExporter = 9121;
}
