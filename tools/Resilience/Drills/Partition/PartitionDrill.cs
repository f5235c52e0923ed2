using System.Diagnostics;
using WedSync.Contracts;
using WedSync.Drills.Redis;
using WedSync.Drills.Regions;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;
using WedSync.LoadGenerator.Schedule;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Partition;

/// <summary>
/// Cuts a region off from all others, silently, while both sides write and delete the same keys and one side's clocks are wrong; heals, and
/// compares the regions key by key.
/// </summary>
public sealed class PartitionDrill : IDrill
{
    private const int Deletes = 60;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);
    private static readonly OperationMix Mix = new(50, 50, 0);

    /// <inheritdoc/>
    public string Name => "partition";

    /// <inheritdoc/>
    public string Summary => "a region is cut off silently, its clocks wrong, both sides write and delete the same keys: do they become equal, is anything lost";

    /// <inheritdoc/>
    public IReadOnlyList<string> Workloads => [RedisView.Workload, EntryProbe.Workload, SyncWatch.Workload];

    /// <inheritdoc/>
    public int LeastRegions => 2;

    /// <inheritdoc/>
    public bool SkewsClocks => true;

    /// <inheritdoc/>
    public async Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var http = new HttpClient { Timeout = RequestLimit };
        var sync = new SyncWatch(context, http);
        context.Say($"clocks of {context.Region} are set {context.Skew.TotalSeconds:0.#} s ahead");
        await ClockSkew.SetAsync(context, cancellation);
        await sync.UntilInStepAsync(cancellation);
        var before = Counters.Of(await sync.AskAsync(cancellation));
        await using var held = QuarantineWatch.Start(sync);

        // Both loads write to the same keys from all regions.
        var plan = context.Load with { Regions = context.Regions, SharedKeys = true, Mix = Mix, Timeout = RequestLimit };
        using var probe = new DeleteProbe(context, $"{plan.KeyPrefix}-d", Deletes);
        await probe.WriteAsync(context.OtherRegions[0], subject: null, cancellation);
        await using var local = LoadSession.Start(plan with { Rate = RateProfile.Constant(context.Rate / 2) });
        await using var replicated = LoadSession.Start(plan with { Rate = RateProfile.Constant(context.Rate / 4), Replicated = true, Seed = context.Seed + 1 });
        context.Say($"load of {context.Rate / 2:0}/s local and {context.Rate / 4:0}/s replicated on the same keys in {string.Join(" and ", context.Regions)}");
        await local.RunUntilAsync(context.Phase, cancellation);

        var cut = local.Now;
        await CutAsync(context, cancellation);
        context.Say($"{context.Region} cut off silently at {cut.TotalSeconds:0.0} s");
        await probe.DeleteAsync(context.Region, Deletes / 2, cancellation);
        await probe.DeleteAsync(context.OtherRegions[0], Deletes / 2, cancellation);
        await local.RunUntilAsync(cut + context.Phase, cancellation);

        var healed = local.Now;
        var healedInReplicated = replicated.Now;
        await HealAsync(context, cancellation);
        context.Say($"healed at {healed.TotalSeconds:0.0} s");
        await local.RunUntilAsync(healed + context.Phase, cancellation);
        var report = await local.StopAsync();
        await replicated.StopAsync();
        var stopped = Stopwatch.GetTimestamp();
        context.Say($"load ended {context.Phase.TotalSeconds:0.0} s after the heal");

        var writes = local.Ledger.Newest.Concat(replicated.Ledger.Newest).ToList();
        var keys = writes.Select(w => w.Key).Concat(probe.Keys).Distinct().ToList();
        context.Say($"comparing {keys.Count} keys in {context.Regions.Count} regions");
        var (entries, _) = await RegionEntries.SettleAsync(new EntryProbe(context, http), context.Regions, keys, e => e.Divergent().Count == 0, cancellation);
        var equalAfter = Stopwatch.GetElapsedTime(stopped);
        var counted = Counters.Of(await sync.AskAsync(cancellation)).Since(before);
        return new DrillFindings(
            [
                Promise.AtMost("keys that differ between regions after the heal", entries.Divergent().Count, 0, ""),
                Promise.AtMost("replicated writes lost, in any region", entries.Lost(replicated.Ledger.Newest).Count, 0, ""),
                Promise.AtMost("local writes lost, in any region", entries.Lost(local.Ledger.Newest).Count, 0, ""),
                Promise.AtMost("deleted entries that came back", entries.Present().Intersect(probe.Deleted).Count(), 0, ""),
                Promise.AtMost("recovery time (RTO) of reads and local writes", local.Outcomes.Outage(cut).TotalSeconds, Promises.RecoveryTimeSeconds, "s"),
            ],
            [
                new("clocks of the region ahead by", context.Skew.TotalSeconds, "s"),
                new("cut for", (healed - cut).TotalSeconds, "s"),
                new("writes confirmed by a second region again after", replicated.Outcomes.Outage(healedInReplicated, TimeSpan.MaxValue, o => o.Kind == OutcomeKind.NotReplicated).TotalSeconds, "s"),
                new("all keys equal after the load's end", equalAfter.TotalSeconds, "s"),
                new("keys compared", keys.Count, ""),
                new("acknowledged writes, local", local.Ledger.Count, ""),
                new("acknowledged writes, replicated", replicated.Ledger.Count, ""),
                new("deletes during the cut", probe.Deleted.Count, ""),
                new("replicated writes stored in one region only, and said so", replicated.Outcomes.Count(TimeSpan.Zero, TimeSpan.MaxValue, o => o.Kind == OutcomeKind.NotReplicated), ""),
                new("local requests that failed", local.Outcomes.Count(TimeSpan.Zero, TimeSpan.MaxValue, o => o.Kind != OutcomeKind.Success), ""),
                new("changes that lost a conflict", counted.Conflicts, ""),
                new("records held back for their clock, at most at once", held.Highest, ""),
                new("records found by comparisons", counted.Divergence, ""),
                new("p99 of local requests before", local.Outcomes.Percentile(99, TimeSpan.Zero, cut), "ms"),
                new("p99 of local requests while cut", local.Outcomes.Percentile(99, cut, healed), "ms"),
                new("p99 of local requests after", local.Outcomes.Percentile(99, healed, TimeSpan.MaxValue), "ms"),
            ],
            report,
            ["The table of requests shows the local load. A write counts as lost when a region holds nothing or something older at its key; that a later write of the other side won is not a loss."]);
    }

    private static async Task CutAsync(DrillContext context, CancellationToken cancellation)
    {
        context.Undo($"links of {context.Region}", () => HealAsync(context, CancellationToken.None));
        foreach (var other in context.OtherRegions) await context.Platform.ChangeLinkAsync(context.Region, other, new LinkRequest(LinkCut.Silent), cancellation);
    }

    private static async Task HealAsync(DrillContext context, CancellationToken cancellation)
    {
        foreach (var other in context.OtherRegions) await context.Platform.ChangeLinkAsync(context.Region, other, new LinkRequest(LinkCut.None), cancellation);
    }

    /// <summary>What the workers counted.</summary>
    private sealed record Counters(long Conflicts, long Divergence)
    {
        public static Counters Of(IReadOnlyList<WorkerStatus> workers)
        {
            var peers = workers.SelectMany(w => w.Peers).ToList();
            return new Counters(peers.Sum(p => p.Conflicts), peers.Sum(p => p.DivergenceFound));
        }

        public Counters Since(Counters before) => new(Conflicts - before.Conflicts, Divergence - before.Divergence);
    }
}
