using System.Collections.Concurrent;
using System.Globalization;
using Prometheus;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway.Admin;

/// <summary>The gateway's metrics, in a registry of their own.</summary>
internal sealed class GatewayMetrics
{
    private readonly ConcurrentDictionary<(string Region, string Backend), RequestCounts> _counts = new();
    private readonly Counter _requests;
    private readonly Counter _failures;
    private readonly Counter _retries;
    private readonly Counter _refused;
    private readonly Counter _clientErrors;
    private readonly Histogram _durations;
    private readonly Gauge _healthy;
    private volatile Fleet? _fleet;

    public GatewayMetrics()
    {
        var metrics = Metrics.WithCustomRegistry(Registry);
        _requests = metrics.CreateCounter("gateway_requests_total", "Requests sent to a backend.", "region", "backend", "status");
        _failures = metrics.CreateCounter("gateway_failures_total", "Requests to a backend that got no whole answer.", "region", "backend");
        _retries = metrics.CreateCounter("gateway_retries_total", "Requests sent once more after a region failed them.", "region");
        _refused = metrics.CreateCounter("gateway_refused_total", "Requests answered 503 because no region was healthy.");
        _clientErrors = metrics.CreateCounter(
            "gateway_client_errors_total", "Requests that failed by what the client did; they count for no backend.", "kind");
        _durations = metrics.CreateHistogram(
            "gateway_request_duration_seconds",
            "Time until a backend's answer has ended.",
            new HistogramConfiguration { LabelNames = ["region", "backend"], Buckets = Histogram.ExponentialBuckets(0.001, 2, 16) });
        _healthy = metrics.CreateGauge("gateway_region_healthy", "1 while the region gets requests.", "region");
        Registry.AddBeforeCollectCallback(Collect);
    }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>Requests answered 503 because no region was healthy.</summary>
    public long RefusedRequests => (long)_refused.Value;

    /// <summary>Requests sent once more.</summary>
    public long Retries => (long)_retries.GetAllLabelValues().Sum(labels => _retries.WithLabels(labels).Value);

    /// <summary>Requests that failed by what the client did.</summary>
    public long ClientErrors => (long)_clientErrors.GetAllLabelValues().Sum(labels => _clientErrors.WithLabels(labels).Value);

    public RequestCounts Counts(string region, string backend) =>
        _counts.GetOrAdd((region, backend), static (_, made) => made(), () => new RequestCounts(this, region, backend));

    public void Refused() => _refused.Inc();

    public void ClientFailed(string kind) => _clientErrors.WithLabels(kind).Inc();

    public void Retried(string region) => _retries.WithLabels(region).Inc();

    public void Watch(Fleet fleet) => _fleet = fleet;

    internal void Count(string region, string backend, int status, bool failed, TimeSpan duration)
    {
        _requests.WithLabels(region, backend, status.ToString(CultureInfo.InvariantCulture)).Inc();
        _durations.WithLabels(region, backend).Observe(duration.TotalSeconds);
        if (failed) _failures.WithLabels(region, backend).Inc();
    }

    private void Collect()
    {
        foreach (var region in _fleet?.Regions ?? []) _healthy.WithLabels(region.Name).Set(region.IsHealthy ? 1 : 0);
    }
}

/// <summary>What became of the requests to one backend. Thread-safe.</summary>
internal sealed class RequestCounts(GatewayMetrics metrics, string region, string backend)
{
    private long _requests;
    private long _failures;

    public long Requests => Interlocked.Read(ref _requests);

    public long Failures => Interlocked.Read(ref _failures);

    public LatencyBuckets Latency { get; } = new();

    /// <summary>A request has ended.</summary>
    /// <param name="status">The answer's.</param>
    /// <param name="failed">Whether the backend gave no whole answer.</param>
    /// <param name="duration">Until the answer's end.</param>
    public void Add(int status, bool failed, TimeSpan duration)
    {
        Interlocked.Increment(ref _requests);
        if (failed) Interlocked.Increment(ref _failures);
        Latency.Add(duration);
        metrics.Count(region, backend, status, failed, duration);
    }
}
