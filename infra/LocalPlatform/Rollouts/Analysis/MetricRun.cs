using WedSync.LocalPlatform.Rollouts.Description;

namespace WedSync.LocalPlatform.Rollouts.Analysis;

/// <summary>How a measurement, a metric or a whole analysis stands. Later ones are worse.</summary>
public enum AnalysisPhase
{
    /// <summary>More measurements are to come.</summary>
    Running,

    /// <summary>It is good.</summary>
    Successful,

    /// <summary>Neither good nor bad.</summary>
    Inconclusive,

    /// <summary>It could not be measured.</summary>
    Error,

    /// <summary>It is bad.</summary>
    Failed,
}

/// <summary>One measurement.</summary>
/// <param name="Metric">Its metric's name.</param>
/// <param name="Phase">What it says.</param>
/// <param name="Values">The query's values.</param>
/// <param name="Message">Why there are none; empty when there are.</param>
public sealed record Measurement(string Metric, AnalysisPhase Phase, IReadOnlyList<double> Values, string Message);

/// <summary>
/// The measurements of one metric, counted as Argo Rollouts counts them: an error is no measurement, but too many in a row end the metric;
/// anything else ends a row of errors.
/// </summary>
internal sealed class MetricRun
{
    /// <summary>After an error it is measured again sooner than its interval says.</summary>
    public static readonly TimeSpan ErrorRetry = TimeSpan.FromSeconds(10);

    private readonly MetricDescription _description;
    private readonly Condition? _success;
    private readonly Condition? _failure;
    private int _counted;
    private int _failed;
    private int _inconclusive;
    private int _consecutiveErrors;

    /// <param name="description">The metric.</param>
    /// <param name="started">When the analysis started.</param>
    public MetricRun(MetricDescription description, TimeSpan started)
    {
        _description = description;
        _success = Parse(description.SuccessCondition);
        _failure = Parse(description.FailureCondition);
        NextAt = started + description.InitialDelay;
    }

    public string Name => _description.Name;

    public string Query => _description.Query;

    public AnalysisPhase Phase { get; private set; } = AnalysisPhase.Running;

    /// <summary>When it is measured next; nothing when it has ended.</summary>
    public TimeSpan NextAt { get; private set; }

    /// <summary>Takes the result of a query.</summary>
    public Measurement Take(IReadOnlyList<double> values, TimeSpan now)
    {
        try
        {
            return Count(new Measurement(Name, Judge(values), values, ""), now);
        }
        catch (MeasurementException exception)
        {
            return Count(new Measurement(Name, AnalysisPhase.Error, values, exception.Message), now);
        }
    }

    /// <summary>Takes a query that failed.</summary>
    public Measurement TakeError(string message, TimeSpan now) => Count(new Measurement(Name, AnalysisPhase.Error, [], message), now);

    private AnalysisPhase Judge(IReadOnlyList<double> values)
    {
        if (_success is null && _failure is null) return AnalysisPhase.Successful;
        var isSuccess = _success?.Holds(values);
        var isFailure = _failure?.Holds(values) ?? !isSuccess!.Value;
        if (isFailure) return AnalysisPhase.Failed;
        return isSuccess ?? !isFailure ? AnalysisPhase.Successful : AnalysisPhase.Inconclusive;
    }

    private Measurement Count(Measurement measurement, TimeSpan now)
    {
        if (measurement.Phase == AnalysisPhase.Error)
        {
            _consecutiveErrors++;
        }
        else
        {
            _consecutiveErrors = 0;
            _counted++;
            if (measurement.Phase == AnalysisPhase.Failed) _failed++;
            if (measurement.Phase == AnalysisPhase.Inconclusive) _inconclusive++;
        }

        Phase = Assess();
        NextAt = now + (measurement.Phase == AnalysisPhase.Error ? ErrorRetry : _description.Interval ?? TimeSpan.Zero);
        return measurement;
    }

    private AnalysisPhase Assess()
    {
        if (_failed > _description.FailureLimit) return AnalysisPhase.Failed;
        if (_inconclusive > _description.InconclusiveLimit) return AnalysisPhase.Inconclusive;
        if (_consecutiveErrors > _description.ConsecutiveErrorLimit) return AnalysisPhase.Error;
        var count = _description.Count ?? (_description.Interval is null ? 1 : null);
        return count is not null && _counted >= count ? AnalysisPhase.Successful : AnalysisPhase.Running;
    }

    private static Condition? Parse(string text)
    {
        if (text.Length == 0) return null;
        return Condition.TryParse(text, out var condition, out var error) ? condition : throw new FormatException($"'{text}': {error}");
    }
}
