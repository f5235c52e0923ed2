using WedSync.Contracts;
using WedSync.Drills.Redis;
using WedSync.Drills.Regions;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills.RegionLoss;

/// <summary>
/// Kills every process of a region at one moment, under load; later wipes its disks and brings it back empty. Asks every region for every
/// write that was acknowledged as replicated.
/// </summary>
public sealed class RegionLossDrill : IDrill
{
    /// <summary>The bound that this drill sets itself, in seconds; what users are promised is longer.</summary>
    public const double RecoveryTargetSeconds = 10;

    // A replicated write waits for 5 s before it says that no second region has it.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    private static readonly OperationMix Mix = new(80, 20, 0);

    /// <inheritdoc/>
    public string Name => "region-loss";

    /// <inheritdoc/>
    public string Summary => "SIGKILL of a whole region, its disks wiped: how long requests fail, what is lost, how long until it is in step again";

    /// <inheritdoc/>
    public IReadOnlyList<string> Workloads => [RedisView.Workload, EntryProbe.Workload, SyncWatch.Workload];

    /// <inheritdoc/>
    public int LeastRegions => 2;

    /// <inheritdoc/>
    public async Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var http = new HttpClient { Timeout = RequestLimit };
        var sync = new SyncWatch(context, http);
        var region = new RegionControl(context, sync);
        await sync.UntilInStepAsync(cancellation);
        await using var load = LoadSession.Start(context.Load with { Regions = context.Regions, Mix = Mix, Replicated = true, Timeout = RequestLimit });
        context.Say($"load of {context.Rate:0}/s from {string.Join(" and ", context.Regions)}, writes replicated; {context.Region} will be killed");
        await load.RunUntilAsync(context.Phase, cancellation);

        var killed = load.Now;
        await region.KillAsync(cancellation);
        context.Say($"all of {context.Region} killed at {killed.TotalSeconds:0.0} s");
        await load.RunUntilAsync(killed + context.Phase, cancellation);
        var wiped = load.Now;
        await region.ForEachNodeAsync(pod => context.Platform.WipePodAsync(context.Region, pod, cancellation), cancellation);
        context.Say($"disks of {context.Region} wiped at {wiped.TotalSeconds:0.0} s; it is brought back empty");
        var back = await region.BringBackAsync(cancellation) ?? throw new DrillException($"{context.Region}: was started by someone else meanwhile.");
        await load.RunUntilAsync(load.Now + context.Phase, cancellation);
        var report = await load.StopAsync();

        context.Say($"asking every region for {load.Ledger.Newest.Count} keys, {load.Ledger.Count} acknowledged replicated writes");
        var (entries, _) = await RegionEntries.SettleAsync(
            new EntryProbe(context, http), context.Regions, [.. load.Ledger.Newest.Select(w => w.Key)], e => e.Lost(load.Ledger.Newest).Count == 0, cancellation);
        return Findings(context, load.Outcomes, report, new Course(killed, wiped, back), load.Ledger.Count, entries.Keys.Count, entries.Lost(load.Ledger.Newest).Count);
    }

    /// <summary>What the drill comes to.</summary>
    internal static DrillFindings Findings(DrillContext context, OutcomeLog outcomes, LoadReport report, Course course, long acknowledged, int keys, int lost)
    {
        var others = context.OtherRegions.Count;
        // With one region left there is no second one to store a write in: it says so instead of promising it, which is what was promised.
        bool IsFailure(Outcome outcome) => outcome.Kind != OutcomeKind.Success && (others > 1 || outcome.Kind != OutcomeKind.NotReplicated);
        var recovery = outcomes.Outage(course.Killed, course.Wiped, IsFailure).TotalSeconds;
        var backAt = course.Wiped + course.Back.Serving;
        return new DrillFindings(
            [
                Promise.AtMost("recovery time (RTO)", recovery, Promises.RecoveryTimeSeconds, "s"),
                Promise.AtMost("recovery time, this drill's own bound", recovery, RecoveryTargetSeconds, "s"),
                Promise.AtMost("replicated writes lost, in any region", lost, 0, ""),
            ],
            [
                new("acknowledged replicated writes", acknowledged, ""),
                new("keys asked for in each region", keys, ""),
                new("requests that failed after the kill", outcomes.Count(course.Killed, course.Wiped, IsFailure), ""),
                new("requests that failed while it came back", outcomes.Count(course.Wiped, backAt, IsFailure), ""),
                new("requests that failed once it served again", outcomes.Count(backAt, TimeSpan.MaxValue, IsFailure), ""),
                new("writes stored in one region only, and said so", outcomes.Count(course.Killed, TimeSpan.MaxValue, o => o.Kind == OutcomeKind.NotReplicated), ""),
                new("back: Redis and sync worker ran after", course.Back.Started.TotalSeconds, "s"),
                new("back: in step with the others after another", course.Back.InStep.TotalSeconds, "s"),
                new("back: served again after, in all", course.Back.Serving.TotalSeconds, "s"),
                new("p50 before", outcomes.Percentile(50, TimeSpan.Zero, course.Killed), "ms"),
                new("p99 before", outcomes.Percentile(99, TimeSpan.Zero, course.Killed), "ms"),
                new("p99 while it was away", outcomes.Percentile(99, course.Killed, course.Wiped), "ms"),
                new("p99 while it came back", outcomes.Percentile(99, course.Wiped, backAt), "ms"),
                new("p99 after", outcomes.Percentile(99, backAt, TimeSpan.MaxValue), "ms"),
            ],
            report,
            others > 1
                ? []
                : ["Two regions ran: while one was away, no write could be replicated, and those that asked for it were answered with 503 not-replicated. That counts as no failure here; with three regions it would."]);
    }

    /// <summary>What happened when, from the start of the load.</summary>
    internal sealed record Course(TimeSpan Killed, TimeSpan Wiped, RegionReturn Back);
}
