using System.Collections.Concurrent;
using System.Diagnostics;
using Prometheus;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Seasons;
using WedSync.Contracts.Metrics;
using WedSync.Contracts.Seasons;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Metrics;

/// <summary>The pod's metrics. Label values come from fixed lists only: whatever a caller sends beside them counts as "other".</summary>
internal sealed class ServiceMetrics
{
    /// <summary>The route that nearly all requests take.</summary>
    public const string ReadRoute = "/v1/entries/{key}";

    /// <summary>Label of requests that were refused for want of a valid token.</summary>
    public const string NoToken = "none";

    private const string Other = "other";
    private const string VendorType = "vendor";
    private const int MaxVendorTypes = 50;

    private static readonly string[] Stages = ["discovery", "planning", "booking", "final-month", "wedding-week", "after"];
    private static readonly double[] DurationBuckets = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30];

    private readonly MetricFactory _factory;
    private readonly Counter _requests;
    private readonly Histogram _durations;
    private readonly Counter _reads;
    private readonly Counter _hits;
    private readonly Counter _misses;
    private readonly Histogram _operations;
    private readonly Counter _questions;
    private readonly Gauge _freshness;
    private readonly Histogram _quality;
    private readonly Counter _shed;
    private readonly Counter _refusedConnections;
    private readonly Counter _refused;
    private readonly Counter _lookups;
    private readonly Counter _sweeps;
    private readonly Counter _swept;
    private readonly SeasonalSettings _seasons;
    private readonly ConcurrentDictionary<string, byte> _vendorTypes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Method, string Route, int Status), (Counter.Child, Histogram.Child)> _http = new();
    private readonly ConcurrentDictionary<(string Operation, string Tier), (Counter.Child Reads, Counter.Child Hits, Histogram.Child)> _found = new();
    private readonly ConcurrentDictionary<(string Type, string Stage), Counter.Child> _asked = new();
    private readonly Counter.Child _servedCount;
    private readonly Histogram.Child _servedDuration;
    private readonly string _region;
    private readonly TimeProvider _time;

    public ServiceMetrics(ServiceSettings settings, SeasonalSettings seasons, TimeProvider time)
    {
        (_region, _seasons, _time) = (settings.Region, seasons, time);
        Registry = Prometheus.Metrics.NewCustomRegistry();
        _factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        // Exemplars are given where a request is sampled; looking for one at every increment costs more than the increment.
        _factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        var duration = new HistogramConfiguration { Buckets = DurationBuckets };
        _requests = _factory.CreateCounter(MetricNames.HttpRequestsTotal, "HTTP requests.", "method", "route", "status");
        _durations = _factory.CreateHistogram(
            MetricNames.HttpRequestDurationSeconds, "Duration of HTTP requests.", ["method", "route", "status"], duration);
        _reads = _factory.CreateCounter(MetricNames.CacheRequestsTotal, "Reads.", "operation");
        _hits = _factory.CreateCounter(MetricNames.CacheHitsTotal, "Reads answered from the cache.", "operation", "tier");
        _misses = _factory.CreateCounter(MetricNames.CacheMissesTotal, "Reads that found nothing to serve.", "operation");
        _operations = _factory.CreateHistogram(
            MetricNames.CacheRequestDurationSeconds, "Duration of cache operations.", ["operation", "outcome"], duration);
        _questions = _factory.CreateCounter(
            MetricNames.WeddingQueriesTotal, "Wedding questions.", "query_type", "wedding_stage", "region");
        _freshness = _factory.CreateGauge(
            MetricNames.VendorCacheFreshnessSeconds, "Age of vendor data last served.", "vendor_type", "region");
        _quality = _factory.CreateHistogram(
            MetricNames.AiResponseQualityScore, "Quality of stored answers.", ["response_type", "wedding_context"],
            new HistogramConfiguration { Buckets = Histogram.LinearBuckets(0.1, 0.1, 10) });
        _shed = _factory.CreateCounter(MetricNames.RequestsShedTotal, "Requests turned away.", "reason");
        _refusedConnections = _factory.CreateCounter(MetricNames.ConnectionsRefusedTotal, "Connections ended before a request.", "reason");
        _refused = _factory.CreateCounter(MetricNames.RefusedRequestsTotal, "Requests without a valid token or a scope.", "scope");
        _lookups = _factory.CreateCounter(MetricNames.LookupsTotal, "Lookups.", "outcome");
        _sweeps = _factory.CreateCounter(MetricNames.IndexSweepsTotal, "Attempts to sweep a group of indexes.", "outcome");
        _swept = _factory.CreateCounter(MetricNames.IndexSweptTotal, "Names taken out of indexes.");
        (_servedCount, _servedDuration) = ForRequest(("GET", ReadRoute, 200));
        Window = new HitWindow(time);
        AddWindowGauges(settings);
        StartAtZero();
    }

    // A series that begins above zero has no rate until its second scrape: what a young pod did first would be missing from its ratios.
    private void StartAtZero()
    {
        foreach (var operation in new[] { "get", "batch", "lookup" })
        {
            _misses.WithLabels(operation);
            _reads.WithLabels(operation);
            _hits.WithLabels(operation, EntryReader.Memory);
            _hits.WithLabels(operation, EntryReader.Cluster);
        }

        ForRequest(("GET", ReadRoute, StatusCodes.Status500InternalServerError));
        ForRequest(("GET", ReadRoute, StatusCodes.Status503ServiceUnavailable));
    }

    public CollectorRegistry Registry { get; }

    public HitWindow Window { get; }

    public void AddGauge(string name, string help, Func<double> read)
    {
        var gauge = _factory.CreateGauge(name, help);
        Registry.AddBeforeCollectCallback(() => gauge.Set(read()));
    }

    public void AddGauge(string name, string help, string label, IReadOnlyList<(string Value, Func<double> Read)> values)
    {
        var gauge = _factory.CreateGauge(name, help, label);
        Registry.AddBeforeCollectCallback(() =>
        {
            foreach (var (value, read) in values) gauge.WithLabels(value).Set(read());
        });
    }

    public void Request(string method, string route, int status, long started)
    {
        var (count, duration) = status == 200 && ReferenceEquals(route, ReadRoute) && method == "GET"
            ? (_servedCount, _servedDuration)
            : _http.GetOrAdd((method, route, status), ForRequest);
        count.Inc();
        duration.Observe(Stopwatch.GetElapsedTime(started).TotalSeconds, Exemplar());
    }

    /// <summary>Counts a read that found something to serve.</summary>
    public void Hit(string operation, CachedEntry entry, string tier, long started)
    {
        var (reads, hits, duration) = _found.GetOrAdd((operation, tier), key =>
            (_reads.WithLabels(key.Operation), _hits.WithLabels(key.Operation, key.Tier), _operations.WithLabels(key.Operation, "hit")));
        reads.Inc();
        hits.Inc();
        Window.Hit();
        duration.Observe(Stopwatch.GetElapsedTime(started).TotalSeconds);
        var header = entry.Header;
        if (header.QueryType.Length > 0) Question(header.QueryType, header.WeddingStage);
        if (header.QueryType.StartsWith(VendorType, StringComparison.Ordinal)) VendorAge(header.QueryType, header.Stamp);
    }

    public void Miss(string operation, long started)
    {
        _reads.WithLabels(operation).Inc();
        _misses.WithLabels(operation).Inc();
        Window.Miss();
        _operations.WithLabels(operation, "miss").Observe(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public void Operation(string operation, string outcome, long started) =>
        _operations.WithLabels(operation, outcome).Observe(Stopwatch.GetElapsedTime(started).TotalSeconds);

    public void Question(string queryType, string stage) =>
        _asked.GetOrAdd((TypeLabel(queryType), StageLabel(stage)), key => _questions.WithLabels(key.Type, key.Stage, _region)).Inc();

    public void Quality(string queryType, string stage, double score) =>
        _quality.WithLabels(TypeLabel(queryType), StageLabel(stage)).Observe(score);

    public void Shed(string reason) => _shed.WithLabels(reason).Inc();

    public void ConnectionRefused(string reason) => _refusedConnections.WithLabels(reason).Inc();

    public void Refused(string scope) => _refused.WithLabels(scope).Inc();

    public void Sweep(string outcome) => _sweeps.WithLabels(outcome).Inc();

    public void Swept(long names) => _swept.Inc(names);

    public void Lookup(string outcome) => _lookups.WithLabels(outcome).Inc();

    private (Counter.Child Count, Histogram.Child Duration) ForRequest((string Method, string Route, int Status) key)
    {
        var labels = new[] { key.Method, key.Route, key.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return (_requests.WithLabels(labels), _durations.WithLabels(labels));
    }

    private static Exemplar? Exemplar() =>
        Activity.Current is { Recorded: true } activity
            ? Prometheus.Exemplar.From(Prometheus.Exemplar.Pair("trace_id", activity.TraceId.ToHexString()))
            : null;

    private void AddWindowGauges(ServiceSettings settings)
    {
        var rate = _factory.CreateGauge(MetricNames.CacheHitRate, "Hits over reads of the last minute.");
        var bySeason = _factory.CreateGauge(MetricNames.CacheHitRateBySeason, "Hits over reads of the last minute.", "season", "region");
        var savings = _factory.CreateGauge(MetricNames.CacheCostSavingsDollars, "Origin calls saved, in US dollars an hour.", "region");
        Registry.AddBeforeCollectCallback(() =>
        {
            var (hits, reads) = Window.LastMinute();
            // Without reads there is no rate; 1 keeps an idle pod from raising the alert.
            var value = reads == 0 ? 1 : hits / (double)reads;
            rate.Set(value);
            foreach (var season in SeasonNames.All.Where(season => season != _seasons.Season.Name())) bySeason.RemoveLabelled(season, settings.Region);
            bySeason.WithLabels(_seasons.Season.Name(), settings.Region).Set(value);
            savings.WithLabels(settings.Region).Set(hits * 60 * settings.OriginCallCost);
        });
    }

    private void VendorAge(string queryType, Stamp written)
    {
        var slash = queryType.IndexOf('/', StringComparison.Ordinal);
        var type = slash < 0 ? Other : queryType[(slash + 1)..];
        if (!_vendorTypes.ContainsKey(type) && (_vendorTypes.Count >= MaxVendorTypes || !_vendorTypes.TryAdd(type, 0))) type = Other;
        var age = _time.GetUtcNow().ToUnixTimeMilliseconds() - written.UnixMilliseconds;
        _freshness.WithLabels(type, _region).Set(Math.Max(0, age / 1000.0));
    }

    private string TypeLabel(string queryType)
    {
        var slash = queryType.IndexOf('/', StringComparison.Ordinal);
        var type = slash < 0 ? queryType : queryType[..slash];
        return _seasons.Ttl.QueryTypes.Contains(type) ? type : Other;
    }

    private static string StageLabel(string stage) => Stages.Contains(stage) ? stage : Other;
}
