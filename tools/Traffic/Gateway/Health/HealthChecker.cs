using System.Collections.Concurrent;
using WedSync.Gateway.Routes;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway.Health;

/// <summary>Checks every endpoint at its interval, and one that refused a connection more often.</summary>
internal sealed partial class HealthChecker(GatewayOptions options, ILogger<HealthChecker> logger) : IAsyncDisposable
{
    /// <summary>Checks after which a suspect is treated like any other that fails.</summary>
    private const int SuspectChecks = 40;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        // A check asks whether a new connection works.
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    private readonly ConcurrentDictionary<EndpointTarget, Watch> _watches = new();

    /// <summary>
    /// Makes the endpoints of a fleet the ones that are checked. Returns when each new one was checked once, so that a fleet of new pods
    /// can take over without a gap.
    /// </summary>
    public async Task UseAsync(Fleet fleet, CancellationToken cancellation)
    {
        var settings = fleet.Table.HealthCheck;
        var endpoints = fleet.Endpoints.ToHashSet();
        await Task.WhenAll(endpoints.Where(e => e.Health.State == HealthState.Unknown).Select(e => CheckAsync(e, settings, cancellation)));
        foreach (var (endpoint, watch) in _watches)
        {
            if (endpoints.Contains(endpoint) && watch.Settings == settings) continue;
            _watches.TryRemove(endpoint, out _);
            await watch.DisposeAsync();
        }

        foreach (var endpoint in endpoints) _watches.GetOrAdd(endpoint, e => Watch.Start(settings, token => RunAsync(e, settings, token)));
    }

    /// <summary>A connection to an endpoint was refused.</summary>
    public void Refused(EndpointTarget endpoint, string reason)
    {
        if (!endpoint.Health.Refused(reason)) return;
        LogChanged(logger, endpoint.Region, endpoint.Url, endpoint.Health.State, reason);
        if (_watches.TryGetValue(endpoint, out var watch)) watch.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches.Values) await watch.DisposeAsync();
        _http.Dispose();
    }

    private async Task RunAsync(EndpointTarget endpoint, HealthCheckSettings settings, CancellationToken cancellation)
    {
        for (var suspected = 0; !cancellation.IsCancellationRequested;)
        {
            var suspect = endpoint.Health.State == HealthState.Suspect;
            suspected = suspect ? suspected + 1 : 0;
            if (suspected > SuspectChecks && endpoint.Health.GiveUp()) LogChanged(logger, endpoint.Region, endpoint.Url, HealthState.Unhealthy, endpoint.Health.Reason);
            if (_watches.TryGetValue(endpoint, out var watch)) await watch.WaitAsync(suspect ? options.SuspectInterval : settings.Interval, options.Time, cancellation);
            else await Task.Delay(settings.Interval, options.Time, cancellation);
            await CheckAsync(endpoint, settings, cancellation);
        }
    }

    private async Task CheckAsync(EndpointTarget endpoint, HealthCheckSettings settings, CancellationToken cancellation)
    {
        var reason = await AskAsync(endpoint, settings, cancellation);
        if (cancellation.IsCancellationRequested) return;
        var changed = reason is null ? endpoint.Health.Passed(settings) : endpoint.Health.Failed(settings, reason);
        if (changed) LogChanged(logger, endpoint.Region, endpoint.Url, endpoint.Health.State, reason ?? "");
    }

    /// <summary>Null = it is healthy.</summary>
    private async Task<string?> AskAsync(EndpointTarget endpoint, HealthCheckSettings settings, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Url, settings.Path));
            using var response = await _http.SendAsync(request, either.Token);
            return (int)response.StatusCode == StatusCodes.Status200OK ? null : $"{settings.Path} answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return $"{settings.Path} did not answer within {settings.Timeout.TotalSeconds:0.###} s";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "{Region} {Endpoint} is {State} {Reason}")]
    private static partial void LogChanged(ILogger logger, string region, Uri endpoint, HealthState state, string reason);

    /// <summary>The checks of one endpoint.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private volatile TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task _running = Task.CompletedTask;

        private Watch(HealthCheckSettings settings) => Settings = settings;

        public HealthCheckSettings Settings { get; }

        public static Watch Start(HealthCheckSettings settings, Func<CancellationToken, Task> run)
        {
            var watch = new Watch(settings);
            watch._running = Task.Run(() => run(watch._end.Token));
            return watch;
        }

        public void Wake() => _wake.TrySetResult();

        public async Task WaitAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellation)
        {
            var wake = _wake.Task;
            if (await Task.WhenAny(wake, Task.Delay(interval, time, cancellation)) == wake)
                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            try
            {
                await _running;
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }

            _end.Dispose();
        }
    }
}
