using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;

namespace WedSync.LocalPlatform.Rollouts.Execution;

/// <summary>The platform as a rollout sees it.</summary>
public interface IRolloutTarget
{
    /// <summary>Starts the canary without requests; returns its pod template hash when it is ready.</summary>
    Task<string> StartCanaryAsync(CancellationToken cancellation);

    /// <summary>Sets the canary's share of the requests, in percent.</summary>
    Task SetWeightAsync(int weight, CancellationToken cancellation);

    /// <summary>Sets or ends the route by header.</summary>
    Task SetHeaderRouteAsync(SetHeaderRouteStep route, CancellationToken cancellation);

    /// <summary>Makes the canary stable.</summary>
    Task PromoteAsync(CancellationToken cancellation);

    /// <summary>Ends a canary that gets no requests.</summary>
    Task StopCanaryAsync(CancellationToken cancellation);
}

/// <summary>Answers queries.</summary>
public interface IMeasurements
{
    /// <summary>The values of a query, of a vector or of a number.</summary>
    /// <exception cref="MeasurementException">There is no answer.</exception>
    Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation);
}

/// <summary>Sees a rollout go on. Moments are in the time of the description.</summary>
public interface IRolloutObserver
{
    /// <summary>The canary is ready.</summary>
    void OnCanary(TimeSpan at, string hash);

    /// <summary>A step begins.</summary>
    void OnStep(TimeSpan at, int index, RolloutStep begun);

    /// <summary>Something was measured.</summary>
    void OnMeasurement(TimeSpan at, Measurement measurement);

    /// <summary>Nothing more happens to the requests.</summary>
    void OnEnd(TimeSpan at, RolloutPhase phase, IReadOnlyList<string> causes);
}

/// <summary>How a rollout ended.</summary>
/// <param name="Phase">Promoted, aborted, or paused for a person.</param>
/// <param name="Causes">Metrics that aborted or paused it.</param>
/// <param name="Elapsed">In the time of the description.</param>
public sealed record RolloutResult(RolloutPhase Phase, IReadOnlyList<string> Causes, TimeSpan Elapsed);

/// <summary>Walks a Rollout's steps and measures its analysis beside them, faster by a factor.</summary>
/// <param name="description">What the Rollout says.</param>
/// <param name="target">The platform.</param>
/// <param name="measurements">Its Prometheus.</param>
/// <param name="observer">Is told what happens.</param>
/// <param name="speed">By which all durations and query windows are divided, 1 or more.</param>
/// <param name="time">Source of time.</param>
public sealed class RolloutRunner(
    RolloutDescription description, IRolloutTarget target, IMeasurements measurements, IRolloutObserver observer, double speed, TimeProvider time)
{
    private readonly RolloutMachine _machine = new(description);
    private long _started;
    private int _told;
    private IReadOnlyDictionary<string, string> _arguments = new Dictionary<string, string>();
    private AnalysisRun? _analysis;

    private TimeSpan Now => time.GetElapsedTime(_started) * speed;

    /// <summary>Runs it to its end. A canary that was not promoted has ended when this returns.</summary>
    public async Task<RolloutResult> RunAsync(CancellationToken cancellation)
    {
        var hash = await target.StartCanaryAsync(cancellation);
        _started = time.GetTimestamp();
        _arguments = description.Arguments.Concat(description.HashArguments.Select(name => KeyValuePair.Create(name, hash))).ToDictionary(StringComparer.Ordinal);
        observer.OnCanary(TimeSpan.Zero, hash);
        try
        {
            await WalkAsync(cancellation);
        }
        catch
        {
            // Whatever happened, a canary is never left with requests.
            await target.SetWeightAsync(0, CancellationToken.None);
            await target.StopCanaryAsync(CancellationToken.None);
            throw;
        }

        var result = new RolloutResult(_machine.Phase, _machine.Phase == RolloutPhase.Promoted ? [] : _analysis?.Causes ?? [], Now);
        observer.OnEnd(result.Elapsed, result.Phase, result.Causes);
        if (result.Phase != RolloutPhase.Promoted) await EndCanaryAsync(cancellation);
        return result;
    }

    private async Task WalkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var action in _machine.Advance(Now, _analysis?.Phase ?? AnalysisPhase.Running)) await PerformAsync(action, cancellation);
            TellSteps();
            if (_machine.Phase != RolloutPhase.Progressing) return;
            if (_machine.IsAnalysed) _analysis ??= new AnalysisRun(description.Metrics, Now);
            foreach (var metric in _analysis?.Due(Now) ?? []) await MeasureAsync(metric, cancellation);
            // A measurement may have ended the rollout: that is looked at before anything is waited for.
            if (_analysis?.Phase > AnalysisPhase.Successful) continue;
            var next = new[] { _machine.NextAt, _analysis?.NextAt }.Min();
            if (next > Now) await Task.Delay((next.Value - Now) / speed, time, cancellation);
        }
    }

    private async Task PerformAsync(RolloutAction action, CancellationToken cancellation)
    {
        switch (action)
        {
            case RolloutAction.SetWeight weight:
                await target.SetWeightAsync(weight.Weight, cancellation);
                break;
            case RolloutAction.SetHeaderRoute route:
                await target.SetHeaderRouteAsync(route.Step, cancellation);
                break;
            case RolloutAction.Promote:
                await target.PromoteAsync(cancellation);
                break;
        }
    }

    private void TellSteps()
    {
        for (; _told <= _machine.Step && _told < description.Steps.Count; _told++) observer.OnStep(Now, _told, description.Steps[_told]);
    }

    private async Task MeasureAsync(MetricRun metric, CancellationToken cancellation)
    {
        Measurement measurement;
        try
        {
            var query = Arguments.Compress(Arguments.Substitute(metric.Query, _arguments), speed);
            measurement = metric.Take(await measurements.QueryAsync(query, cancellation), Now);
        }
        catch (MeasurementException exception)
        {
            measurement = metric.TakeError(exception.Message, Now);
        }

        observer.OnMeasurement(Now, measurement);
    }

    private async Task EndCanaryAsync(CancellationToken cancellation)
    {
        if (_machine.Phase == RolloutPhase.Paused) await target.SetWeightAsync(0, cancellation);
        if (description.AbortScaleDownDelay is { } delay) await Task.Delay(delay / speed, time, cancellation);
        await target.StopCanaryAsync(cancellation);
    }
}
