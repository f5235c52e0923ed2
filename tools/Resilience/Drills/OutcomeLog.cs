using System.Collections.Concurrent;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills;

/// <summary>Every request of a run, for questions about parts of it. Thread-safe.</summary>
public sealed class OutcomeLog : ILoadObserver
{
    private readonly ConcurrentQueue<Outcome> _outcomes = new();

    /// <inheritdoc/>
    public void OnEnded(in Outcome outcome) => _outcomes.Enqueue(outcome);

    /// <inheritdoc/>
    public void OnAcknowledged(AcknowledgedWrite write)
    {
    }

    /// <summary>A percentile of the latencies of what was served and was to be sent within a part of the run, in milliseconds; NaN when there is none.</summary>
    public double Percentile(double percentile, TimeSpan from, TimeSpan to)
    {
        var latencies = _outcomes
            .Where(o => o.Kind == OutcomeKind.Success && o.IntendedAt >= from && o.IntendedAt < to)
            .Select(o => o.Latency.TotalMilliseconds)
            .Order()
            .ToList();
        return latencies.Count == 0 ? double.NaN : latencies[(int)Math.Min(latencies.Count - 1, latencies.Count * percentile / 100)];
    }

    /// <summary>How many requests that were to be sent within a part of the run ended in some way.</summary>
    public int Count(TimeSpan from, TimeSpan to, Func<Outcome, bool> ended) => _outcomes.Count(o => o.IntendedAt >= from && o.IntendedAt < to && ended(o));

    /// <summary>
    /// How long requests failed after a moment: until the last one that was to be sent then or later and failed had ended. Zero when none failed.
    /// </summary>
    public TimeSpan Outage(TimeSpan since) => Outage(since, TimeSpan.MaxValue, static outcome => outcome.Kind != OutcomeKind.Success);

    /// <summary>The same for requests that were to be sent before another moment, and for what counts as a failure.</summary>
    public TimeSpan Outage(TimeSpan since, TimeSpan until, Func<Outcome, bool> isFailure)
    {
        var ends = _outcomes
            .Where(o => o.IntendedAt < until && o.IntendedAt + o.Latency >= since && isFailure(o))
            .Select(o => o.IntendedAt + o.Latency - since)
            .ToList();
        return ends.Count == 0 ? TimeSpan.Zero : ends.Max();
    }
}
