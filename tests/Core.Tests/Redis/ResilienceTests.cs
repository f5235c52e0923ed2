using System.Diagnostics;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.TestKit.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>Tests that break their own cluster.</summary>
[Collection(nameof(ResilienceTests))]
public sealed class ResilienceTests : IAsyncLifetime
{
    private TestRedisCluster _cluster = null!;
    private RedisCluster _redis = null!;
    private EntryStore _store = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestRedisCluster.StartAsync();
        _redis = await RedisCluster.ConnectAsync(_cluster.Settings);
        _store = new EntryStore(_redis, "us-east");
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task PrimaryKilled_ReplicaServesWithoutRestart()
    {
        var id = EntryId.ForKey("acme", "k1");
        await _store.WriteAsync(Writes.Put(id, "before"), default);
        await _cluster.WaitHealthyAsync();
        (await _cluster.PrimaryOfAsync(id)).Kill();

        await TestRedisCluster.WaitAsync(() => SucceedsAsync(() => _store.WriteAsync(Writes.Put(id, "after"), default).AsTask()));
        Assert.Equal("after", Writes.Body(await _store.ReadAsync(id, default)));
    }

    [Fact]
    public async Task PrimaryFrozen_FailsFastWithinTheDeadlineAndOtherSlotsServe()
    {
        var frozen = EntryId.ForKey("acme", "k1");
        var node = await _cluster.PrimaryOfAsync(frozen);
        var other = "";
        for (var i = 0; other.Length == 0; i++)
        {
            var candidate = EntryId.ForKey("acme", $"other-{i}");
            if (await _cluster.PrimaryOfAsync(candidate) != node) other = candidate;
        }

        node.Stop();
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<Exception>(() => _store.WriteAsync(Writes.Put(frozen), default).AsTask());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
        Assert.True((await _store.WriteAsync(Writes.Put(other, "served"), default)).IsStored);

        await TestRedisCluster.WaitAsync(() => SucceedsAsync(() => _store.WriteAsync(Writes.Put(frozen, "again"), default).AsTask()));
    }

    [Fact]
    public async Task SlotMoves_UnderWrites_NothingFailsAndNothingIsLost()
    {
        var id = EntryId.ForKey("acme", "k1");
        var partition = Partitions.Of(id);
        var ids = Enumerable.Range(0, 200_000).Select(i => $"acme/m{i}").Where(x => Partitions.Of(x) == partition).Take(30).ToArray();
        foreach (var each in ids) await _store.WriteAsync(Writes.Put(each, "0"), default);
        var from = await _cluster.PrimaryOfAsync(id);
        var to = _cluster.Nodes.Take(3).First(node => node != from);
        using var stop = new CancellationTokenSource();
        var written = new int[ids.Length];
        var load = Task.Run(async () =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++)
            {
                var at = i % ids.Length;
                Assert.True((await _store.WriteAsync(Writes.Put(ids[at], $"{i}"), default)).IsStored);
                written[at] = i;
            }
        });

        await _cluster.MoveSlotAsync(HashSlot.OfPartition(partition), from, to);
        await stop.CancelAsync();
        await load;

        Assert.Equal(to, await _cluster.PrimaryOfAsync(id));
        for (var i = 0; i < ids.Length; i++) Assert.Equal($"{written[i]}", Writes.Body(await _store.ReadAsync(ids[i], default)));
    }

    [Fact]
    public async Task NodeWithoutFunctions_GetsThemOnTheFirstCall()
    {
        var id = EntryId.ForKey("acme", "k1");
        await _cluster.CommandAsync(await _cluster.PrimaryOfAsync(id), "FUNCTION", "FLUSH");
        Assert.True((await _store.WriteAsync(Writes.Put(id), default)).IsStored);
    }

    [Fact]
    public async Task TwoBuilds_CallTheirOwnFunctionsSideBySide()
    {
        var id = EntryId.ForKey("acme", "k1");
        var primary = await _cluster.PrimaryOfAsync(id);
        var older = FunctionLibrary.Code.Replace(FunctionLibrary.Name, "wedsync1_00000000", StringComparison.Ordinal);
        Assert.Contains("wedsync1_00000000", await _cluster.CommandAsync(primary, "FUNCTION", "LOAD", older), StringComparison.Ordinal);
        Assert.True((await _store.WriteAsync(Writes.Put(id), default)).IsStored);
        var call = await _cluster.CommandAsync(
            primary, "FCALL", "wedsync1_00000000_renew", "1", Partitions.LeaseKey(Partitions.Of(id), id), "t", "10");
        Assert.Equal("0", call.Trim());
    }

    [Fact]
    public async Task FullRestartWithNewAddresses_IsFoundAgain()
    {
        var id = EntryId.ForKey("acme", "k1");
        await _store.WriteAsync(Writes.Put(id, "kept"), default);
        await _cluster.WaitHealthyAsync();
        // The seeds stay the same, as the names of a headless Service do: here one node keeps its address, all others change.
        foreach (var node in _cluster.Nodes) node.Kill();
        var ports = FreePorts.Take(10);
        _cluster.Nodes[0].Start();
        for (var i = 1; i < 6; i++) _cluster.Nodes[i].Start(ports[i - 1], ports[i + 4]);
        await _cluster.IntroduceAsync();
        await _cluster.WaitHealthyAsync();

        await TestRedisCluster.WaitAsync(() => SucceedsAsync(() => _store.WriteAsync(Writes.Put(id, "after"), default).AsTask()));
        Assert.Equal("after", Writes.Body(await _store.ReadAsync(id, default)));
    }

    private static async Task<bool> SucceedsAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return true;
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return false;
        }
    }
}
