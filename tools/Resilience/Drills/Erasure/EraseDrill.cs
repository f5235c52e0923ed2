using System.Diagnostics;
using WedSync.Drills.Redis;
using WedSync.Drills.Regions;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Erasure;

/// <summary>
/// Erases a data subject while a region is down: the receipt has to wait for that region, and for nothing else; when the region is back, the
/// receipt is signed and names all regions, and no entry of the subject is left in any.
/// </summary>
public sealed class EraseDrill : IDrill
{
    private const int Entries = 60;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromMinutes(2);
    private static readonly OperationMix Mix = new(80, 20, 0);

    /// <inheritdoc/>
    public string Name => "erase";

    /// <inheritdoc/>
    public string Summary => "a data subject is erased while a region is down: the receipt waits for it, then names all regions; nothing of the subject is left";

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
        var taker = context.OtherRegions[0];
        await new Membership(context, sync).LeaveOutAbsentAsync(cancellation);
        await sync.UntilInStepAsync(cancellation);
        var subject = $"couple-{Guid.NewGuid():N}";
        using var entries = new DeleteProbe(context, $"{context.Load.KeyPrefix}-s", Entries);
        await entries.WriteAsync(context.Region, subject, cancellation);
        var (held, _) = await RegionEntries.SettleAsync(reader, context.Regions, entries.Keys, e => e.Regions.Values.All(r => r.Count == Entries), cancellation);
        context.Say($"{string.Join(", ", held.Regions.Select(r => $"{r.Key} holds {r.Value.Count}"))} entries of the subject");

        await using var load = LoadSession.Start(context.Load with { Regions = [taker], Mix = Mix });
        await load.RunUntilAsync(context.Phase, cancellation);
        await region.KillAsync(cancellation);
        var client = new ErasureClient(context, http, taker);
        var asked = Stopwatch.GetTimestamp();
        var (subjectId, erased) = await client.EraseAsync(subject, cancellation);
        context.Say($"{context.Region} is down; {taker} erased {erased} entries");
        var answers = await AskWhileDownAsync(client, subjectId, load, load.Now + context.Phase, cancellation);
        context.Say($"{answers.Count} times asked for the receipt, which waits for {context.Region}: done in {string.Join(", ", answers[^1].Done)}");

        await region.BringBackAsync(cancellation);
        var backAt = Stopwatch.GetTimestamp();
        ReceiptAnswer answer = new(null, []);
        var arrived = await Waiting.UntilAsync(
            async () => (answer = await client.ReceiptAsync(subjectId, cancellation)).Receipt is not null, ReceiptPatience, cancellation);
        var waited = Stopwatch.GetElapsedTime(asked);
        context.Say(arrived is null ? $"no receipt within {ReceiptPatience.TotalSeconds:0} s" : $"receipt {Stopwatch.GetElapsedTime(backAt).TotalSeconds:0.0} s after the region served again");
        var report = await load.StopAsync();

        var check = new ReceiptCheck(context);
        var isValid = answer.Receipt is { } receipt && await check.IsValidAsync(receipt, context.Region, cancellation);
        var tamperedIsValid = answer.Receipt is null || await check.IsValidAsync(ReceiptCheck.Tamper(answer.Receipt), context.Region, cancellation);
        var content = answer.Receipt is null ? new ReceiptContent([], 0) : ReceiptCheck.Read(answer.Receipt);
        var (left, _) = await RegionEntries.SettleAsync(reader, context.Regions, entries.Keys, e => e.Present().Count == 0, cancellation);
        var kept = await RegionEntries.ReadAsync(reader, [taker], [.. load.Ledger.Newest.Select(w => w.Key)], cancellation);
        return new DrillFindings(
            [
                Promise.AtMost("entries of the subject left, in any region", left.Present().Count, 0, ""),
                Promise.AtMost("receipts signed before all regions had erased", answers.Count(a => a.Receipt is not null), 0, ""),
                Promise.AtMost("regions missing in the receipt", context.Regions.Except(content.Regions).Count(), 0, ""),
                Promise.AtLeast("receipt verifies in a region that did not sign it", isValid ? 1 : 0, 1, ""),
                Promise.AtMost("changed receipts that verify", tamperedIsValid ? 1 : 0, 0, ""),
                Promise.AtMost("acknowledged writes of others lost", kept.Lost(load.Ledger.Newest).Count, 0, ""),
            ],
            [
                new("entries of the subject, in each region", held.Regions.Values.Min(r => r.Count), ""),
                new("erased at once where it was asked for", erased, ""),
                new("entries erased by the receipt, over all regions", content.Erased, ""),
                new("asked for the receipt while the region was down", answers.Count, ""),
                new("receipt after the erasure was asked for", arrived is null ? double.NaN : waited.TotalSeconds, "s"),
                new("receipt after the region served again", arrived?.TotalSeconds ?? double.NaN, "s"),
                new("acknowledged writes of others", load.Ledger.Count, ""),
            ],
            report,
            ["Regions of the catalogue that do not run here were taken out of the membership for the drill (cache-sync members remove) and put back after it."]);
    }

    /// <summary>Asks for the receipt, at least once, until a moment.</summary>
    private static async Task<IReadOnlyList<ReceiptAnswer>> AskWhileDownAsync(
        ErasureClient client, string subjectId, LoadSession load, TimeSpan until, CancellationToken cancellation)
    {
        var answers = new List<ReceiptAnswer>();
        do
        {
            answers.Add(await client.ReceiptAsync(subjectId, cancellation));
            await load.RunUntilAsync(load.Now + TimeSpan.FromSeconds(1), cancellation);
        }
        while (load.Now < until);
        return answers;
    }
}
