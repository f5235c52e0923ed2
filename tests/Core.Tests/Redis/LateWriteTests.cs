using System.Text;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Redis;

/// <summary>Writes of a data subject that is erased meanwhile.</summary>
[Collection(RedisTests.Name)]
public sealed class LateWriteTests
{
    private readonly EntryStore _entries;
    private readonly InvalidationStore _invalidations;
    private readonly EraseStore _erasure;
    private readonly LeaseStore _leases;
    private readonly string _subjectId = SubjectId.Of("acme", Guid.NewGuid().ToString());
    private readonly string _id = EntryId.ForKey("acme", Guid.NewGuid().ToString("N"));

    public LateWriteTests(RedisFixture fixture)
    {
        _entries = new EntryStore(fixture.Redis, "us-east");
        (_invalidations, _erasure, _leases) = (new InvalidationStore(_entries), new EraseStore(_entries), new LeaseStore(fixture.Redis));
    }

    [Fact]
    public async Task Write_BasedBeforeTheErasure_IsTakenOutAgain()
    {
        await EraseAsync();
        var (request, stamp) = await WriteAsync(Stamp.From(TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        Assert.False(await _erasure.KeepUnlessErasedAsync(request, stamp));
        Assert.DoesNotContain("personal", await StoredAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await _erasure.EraseAsync("acme", _subjectId, default));
    }

    [Fact]
    public async Task Write_BasedAfterTheErasureOrOfNoErasure_Stays()
    {
        var (first, stamp) = await WriteAsync(Stamp.Zero);
        Assert.True(await _erasure.KeepUnlessErasedAsync(first, stamp));
        await EraseAsync();
        var latest = await _invalidations.ReadLatestClockAsync(default);
        var lease = Assert.IsType<AcquireResult.Granted>(await _leases.AcquireAsync(_id, "later", TimeSpan.FromSeconds(30), stamp, latest, default));
        var (later, laterStamp) = await WriteAsync(lease.Basis);
        Assert.True(await _erasure.KeepUnlessErasedAsync(later, laterStamp));
        Assert.Contains("personal", await StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OvertakenByAnother_LeavesTheOtherAlone()
    {
        await EraseAsync();
        var (request, stamp) = await WriteAsync(Stamp.From(TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        await _entries.WriteAsync(Writes.Put(_id, "of another subject"), default);
        Assert.False(await _erasure.KeepUnlessErasedAsync(request, stamp));
        Assert.Contains("of another subject", await StoredAsync(), StringComparison.Ordinal);
    }

    private async Task EraseAsync()
    {
        var record = InvalidationId.OfSubject(EntryId.ForSubject("acme", _subjectId));
        await _invalidations.InvalidateAsync([record], TimeProvider.System.GetUtcNow(), default);
        await _erasure.EraseAsync("acme", _subjectId, default);
    }

    private async Task<(WriteRequest Request, Stamp Stamp)> WriteAsync(Stamp basis)
    {
        var put = Writes.Put(_id, "personal");
        put = put with { Entry = put.Entry with { Subject = EntryId.ForSubject("acme", _subjectId), AsOf = basis } };
        return (put, (await _entries.WriteAsync(put, default)).Version.Stamp);
    }

    private async Task<string> StoredAsync() => Encoding.Latin1.GetString((await _entries.ReadAsync(_id, default))!);
}
