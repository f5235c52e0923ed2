namespace WedSync.Rollouts.Analysis;

/// <summary>What a measurement or a metric says.</summary>
public enum AnalysisPhase
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>Good.</summary>
    Successful,

    /// <summary>Neither good nor bad.</summary>
    Inconclusive,

    /// <summary>It could not be measured.</summary>
    Error,

    /// <summary>Bad.</summary>
    Failed,
}

/// <summary>A measurement.</summary>
/// <param name="Metric">Name of its metric.</param>
/// <param name="Phase">What it says.</param>
/// <param name="Values">What was measured; empty = no series.</param>
/// <param name="Message">Why it is an error; empty otherwise.</param>
public sealed record Measurement(string Metric, AnalysisPhase Phase, IReadOnlyList<double> Values, string Message);

/// <summary>A metric while its rollout runs, by Argo's rules. Pure: it is told what was measured and when.</summary>
public sealed class MetricRun(AnalysisMetric metric, TimeSpan startedAt)
{
    private int _measurements;
    private int _failed;
    private int _inconclusive;
    private int _errorsInARow;

    /// <summary>The metric.</summary>
    public AnalysisMetric Metric => metric;

    /// <summary>Where it stands.</summary>
    public AnalysisPhase Phase { get; private set; } = AnalysisPhase.Running;

    /// <summary>When the next measurement is due; null when there is none.</summary>
    public TimeSpan? NextAt { get; private set; } = startedAt + metric.InitialDelay;

    /// <summary>Takes the result of the query, as the values of its series.</summary>
    public Measurement Take(IReadOnlyList<double> values, TimeSpan now)
    {
        try
        {
            return Count(new Measurement(metric.Name, Judge(values), values, ""), now);
        }
        catch (MeasurementException exception)
        {
            return Count(new Measurement(metric.Name, AnalysisPhase.Error, values, exception.Message), now);
        }
    }

    /// <summary>Takes that the query failed.</summary>
    public Measurement TakeError(string message, TimeSpan now) => Count(new Measurement(metric.Name, AnalysisPhase.Error, [], message), now);

    private AnalysisPhase Judge(IReadOnlyList<double> values)
    {
        var asksSuccess = metric.SuccessCondition.Length > 0;
        var asksFailure = metric.FailureCondition.Length > 0;
        if (asksFailure && Condition.IsMet(metric.FailureCondition, values))
        {
            return AnalysisPhase.Failed;
        }

        if (!asksSuccess || Condition.IsMet(metric.SuccessCondition, values))
        {
            return AnalysisPhase.Successful;
        }

        return asksFailure ? AnalysisPhase.Inconclusive : AnalysisPhase.Failed;
    }

    private Measurement Count(Measurement measurement, TimeSpan now)
    {
        _measurements++;
        _errorsInARow = measurement.Phase == AnalysisPhase.Error ? _errorsInARow + 1 : 0;
        _failed += measurement.Phase == AnalysisPhase.Failed ? 1 : 0;
        _inconclusive += measurement.Phase == AnalysisPhase.Inconclusive ? 1 : 0;
        // An error is repeated, it is no measurement of the count.
        _measurements -= measurement.Phase == AnalysisPhase.Error ? 1 : 0;
        Phase = Stand();
        var wait = measurement.Phase == AnalysisPhase.Error ? metric.ErrorRetryInterval : metric.Interval;
        NextAt = Phase == AnalysisPhase.Running ? now + wait : null;
        return measurement;
    }

    private AnalysisPhase Stand()
    {
        if (Exceeds(_failed, metric.FailureLimit))
        {
            return AnalysisPhase.Failed;
        }

        if (Exceeds(_errorsInARow, metric.ConsecutiveErrorLimit))
        {
            return AnalysisPhase.Error;
        }

        if (Exceeds(_inconclusive, metric.InconclusiveLimit))
        {
            return AnalysisPhase.Inconclusive;
        }

        var count = metric.Count ?? (metric.Interval > TimeSpan.Zero ? int.MaxValue : 1);
        return _measurements >= count ? AnalysisPhase.Successful : AnalysisPhase.Running;
    }

    private static bool Exceeds(int number, int limit) => limit >= 0 && number > limit;
}
