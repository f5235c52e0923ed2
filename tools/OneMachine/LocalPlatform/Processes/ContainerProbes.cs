using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Processes;

/// <summary>
/// The probes of one run of a container. Thresholds and periods are the description's. One thing is quicker: until a container was
/// ready for the first time, its startup and readiness probes are also tried every half second from the start on; such an early
/// failure counts for nothing, an early success counts.
/// </summary>
internal sealed class ContainerProbes(ContainerPlan container, IProber prober, TimeProvider time, Action changed)
{
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(500);

    private volatile bool _started = container.Startup is null;
    private volatile bool _ready;
    private volatile string? _reason;

    /// <summary>Whether the startup probe has passed.</summary>
    public bool Started => _started;

    /// <summary>Whether it is ready.</summary>
    public bool Ready => _ready;

    /// <summary>What the probe that keeps it from being ready saw last; null = nothing.</summary>
    public string? Reason => _reason;

    /// <summary>Probes until the container must be restarted.</summary>
    /// <returns>Why.</returns>
    public async Task<string> RunAsync(CancellationToken stop)
    {
        if (container.Startup is { } startup && await StartAsync(startup, stop) is { } failure) return failure;
        _started = true;
        var readiness = container.Readiness is { } probe ? WatchReadinessAsync(probe, stop) : BecomeReadyAsync(stop);
        if (container.Liveness is not { } liveness)
        {
            await readiness;
            throw new OperationCanceledException(stop);
        }

        var ended = await Task.WhenAny(readiness, WatchLivenessAsync(liveness, stop));
        return ended is Task<string> live ? await live : await WaitForStopAsync(readiness, stop);
    }

    private static async Task<string> WaitForStopAsync(Task readiness, CancellationToken stop)
    {
        await readiness;
        throw new OperationCanceledException(stop);
    }

    private async Task BecomeReadyAsync(CancellationToken stop)
    {
        Set(ready: true, reason: null);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
    }

    private async Task<string?> StartAsync(ProbePlan probe, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var limit = probe.InitialDelay + (probe.Period * probe.FailureThreshold);
        while (true)
        {
            var result = await prober.RunAsync(probe.Handler, container, probe.Timeout, stop);
            if (result.Success) return null;
            Set(ready: false, $"startup probe {probe.Handler}: {result.Message}");
            if (time.GetElapsedTime(begun) >= limit)
            {
                return $"startup probe {probe.Handler} did not pass within {limit.TotalSeconds:0.#} s: {result.Message}";
            }

            await Task.Delay(Shorter(probe.Period), time, stop);
        }
    }

    private async Task WatchReadinessAsync(ProbePlan probe, CancellationToken stop)
    {
        var wasReady = false;
        var successes = 0;
        var failures = 0;
        while (true)
        {
            var result = await prober.RunAsync(probe.Handler, container, probe.Timeout, stop);
            (successes, failures) = result.Success ? (successes + 1, 0) : (0, failures + 1);
            if (successes >= probe.SuccessThreshold)
            {
                wasReady = true;
                Set(ready: true, reason: null);
            }
            else if (!result.Success && (!_ready || failures >= probe.FailureThreshold))
            {
                Set(ready: false, $"readiness probe {probe.Handler}: {result.Message}");
            }

            await Task.Delay(wasReady ? probe.Period : Shorter(probe.Period), time, stop);
        }
    }

    private async Task<string> WatchLivenessAsync(ProbePlan probe, CancellationToken stop)
    {
        await Task.Delay(probe.InitialDelay, time, stop);
        for (var failures = 0; ;)
        {
            var result = await prober.RunAsync(probe.Handler, container, probe.Timeout, stop);
            failures = result.Success ? 0 : failures + 1;
            if (failures >= probe.FailureThreshold)
            {
                return $"liveness probe {probe.Handler} failed {failures} times in a row: {result.Message}";
            }

            await Task.Delay(probe.Period, time, stop);
        }
    }

    private void Set(bool ready, string? reason)
    {
        _reason = reason;
        if (_ready == ready) return;
        _ready = ready;
        changed();
    }

    private static TimeSpan Shorter(TimeSpan period) => period < Eager ? period : Eager;
}
