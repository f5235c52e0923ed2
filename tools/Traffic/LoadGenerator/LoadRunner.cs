using System.Diagnostics;
using System.Globalization;
using System.Net;
using WedSync.Client;
using WedSync.LoadGenerator.Results;
using WedSync.LoadGenerator.Schedule;

namespace WedSync.LoadGenerator;

/// <summary>
/// Offers a plan's requests: each at its intended time whatever became of those before it, measured from that time. A service that stalls
/// thus shows in the percentiles as its users would feel it (no coordinated omission).
/// </summary>
public sealed class LoadRunner : IDisposable
{
    /// <summary>Says to the gateway where a request comes from.</summary>
    public const string RegionHeader = "X-Client-Region";

    // Timers are late by about a millisecond: what is due within it is sent at once, and counted from its own time.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private const int FillParallel = 16;

    private readonly LoadPlan _plan;
    private readonly IReadOnlyList<ILoadObserver> _observers;
    private readonly LoadRecorder _recorder = new();
    private readonly Dictionary<string, RegionClient> _clients;
    private readonly byte[] _value;
    private long _started;
    private int _inFlight;

    /// <exception cref="ArgumentException">The plan is wrong; all errors at once.</exception>
    public LoadRunner(LoadPlan plan, params IReadOnlyList<ILoadObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Errors() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(plan));
        }

        (_plan, _observers) = (plan, observers);
        IReadOnlyList<string> regions = plan.Regions.Count > 0 ? plan.Regions : [""];
        _clients = regions.ToDictionary(r => r, r => new RegionClient(plan, r), StringComparer.Ordinal);
        _value = new byte[plan.ValueBytes];
        new Random(plan.Seed).NextBytes(_value);
    }

    /// <summary>What was found until now.</summary>
    public LoadReport Progress => _recorder.Report(_plan.Seed, _started == 0 ? TimeSpan.FromTicks(1) : Stopwatch.GetElapsedTime(_started));

    /// <summary>Writes every key once, so that reads find them.</summary>
    /// <exception cref="CacheException">The service refuses or does not answer.</exception>
    public Task FillAsync(CancellationToken cancellation = default) => Parallel.ForEachAsync(
        from region in _clients.Keys from number in Enumerable.Range(0, _plan.Keys) select (region, number),
        new ParallelOptions { MaxDegreeOfParallelism = FillParallel, CancellationToken = cancellation },
        async (key, c) => await _clients[key.region].Cache.PutAsync(KeyOf(key.region, key.number), _value, new PutOptions { Ttl = TimeSpan.FromHours(1) }, c));

    /// <summary>Runs the plan to its end and waits for the last answers.</summary>
    /// <param name="cancellation">Ends it earlier; what was found until then is reported.</param>
    public async Task<LoadReport> RunAsync(CancellationToken cancellation = default)
    {
        _started = Stopwatch.GetTimestamp();
        var ended = await OfferAsync(cancellation);
        while (Volatile.Read(ref _inFlight) > 0)
        {
            await Task.Delay(Tick, CancellationToken.None);
        }

        return _recorder.Report(_plan.Seed, ended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private async Task<TimeSpan> OfferAsync(CancellationToken cancellation)
    {
        var random = new Random(_plan.Seed);
        var keys = new ZipfKeys(_plan.Keys, _plan.Zipf);
        var regions = _clients.Keys.ToArray();
        foreach (var moment in Arrivals.Poisson(_plan.Rate, _plan.Duration, new Random(_plan.Seed + 1)))
        {
            var wait = moment - Stopwatch.GetElapsedTime(_started);
            if (wait > Tick && !await WaitAsync(wait, cancellation))
            {
                break;
            }

            Send(_plan.Mix.At(random.NextDouble()), regions[random.Next(regions.Length)], keys.At(random.NextDouble()), moment);
        }

        return cancellation.IsCancellationRequested ? Stopwatch.GetElapsedTime(_started) : _plan.Duration;
    }

    private static async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        await Task.Delay(wait, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }

    private void Send(OperationKind operation, string region, int number, TimeSpan moment)
    {
        var key = KeyOf(region, number);
        if (Interlocked.Increment(ref _inFlight) > _plan.MaxInFlight)
        {
            Interlocked.Decrement(ref _inFlight);
            End(new Outcome(operation, OutcomeKind.Dropped, moment, TimeSpan.Zero, region, key));
            return;
        }

        _ = SendAsync(operation, region, key, moment);
    }

    // A region's keys are its own unless asked otherwise: what two regions write to one key is decided between them, not lost.
    private string KeyOf(string region, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{_plan.KeyPrefix}-{(_plan.SharedKeys ? "all" : region.Length > 0 ? region : "any")}-{number}");

    private async Task SendAsync(OperationKind operation, string region, string key, TimeSpan moment)
    {
        // Leaves the sending loop at once: building a request must not delay the next one.
        await Task.Yield();
        var kind = await RunAsync(operation, region, key);
        End(new Outcome(operation, kind, moment, Stopwatch.GetElapsedTime(_started) - moment, region, key));
        Interlocked.Decrement(ref _inFlight);
    }

    private async Task<OutcomeKind> RunAsync(OperationKind operation, string region, string key)
    {
        using var timeout = new CancellationTokenSource(_plan.Timeout);
        try
        {
            var client = _clients[region].Cache;
            await (operation switch
            {
                OperationKind.Read => client.GetAsync(key, timeout.Token),
                OperationKind.Write => WriteAsync(client, region, key, timeout.Token),
                _ => LookUpAsync(client, key, timeout.Token),
            });
            return OutcomeKind.Success;
        }
        catch (OperationCanceledException)
        {
            return OutcomeKind.Timeout;
        }
        catch (CacheException exception)
        {
            return Classify(exception);
        }
    }

    private static OutcomeKind Classify(CacheException exception) => exception.Status switch
    {
        HttpStatusCode.TooManyRequests => OutcomeKind.Shed,
        HttpStatusCode.ServiceUnavailable when exception.Code == "overloaded" => OutcomeKind.Shed,
        HttpStatusCode.ServiceUnavailable when exception.Code == "not-replicated" => OutcomeKind.NotReplicated,
        0 or >= HttpStatusCode.InternalServerError => OutcomeKind.Unavailable,
        _ => OutcomeKind.Refused,
    };

    private async Task WriteAsync(CacheClient client, string region, string key, CancellationToken cancellation)
    {
        var stamp = await client.PutAsync(key, _value, new PutOptions { Ttl = TimeSpan.FromHours(1), Replicated = _plan.Replicated }, cancellation);
        var write = new AcknowledgedWrite(
            region, key, long.Parse(stamp, NumberStyles.None, CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(_started), _plan.Replicated);
        foreach (var observer in _observers)
        {
            observer.OnAcknowledged(write);
        }
    }

    private async Task LookUpAsync(CacheClient client, string key, CancellationToken cancellation)
    {
        var question = new CacheQuestion("planner-1", [new CacheMessage("user", $"{key}: what do we need?")]);
        await client.GetOrComputeAsync(question, Compute, new PutOptions { Ttl = TimeSpan.FromHours(1) }, cancellation);

        async Task<byte[]> Compute(CancellationToken c)
        {
            await Task.Delay(_plan.OriginTime, c);
            return _value;
        }
    }

    private void End(in Outcome outcome)
    {
        _recorder.Add(outcome);
        foreach (var observer in _observers)
        {
            observer.OnEnded(outcome);
        }
    }

    private sealed class RegionClient : IDisposable
    {
        private readonly HttpClient _http;

        public RegionClient(LoadPlan plan, string region)
        {
            HttpMessageHandler sender = new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = plan.MaxInFlight };
            _http = new HttpClient(plan.Handler?.Invoke(sender) ?? sender)
            {
                BaseAddress = plan.Target,
                Timeout = Timeout.InfiniteTimeSpan,
            };
            if (region.Length > 0)
            {
                _http.DefaultRequestHeaders.Add(RegionHeader, region);
            }

            // An answer that the cache could not give counts as such: nothing is computed beside it.
            Cache = new CacheClient(_http, new CacheClientOptions { Token = plan.Token, ComputeWithoutCache = false });
        }

        public CacheClient Cache { get; }

        public void Dispose() => _http.Dispose();
    }
}
