using System.Globalization;
using Xunit.Abstractions;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// Thousands of worlds; <c>WEDSYNC_SIM_SEEDS</c> says how many. The test that fails prints the command that replays its seed.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 3000;
    private const string SeedVariable = "WEDSYNC_SIM_SEED";
    private const string SeedsVariable = "WEDSYNC_SIM_SEEDS";

    // How often each happens in a hundred worlds, at least. What never happens is not tested.
    private static readonly (Happening What, int InHundred)[] Enough =
    [
        (Happening.Write, 3000), (Happening.Delete, 1500), (Happening.ResidentWrite, 300), (Happening.ResidentDelete, 100),
        (Happening.Erasure, 50), (Happening.Promise, 1000), (Happening.MessageLost, 1000), (Happening.MessageTwice, 1000), (Happening.CallFailed, 500), (Happening.Cut, 100),
        (Happening.WorkerKilled, 100), (Happening.WorkerFrozen, 50), (Happening.FailOver, 10), (Happening.FailOverWithLoss, 20), (Happening.Wipe, 20),
        (Happening.OldBackup, 10), (Happening.SkewedWorld, 20), (Happening.Join, 5), (Happening.Leave, 10), (Happening.Return, 3),
        (Happening.Quarantine, 50), (Happening.Conflict, 500), (Happening.TombstoneDropped, 500), (Happening.Removal, 1),
        (Happening.Exposure, 50), (Happening.CoverShown, 50), (Happening.CoverTaken, 50),
        (Happening.Eviction, 500), (Happening.EvictedRefused, 500), (Happening.EvictedQuiet, 15), (Happening.WriteRefused, 500), (Happening.LoopFailed, 100),
    ];

    [Fact]
    public void Worlds_ChaosThenCalm_KeepEveryPromise()
    {
        var seeds = Number(SeedVariable) is { } only ? [only] : Enumerable.Range(1, Number(SeedsVariable) ?? Seeds);
        var outcomes = Simulations.Run(seeds, World, outcome => outcome.Broken is not null);
        var counts = new SimCounts();
        foreach (var outcome in outcomes) counts.Add(outcome.Counts);
        output.WriteLine($"{outcomes.Count} worlds, {counts}");
        if (Simulations.Explain(outcomes) is { } broken) Assert.Fail(broken);
        if (outcomes.Count < 100) return;
        foreach (var (what, inHundred) in Enough)
            Assert.True(counts[what] >= (long)inHundred * outcomes.Count / 100, $"Only {counts[what]} times in {outcomes.Count} worlds: {what}. {counts}");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(26)]
    public void World_SameSeed_SameHistory(int seed)
    {
        var runs = Enumerable.Range(0, 2).AsParallel().Select(_ => Simulations.RunOne(new SimSettings { Seed = seed })).ToList();
        Assert.Equal(runs[0].Hash, runs[1].Hash);
        Assert.Equal(runs[0].Ended, runs[1].Ended);
        Assert.Equal(runs[0].Counts.ToString(), runs[1].Counts.ToString());
        Assert.True(runs[0].Counts[Happening.Write] > 5, runs[0].Counts.ToString());
        Assert.NotEqual(runs[0].Hash, Simulations.RunOne(new SimSettings { Seed = seed + 1000 }).Hash);
    }

    // The protocol brings regions together by itself; the clock is for what nobody has thought of.
    private static SimSettings World(int seed) => new() { Seed = seed, ComparesByClock = seed % 4 > 0 };

    internal static string CommandFor(int seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{SeedVariable}={seed} dotnet test tests/SyncWorker.Tests --filter FullyQualifiedName~{nameof(SimulationTests)}.{nameof(Worlds_ChaosThenCalm_KeepEveryPromise)}");

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
