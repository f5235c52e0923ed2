using WedSync.LoadGenerator.Ledger;
using WedSync.LoadGenerator.Schedule;
using WedSync.LoadGenerator.Tests.Support;

namespace WedSync.LoadGenerator.Tests.Ledger;

public sealed class WriteLedgerTests
{
    [Fact]
    public void OnAcknowledged_KeepsTheNewestOfAKey_WhateverTheOrder()
    {
        var ledger = new WriteLedger();

        ledger.OnAcknowledged(Write("k", 7));
        ledger.OnAcknowledged(Write("k", 5));
        ledger.OnAcknowledged(Write("other", 1));

        Assert.Equal(3, ledger.Count);
        Assert.Equal([("k", 7L), ("other", 1L)], ledger.Newest.Select(w => (w.Key, w.Stamp)).Order());
    }

    [Fact]
    public async Task Verify_AfterARun_FindsWhatIsThere_AndNamesWhatIsLost()
    {
        await using var cache = await FakeCache.StartAsync();
        var ledger = new WriteLedger();
        var plan = new LoadPlan
        {
            Target = cache.Address,
            Token = _ => ValueTask.FromResult("token"),
            Duration = TimeSpan.FromMilliseconds(500),
            Rate = RateProfile.Constant(200),
            Mix = new OperationMix(0, 100, 0),
            Keys = 20,
        };
        using (var runner = new LoadRunner(plan, ledger))
        {
            await runner.RunAsync();
        }

        using var http = new HttpClient { BaseAddress = cache.Address };
        var verifier = new LedgerVerifier(http, _ => ValueTask.FromResult("token"));
        var before = await verifier.VerifyAsync(ledger.Newest);
        var (gone, older) = (ledger.Newest.First(), ledger.Newest.Last());
        cache.Entries.Remove(gone.Key, out _);
        cache.Entries[older.Key] = older.Stamp - 1;
        var after = await verifier.VerifyAsync(ledger.Newest);

        Assert.Equal(ledger.Newest.Count, before.Checked);
        Assert.Empty(before.Lost);
        Assert.Equal(new[] { (gone.Key, (long?)null), (older.Key, older.Stamp - 1) }.Order(), after.Lost.Select(l => (l.Write.Key, l.Found)).Order());
    }

    [Fact]
    public async Task Verify_NewerVersionThanAcknowledged_IsNoLoss()
    {
        await using var cache = await FakeCache.StartAsync();
        cache.Entries["k"] = 9;
        using var http = new HttpClient { BaseAddress = cache.Address };

        var verdict = await new LedgerVerifier(http, _ => ValueTask.FromResult("token")).VerifyAsync([Write("k", 7)]);

        Assert.Empty(verdict.Lost);
    }

    private static AcknowledgedWrite Write(string key, long stamp) => new("", key, stamp, TimeSpan.Zero, IsReplicated: false);
}
