using System.Diagnostics;
using WedSync.Contracts;
using WedSync.Drills.Measuring;
using WedSync.Drills.Redis;
using WedSync.Drills.Regions;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;
using WedSync.LoadGenerator.Schedule;

namespace WedSync.Drills.Restore;

/// <summary>
/// Brings a region back from a backup that is older than writes and deletes which followed it. The other regions hold the truth: the
/// region must come to it, and what was deleted must not come back by way of the backup.
/// </summary>
public sealed class RestoreDrill : IDrill
{
    private const int Deletes = 60;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DeletePatience = TimeSpan.FromSeconds(60);
    private static readonly OperationMix Mix = new(80, 20, 0);

    /// <inheritdoc/>
    public string Name => "restore";

    /// <inheritdoc/>
    public string Summary => "a region comes back from an old backup: what was deleted since must not come back, what was written since must not be lost";

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
        var reader = new EntryProbe(context, http);
        var other = context.OtherRegions[0];
        await sync.UntilInStepAsync(cancellation);
        using var probe = new DeleteProbe(context, $"{context.Load.KeyPrefix}-d", Deletes);
        await probe.WriteAsync(context.Region, subject: null, cancellation);
        var plan = context.Load with { Regions = context.Regions, Mix = Mix, Rate = RateProfile.Constant(context.Rate / 2), Timeout = RequestLimit };
        await using var local = LoadSession.Start(plan);
        await using var replicated = LoadSession.Start(plan with { KeyPrefix = $"{plan.KeyPrefix}-r", Replicated = true, Seed = context.Seed + 1 });
        context.Say($"load of {context.Rate / 2:0}/s local and {context.Rate / 2:0}/s replicated from {string.Join(" and ", context.Regions)}");
        await local.RunUntilAsync(context.Phase, cancellation);

        await region.ForEachNodeAsync(pod => context.Platform.SnapshotPodAsync(context.Region, pod, cancellation), cancellation);
        var saved = local.Now;
        context.Say($"data of {context.Region} copied at {saved.TotalSeconds:0.0} s: the backup");
        await probe.DeleteAsync(context.Region, Deletes / 3, cancellation);
        await probe.DeleteAsync(other, Deletes / 3, cancellation);
        await local.RunUntilAsync(saved + context.Phase, cancellation);
        // A delete is promised once another region holds it.
        await Waiting.UntilAsync(
            $"deletes seen in {other}", $"./wedsync logs {SyncWatch.Workload}", async () => (await reader.ReadAsync(other, probe.Deleted, cancellation)).Count == 0, DeletePatience, cancellation);

        var killed = local.Now;
        await region.KillAsync(cancellation);
        context.Say($"all of {context.Region} killed at {killed.TotalSeconds:0.0} s");
        await probe.DeleteAsync(other, Deletes / 3, cancellation);
        await local.RunUntilAsync(killed + context.Phase, cancellation);
        var restored = local.Now;
        await region.ForEachNodeAsync(pod => context.Platform.RestorePodAsync(context.Region, pod, cancellation), cancellation);
        context.Say($"the backup put back at {restored.TotalSeconds:0.0} s, {(restored - saved).TotalSeconds:0.0} s old");
        var back = await region.BringBackAsync(cancellation) ?? throw new DrillException($"{context.Region}: was started by someone else meanwhile.");
        await local.RunUntilAsync(local.Now + context.Phase, cancellation);
        var report = await local.StopAsync();
        await replicated.StopAsync();

        var stopped = Stopwatch.GetTimestamp();
        var keys = local.Ledger.Newest.Concat(replicated.Ledger.Newest).Select(w => w.Key).Concat(probe.Keys).Distinct().ToList();
        context.Say($"comparing {keys.Count} keys in {context.Regions.Count} regions");
        var (entries, _) = await RegionEntries.SettleAsync(
            reader, context.Regions, keys, e => e.Divergent().Count == 0 && e.Lost(replicated.Ledger.Newest).Count == 0, cancellation);
        var lost = entries.Lost(local.Ledger.Newest);
        bool IsFailure(Outcome outcome) => outcome.Kind is not (OutcomeKind.Success or OutcomeKind.NotReplicated);
        var removed = (await sync.AskAsync(cancellation)).SelectMany(w => w.Peers).Sum(p => p.ResurrectionsRemoved);
        return new DrillFindings(
            [
                Promise.AtMost("recovery time (RTO)", local.Outcomes.Outage(killed, restored, IsFailure).TotalSeconds, Promises.RecoveryTimeSeconds, "s"),
                Promise.AtMost("recovery point (RPO) of local writes", RecoveryPoint.Of(lost, killed), Promises.RecoveryPointSeconds, "s"),
                Promise.AtMost("replicated writes lost, in any region", entries.Lost(replicated.Ledger.Newest).Count, 0, ""),
                Promise.AtMost("local writes lost that clients of other regions made", lost.Count(w => w.Region != context.Region), 0, ""),
                Promise.AtMost("deleted entries that came back", entries.Present().Intersect(probe.Deleted).Count(), 0, ""),
                Promise.AtMost("keys that differ between regions", entries.Divergent().Count, 0, ""),
            ],
            [
                new("age of the backup when it was put back", (restored - saved).TotalSeconds, "s"),
                new("acknowledged writes, local", local.Ledger.Count, ""),
                new("acknowledged writes, replicated", replicated.Ledger.Count, ""),
                new("local writes lost", lost.Count, ""),
                new("deletes since the backup, by either side and while it was away", probe.Deleted.Count, ""),
                new("deleted records that the backup brought and that were taken out", removed, ""),
                new("keys compared", keys.Count, ""),
                new("requests that failed after the kill", local.Outcomes.Count(killed, restored, IsFailure), ""),
                new("requests that failed while it came back", local.Outcomes.Count(restored, restored + back.Serving, IsFailure), ""),
                new("back: Redis and sync worker ran after", back.Started.TotalSeconds, "s"),
                new("back: in step with the others after another", back.InStep.TotalSeconds, "s"),
                new("back: served again after, in all", back.Serving.TotalSeconds, "s"),
                new("all keys equal after the load's end", Stopwatch.GetElapsedTime(stopped).TotalSeconds, "s"),
                new("p99 before", local.Outcomes.Percentile(99, TimeSpan.Zero, killed), "ms"),
                new("p99 while it was away", local.Outcomes.Percentile(99, killed, restored), "ms"),
            ],
            report,
            ["The table of requests shows the local load. The region served nothing before it was in step again, so no client saw the backup's old entries."]);
    }
}
