namespace WedSync.Contracts;

/// <summary>HTTP paths that probes, load balancers and scrapes share with the services.</summary>
public static class HttpPaths
{
    /// <summary>The process is alive.</summary>
    public const string Health = "/health";

    /// <summary>The pod can serve.</summary>
    public const string Ready = "/ready";

    /// <summary>The region takes traffic; 503 when drained. Load balancers check it.</summary>
    public const string RegionHealth = "/health/region";

    /// <summary>Prometheus metrics.</summary>
    public const string Metrics = "/metrics";
}
