using WedSync.Rollouts.Analysis;
using WedSync.Rollouts.Running;

namespace WedSync.Rollouts.Tests.Support;

/// <summary>Notes what is done to the traffic, and hears the rollout.</summary>
internal sealed class FakeCanary : ICanary, IRolloutListener
{
    public List<string> Events { get; } = [];

    public int? FailsAtWeight { get; set; }

    public Task SetWeightAsync(int percent, CancellationToken cancellation)
        => percent == FailsAtWeight ? throw new InvalidOperationException("the supervisor does not answer") : Note($"weight {percent}");

    public Task PromoteAsync(CancellationToken cancellation) => Note("promote");

    public Task AbortAsync(CancellationToken cancellation) => Note("abort");

    public void OnStep(int number, int total, string description)
    {
    }

    public void OnMeasurement(Measurement measurement) => Events.Add($"{measurement.Metric} {measurement.Phase}");

    private Task Note(string text)
    {
        Events.Add(text);
        return Task.CompletedTask;
    }
}

/// <summary>Answers queries as a test says.</summary>
internal sealed class FakeSource(Func<string, IReadOnlyList<double>> answer) : IMetricSource
{
    public List<string> Queries { get; } = [];

    public Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation)
    {
        Queries.Add(query);
        return Task.FromResult(answer(query));
    }
}
