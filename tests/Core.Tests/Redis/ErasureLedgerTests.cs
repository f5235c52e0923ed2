using WedSync.Core.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>Erasures are pending until they have a receipt, and are then kept for as long as receipts are, and no longer.</summary>
[Collection(RedisTests.Name)]
public sealed class ErasureLedgerTests(RedisFixture fixture)
{
    private static readonly DateTimeOffset Moment = new(2026, 5, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly ErasureLedger _ledger = new(fixture.Redis);
    private readonly string _id = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Erasure_WithAReceipt_IsFoundAndNotPending_AndPendingWhenItIsAskedForAgain()
    {
        await _ledger.SaveAsync(Erasure());
        Assert.Contains(await _ledger.PendingAsync(), erasure => erasure.Id == _id);

        await _ledger.SaveAsync(Erasure() with { Receipt = "signed" });
        Assert.DoesNotContain(await _ledger.PendingAsync(), erasure => erasure.Id == _id);
        Assert.Equal("signed", (await _ledger.FindAsync(_id))!.Receipt);

        await _ledger.SaveAsync(Erasure());
        Assert.Null((await _ledger.FindAsync(_id))!.Receipt);
    }

    [Fact]
    public async Task DoneErasureOfAFormerBuild_AmongThePending_IsMovedAway()
    {
        await _ledger.SaveAsync(Erasure() with { Receipt = "signed" });
        var text = await fixture.Redis.Database.HashGetAsync("c:erasures-done", _id);
        await fixture.Redis.Database.HashSetAsync("c:erasures", _id, text);

        Assert.DoesNotContain(await _ledger.PendingAsync(), erasure => erasure.Id == _id);
        Assert.False(await fixture.Redis.Database.HashExistsAsync("c:erasures", _id));
        Assert.Equal("signed", (await _ledger.FindAsync(_id))!.Receipt);
    }

    [Fact]
    public async Task Forget_TakesWhatWasDoneBefore_AndNeitherLaterNorPendingOnes()
    {
        await _ledger.SaveAsync(Erasure() with { Receipt = "signed" });
        await _ledger.SaveAsync(Erasure() with { Id = _id + "-pending" });

        await _ledger.ForgetAsync(Moment);
        Assert.NotNull(await _ledger.FindAsync(_id));
        await _ledger.ForgetAsync(Moment + TimeSpan.FromMilliseconds(1));
        Assert.Null(await _ledger.FindAsync(_id));
        Assert.NotNull(await _ledger.FindAsync(_id + "-pending"));
    }

    private Erasure Erasure() => new()
    {
        Id = _id,
        Tenant = "acme",
        SubjectId = "s",
        RequestedIn = "us-east",
        RequestedAt = Moment - TimeSpan.FromHours(1),
        Done = [new RegionErasure("us-east", 1, Moment - TimeSpan.FromHours(1)), new RegionErasure("eu-west", 0, Moment)],
    };
}
