using System.Collections.Concurrent;
using HdrHistogram;

namespace WedSync.LoadGenerator.Results;

/// <summary>Counts outcomes. Thread-safe; can be read while the run goes on.</summary>
public sealed class LoadRecorder
{
    private const long LongestMicroseconds = 3_600_000_000;
    private const int Digits = 3;

    private readonly Dictionary<OperationKind, Cell> _cells = Enum.GetValues<OperationKind>().ToDictionary(k => k, _ => new Cell());
    private readonly Cell _total = new();

    /// <summary>Takes an outcome.</summary>
    public void Add(in Outcome outcome)
    {
        _cells[outcome.Operation].Add(outcome);
        _total.Add(outcome);
    }

    /// <summary>What was found until now.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="elapsed">The run's length until now.</param>
    public LoadReport Report(int seed, TimeSpan elapsed)
    {
        var total = _total.Report();
        return new LoadReport
        {
            Seed = seed,
            Seconds = elapsed.TotalSeconds,
            OfferedRate = total.Offered / elapsed.TotalSeconds,
            Goodput = total.Ended.GetValueOrDefault(OutcomeKind.Success) / elapsed.TotalSeconds,
            Total = total,
            Operations = _cells.Select(c => (c.Key, Report: c.Value.Report())).Where(c => c.Report.Offered > 0).ToDictionary(c => c.Key, c => c.Report),
        };
    }

    private sealed class Cell
    {
        private readonly LongConcurrentHistogram _latency = new(1, LongestMicroseconds, Digits);
        private readonly ConcurrentDictionary<OutcomeKind, long> _ended = new();

        public void Add(in Outcome outcome)
        {
            _ended.AddOrUpdate(outcome.Kind, 1, static (_, count) => count + 1);
            if (outcome.Kind == OutcomeKind.Success)
            {
                _latency.RecordValue(Math.Clamp((long)outcome.Latency.TotalMicroseconds, 1, LongestMicroseconds));
            }
        }

        public OperationReport Report()
        {
            var ended = _ended.OrderBy(e => e.Key).ToDictionary(e => e.Key, e => e.Value);
            return new OperationReport(ended.Values.Sum(), ended, LatencySummary.Of(_latency.Copy()));
        }
    }
}
