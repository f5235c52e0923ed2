namespace WedSync.Contracts;

/// <summary>Bounds of the cache service that its pod spec has to leave room for.</summary>
public static class CacheServiceLimits
{
    /// <summary>Seconds that requests under way have to end, after the drain period and before the process ends.</summary>
    public const int ShutdownSeconds = 35;

    /// <summary>
    /// Seconds that a pod keeps an idle connection. Proxies give theirs up before: a request on a connection that the pod closes at that
    /// moment would fail.
    /// </summary>
    public const int KeepAliveSeconds = 330;
}
