using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;
using WedSync.LocalPlatform.Rollouts.Execution;

namespace WedSync.LocalPlatform.Rollouts.Tests.Support;

/// <summary>A platform and a Prometheus that write down what is asked of them.</summary>
internal sealed class FakePlatform(JumpingTime time) : IRolloutTarget, IMeasurements, IRolloutObserver
{
    /// <summary>What was done to the platform, with the real second.</summary>
    public List<string> Actions { get; } = [];

    public List<string> Queries { get; } = [];

    public List<(TimeSpan At, Measurement Measurement)> Measurements { get; } = [];

    public List<(TimeSpan At, string Step)> Steps { get; } = [];

    /// <summary>The answer to a query, in the time of the machine; throws for none.</summary>
    public Func<string, IReadOnlyList<double>> Answer { get; set; } = _ => [0];

    public Task<string> StartCanaryAsync(CancellationToken cancellation)
    {
        Note("start");
        return Task.FromResult("abc123");
    }

    public Task SetWeightAsync(int weight, CancellationToken cancellation) => Note($"weight {weight}");

    public Task SetHeaderRouteAsync(SetHeaderRouteStep route, CancellationToken cancellation) => Note(route.Header is null ? "no header route" : $"header {route.Header}");

    public Task PromoteAsync(CancellationToken cancellation) => Note("promote");

    public Task StopCanaryAsync(CancellationToken cancellation) => Note("stop");

    public Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellation)
    {
        Queries.Add(query);
        return Task.FromResult(Answer(query));
    }

    public void OnCanary(TimeSpan at, string hash) => Steps.Add((at, $"canary {hash}"));

    public void OnStep(TimeSpan at, int index, RolloutStep begun) => Steps.Add((at, begun.ToString()!));

    public void OnMeasurement(TimeSpan at, Measurement measurement) => Measurements.Add((at, measurement));

    public void OnEnd(TimeSpan at, RolloutPhase phase, IReadOnlyList<string> causes) => Steps.Add((at, phase.ToString()));

    private Task Note(string action)
    {
        Actions.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.Elapsed.TotalSeconds:0.#} s {action}"));
        return Task.CompletedTask;
    }
}
