using System.Globalization;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// Hundreds of worlds, more with WEDSYNC_SIM_SEEDS. One is replayed with
/// <c>WEDSYNC_SIM_SEED=N dotnet test tests/SyncWorker.Tests --filter FullyQualifiedName~SimulationTests.Worlds</c>.
/// </summary>
public sealed class SimulationTests
{
    private const int Seeds = 300;

    [Fact]
    public void Worlds_ChaosThenCalm_KeepEveryPromise()
    {
        var (from, count) = Environment.GetEnvironmentVariable("WEDSYNC_SIM_SEED") is { Length: > 0 } seed
            ? (int.Parse(seed, CultureInfo.InvariantCulture), 1)
            : (1, int.Parse(Environment.GetEnvironmentVariable("WEDSYNC_SIM_SEEDS") ?? Seeds.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        var totals = Simulations.Run(Enumerable.Range(from, count), seed => new SimSettings { Seed = seed }, stopAtFirst: true);
        Assert.True(totals.Broken.Count == 0, Simulations.Explain(totals));
        // A checker that sees nothing proves nothing.
        if (count > 100)
        {
            Assert.True(totals.Acknowledged > 10 * count, $"only {totals.Acknowledged} writes were acknowledged as replicated");
            Assert.True(totals.Drops > count, $"only {totals.Drops} tombstones were dropped");
            Assert.True(totals.Removals > 0, "no region ever had to take a deleted record out");
        }
    }

    [Fact]
    public void World_SameSeed_SameHistory()
    {
        var runs = Enumerable.Range(0, 2).Select(_ => Simulations.RunOne(new SimSettings { Seed = 7 })).ToList();
        Assert.Equal(runs[0], runs[1]);
        Assert.True(runs[0].Writes > 10);
    }
}

internal sealed record SimOutcome(int Seed, string? Broken, int Writes, int Acknowledged, int Drops, int Removals, TimeSpan Ended);

internal sealed record SimTotals(IReadOnlyList<SimOutcome> Broken, int Acknowledged, int Drops, int Removals);

internal static class Simulations
{
    public static SimOutcome RunOne(SimSettings settings)
    {
        var world = new SimWorld(settings);
        var broken = world.Run();
        return new SimOutcome(settings.Seed, broken, world.History.Writes, world.History.Acknowledged, world.History.Drops, world.History.Removals, world.Scheduler.Now);
    }

    /// <summary>Runs worlds on all cores; each has its own thread for its whole life.</summary>
    public static SimTotals Run(IEnumerable<int> seeds, Func<int, SimSettings> settings, bool stopAtFirst)
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<SimOutcome>();
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(seeds, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
            (seed, loop) =>
            {
                var outcome = RunOne(settings(seed));
                outcomes.Add(outcome);
                if (outcome.Broken is not null && stopAtFirst) loop.Stop();
            });
        return new SimTotals(
            [.. outcomes.Where(outcome => outcome.Broken is not null).OrderBy(outcome => outcome.Seed)],
            outcomes.Sum(outcome => outcome.Acknowledged), outcomes.Sum(outcome => outcome.Drops), outcomes.Sum(outcome => outcome.Removals));
    }

    public static string Explain(SimTotals totals) => string.Join('\n', totals.Broken.Select(outcome =>
        $"seed {outcome.Seed}: {outcome.Broken}\n  again: WEDSYNC_SIM_SEED={outcome.Seed} dotnet test tests/SyncWorker.Tests --filter FullyQualifiedName~SimulationTests.Worlds"));
}
