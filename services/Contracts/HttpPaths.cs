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

    /// <summary>An entry, as the metrics' label <c>route</c> names it.</summary>
    public const string EntryRoute = "/v1/entries/{key}";

    /// <summary>Where the API's documents are; everybody may read them.</summary>
    public const string OpenApi = "/openapi";

    /// <summary>Prometheus metrics.</summary>
    public const string Metrics = "/metrics";
}
