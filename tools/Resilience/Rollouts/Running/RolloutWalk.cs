using WedSync.Rollouts.Analysis;
using WedSync.Rollouts.Steps;

namespace WedSync.Rollouts.Running;

/// <summary>How a rollout ended.</summary>
/// <param name="Promoted">Whether the canary is stable now.</param>
/// <param name="Reason">Why it was aborted; empty when it was promoted.</param>
/// <param name="Measurements">All measurements, in their order.</param>
public sealed record RolloutOutcome(bool Promoted, string Reason, IReadOnlyList<Measurement> Measurements);

/// <summary>
/// Walks a rollout's steps while its metrics are measured, in a time that runs faster by a factor. Any metric that fails, cannot be measured or
/// says nothing for too long ends it; where Argo would wait for a person (inconclusive), it is aborted here, since nobody watches.
/// </summary>
public sealed class RolloutWalk(RolloutPlan plan, ICanary canary, IMetricSource source, IRolloutListener listener, TimeProvider time)
{
    // Prometheus needs two samples within a range, of a scrape that is as much faster.
    private static readonly TimeSpan ShortestRange = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly List<Measurement> _measurements = [];
    private readonly List<MetricRun> _runs = [];
    private readonly long _started = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Walks to the end. A walk that ends early aborts the canary.</summary>
    /// <param name="factor">How much faster time runs; 1 = as described.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RolloutOutcome> RunAsync(double factor, CancellationToken cancellation)
    {
        try
        {
            for (var i = 0; i < plan.Steps.Count; i++)
            {
                if (i == plan.AnalysisFrom)
                {
                    _runs.AddRange(plan.Metrics.Select(m => new MetricRun(m.Compress(factor, ShortestRange), Now)));
                }

                listener.OnStep(i + 1, plan.Steps.Count, plan.Steps[i].ToString());
                if (await WalkAsync(plan.Steps[i], factor, cancellation) is { } bad)
                {
                    return await AbortAsync(Reason(bad), factor);
                }
            }
        }
        catch
        {
            // Whatever ended it, cancelled or broken: an unwatched canary must not keep its share.
            await AbortAsync("ended early", factor);
            throw;
        }

        await canary.PromoteAsync(CancellationToken.None);
        return new RolloutOutcome(true, "", _measurements);
    }

    private async Task<MetricRun?> WalkAsync(RolloutStep step, double factor, CancellationToken cancellation)
    {
        switch (step)
        {
            case RolloutStep.SetWeight weight:
                await canary.SetWeightAsync(weight.Percent, cancellation);
                return null;
            case RolloutStep.Pause pause:
                return await MeasureUntilAsync(Now + (pause.Duration / factor), cancellation);
            default:
                // The route by header is there from the canary's start.
                return null;
        }
    }

    private async Task<MetricRun?> MeasureUntilAsync(TimeSpan end, CancellationToken cancellation)
    {
        while (true)
        {
            var next = _runs.Where(r => r.NextAt is not null).MinBy(r => r.NextAt);
            var at = next?.NextAt ?? Never;
            await WaitUntilAsync(at < end ? at : end, cancellation);
            if (at >= end)
            {
                return null;
            }

            await MeasureAsync(next!, cancellation);
            if (next!.Phase is AnalysisPhase.Failed or AnalysisPhase.Error or AnalysisPhase.Inconclusive)
            {
                return next;
            }
        }
    }

    private async Task MeasureAsync(MetricRun run, CancellationToken cancellation)
    {
        Measurement measurement;
        try
        {
            measurement = run.Take(await source.QueryAsync(run.Metric.Query, cancellation), Now);
        }
        catch (MeasurementException exception)
        {
            measurement = run.TakeError(exception.Message, Now);
        }

        _measurements.Add(measurement);
        listener.OnMeasurement(measurement);
    }

    private async Task WaitUntilAsync(TimeSpan moment, CancellationToken cancellation)
    {
        if (moment > Now)
        {
            await Task.Delay(moment - Now, time, cancellation);
        }
    }

    private async Task<RolloutOutcome> AbortAsync(string reason, double factor)
    {
        await canary.SetWeightAsync(0, CancellationToken.None);
        // Requests that are under way end; then the pods go.
        await Task.Delay(plan.AbortDelay / factor, time);
        await canary.AbortAsync(CancellationToken.None);
        return new RolloutOutcome(false, reason, _measurements);
    }

    private string Reason(MetricRun run)
    {
        var last = _measurements.Last(m => m.Metric == run.Metric.Name);
        return run.Phase switch
        {
            AnalysisPhase.Failed => $"metric '{run.Metric.Name}' failed more than {run.Metric.FailureLimit} times, last with {Show(last.Values)}; allowed: {run.Metric.SuccessCondition}",
            AnalysisPhase.Error => $"metric '{run.Metric.Name}' could not be measured more than {run.Metric.ConsecutiveErrorLimit} times in a row: {last.Message}",
            _ => $"metric '{run.Metric.Name}' said nothing more than {run.Metric.InconclusiveLimit} times, last with {Show(last.Values)}; a person would have to decide",
        };
    }

    private static string Show(IReadOnlyList<double> values) => values.Count == 0 ? "no series" : string.Join(", ", values.Select(v => v.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)));
}
