using Prometheus;
using WedSync.Contracts.Metrics;

namespace WedSync.Hosting.Loops;

/// <summary>What the loops of a process do, by their names, which are few.</summary>
public sealed class LoopMetrics
{
    private readonly Counter _failures;
    private readonly Gauge _running;

    /// <summary>Registers the series.</summary>
    public LoopMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _failures = factory.CreateCounter(MetricNames.LoopFailuresTotal, "Failures of background loops.", "loop");
        _running = factory.CreateGauge(MetricNames.LoopRunning, "1 while a background loop runs, 0 while it waits for its next run.", "loop");
    }

    // From zero, so that the first failure is seen.
    internal void Add(string loop)
    {
        _failures.WithLabels(loop);
        _running.WithLabels(loop).Set(0);
    }

    internal void Failed(string loop) => _failures.WithLabels(loop).Inc();

    internal void Running(string loop, bool isRunning) => _running.WithLabels(loop).Set(isRunning ? 1 : 0);
}
