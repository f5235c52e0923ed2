using System.Collections.Concurrent;

namespace WedSync.SyncWorker.Tests.Simulation;

internal sealed record SimOutcome(int Seed, string? Broken, ulong Hash, SimCounts Counts, TimeSpan Ended);

/// <summary>Runs worlds, each by one thread from its beginning to its end, as many at once as there are cores.</summary>
internal static class Simulations
{
    public static SimOutcome RunOne(SimSettings settings)
    {
        var world = new SimWorld(settings);
        var broken = world.Run();
        return new SimOutcome(settings.Seed, broken, world.History.Hash, world.History.Counts, world.Scheduler.Now);
    }

    /// <summary>Runs until all are over, or one is enough.</summary>
    /// <returns>The outcomes in the order of their seeds.</returns>
    public static IReadOnlyList<SimOutcome> Run(IEnumerable<int> seeds, Func<int, SimSettings> settings, Func<SimOutcome, bool> isEnough)
    {
        var outcomes = new ConcurrentBag<SimOutcome>();
        Parallel.ForEach(Partitioner.Create(seeds, EnumerablePartitionerOptions.NoBuffering), (seed, loop) =>
        {
            var outcome = RunOne(settings(seed));
            outcomes.Add(outcome);
            if (isEnough(outcome)) loop.Stop();
        });
        return [.. outcomes.OrderBy(outcome => outcome.Seed)];
    }

    /// <summary>What was broken, and the command that shows it again; null = nothing.</summary>
    public static string? Explain(IEnumerable<SimOutcome> outcomes)
    {
        var broken = outcomes.Where(outcome => outcome.Broken is not null)
            .Select(outcome => $"seed {outcome.Seed}: {outcome.Broken}\n  again: {SimulationTests.CommandFor(outcome.Seed)}").ToList();
        return broken.Count > 0 ? string.Join('\n', broken) : null;
    }
}
