using System.Globalization;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.TestKit.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>What is read of all partitions at once, in a cluster that changes its shape meanwhile.</summary>
public sealed class PartitionScanTests : IAsyncLifetime
{
    private const string Key = "k1";

    private static readonly int Partition = Partitions.Of(EntryId.ForKey("acme", Key));

    private TestRedisCluster _cluster = null!;
    private RedisCluster _redis = null!;
    private EntryStore _store = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestRedisCluster.StartAsync();
        _redis = await RedisCluster.ConnectAsync(_cluster.Settings with { AttemptTimeout = TimeSpan.FromSeconds(5), Deadline = TimeSpan.FromSeconds(15) });
        _store = new EntryStore(_redis, "us-east");
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Clock_OfAPartitionOnItsWay_IsReadOnEitherSide()
    {
        var ahead = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(60));
        await _redis.Database.StringSetAsync(Partitions.ClockKey(Partition), ahead.Value);
        var (from, to) = await EndsAsync();
        var invalidations = new InvalidationStore(_store);
        Assert.Equal(ahead, await invalidations.ReadLatestClockAsync(default));

        var seen = new List<Stamp>();
        await _cluster.MoveSlotAsync(HashSlot.OfPartition(Partition), from, to, halfWay: async () =>
        {
            seen.Add(await invalidations.ReadLatestClockAsync(default));
            await _cluster.CommandAsync(from, "MIGRATE", "127.0.0.1", Text(to.Port), Partitions.ClockKey(Partition), "0", "5000");
            seen.Add(await invalidations.ReadLatestClockAsync(default));
        });
        seen.Add(await invalidations.ReadLatestClockAsync(default));
        Assert.Equal([ahead, ahead, ahead], seen);
    }

    [Fact]
    public async Task SlotsMove_UnderWrites_EveryInvalidationIsLaterThanWhatWasWrittenBefore()
    {
        var invalidations = new InvalidationStore(_store);
        var (from, to) = await EndsAsync();
        var newest = 0L;
        using var stop = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var stamp = (await _store.WriteAsync(Writes.Put(EntryId.ForKey("acme", i % 2 == 0 ? Key : $"w{i}")), default)).Version.Stamp.Value;
                if (stamp > Interlocked.Read(ref newest)) Interlocked.Exchange(ref newest, stamp);
            }
        });
        var checks = Task.Run(async () =>
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
            {
                var before = Interlocked.Read(ref newest);
                var stamps = await invalidations.InvalidateAsync([InvalidationId.OfTag("acme", $"t{count}")], DateTimeOffset.UtcNow, default);
                Assert.True(stamps.Single().Stamp.Value > before, $"{stamps.Single().Stamp} after {before}");
            }

            return count;
        });

        for (var i = 0; i < 3; i++)
        {
            await _cluster.MoveSlotAsync(HashSlot.OfPartition(Partition), from, to);
            (from, to) = (to, from);
        }

        await stop.CancelAsync();
        await load;
        Assert.InRange(await checks, 3, int.MaxValue);
    }

    [Fact]
    public async Task Replica_AnswersForNoPartition()
    {
        await _store.WriteAsync(Writes.Put(EntryId.ForKey("acme", Key)), default);
        await _cluster.WaitHealthyAsync();
        var (primary, _) = await EndsAsync();
        var replica = _cluster.Nodes[_cluster.Nodes.ToList().IndexOf(primary) + _cluster.Primaries];
        var call = new[] { "FCALL", FunctionLibrary.Function("highest_clock"), "0", Text(Partition) };
        Assert.DoesNotContain("\n" + Text(Partition), await _cluster.CommandAsync(primary, call), StringComparison.Ordinal);
        Assert.Equal(["0", Text(Partition)], (await _cluster.CommandAsync(replica, call)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task NodeThatIsDown_ItsPartitionsAreReadFromWhoTakesItsPlace()
    {
        var ahead = Stamp.From(DateTimeOffset.UtcNow.AddSeconds(60));
        await _redis.Database.StringSetAsync(Partitions.ClockKey(Partition), ahead.Value);
        await _cluster.WaitHealthyAsync();
        (await EndsAsync()).From.Kill();
        var invalidations = new InvalidationStore(_store);
        var read = Stamp.Zero;
        await TestRedisCluster.WaitAsync(async () =>
        {
            try
            {
                read = await invalidations.ReadLatestClockAsync(default);
                return true;
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // No answer is right while nobody has taken its place.
                return false;
            }
        });
        Assert.Equal(ahead, read);
    }

    [Fact]
    public async Task Holders_AreThePartitionsWithTheSubject_AlsoWhileItsSlotMoves()
    {
        var subject = EntryId.ForSubject("acme", SubjectId.Of("acme", "anna"));
        var put = Writes.Put(EntryId.ForKey("acme", Key));
        await _store.WriteAsync(put with { Entry = put.Entry with { Subject = subject } }, default);
        var scan = new PartitionScan(_redis);
        Assert.Equal([Partition], Found(await scan.RunAsync("holders", subject)));

        var (from, to) = await EndsAsync();
        await _cluster.MoveSlotAsync(HashSlot.OfPartition(Partition), from, to, halfWay: async () =>
        {
            await _cluster.CommandAsync(from, "MIGRATE", "127.0.0.1", Text(to.Port), Partitions.SubjectKey(Partition, subject), "0", "5000");
            Assert.Contains(Partition, Found(await scan.RunAsync("holders", subject)));
        });
        Assert.Equal(1, await new EraseStore(_store).EraseAsync("acme", SubjectId.Of("acme", "anna"), default));
    }

    private static IEnumerable<int> Found((IReadOnlyList<StackExchange.Redis.RedisResult> Answers, IReadOnlyList<int> Unread) scan) =>
        scan.Answers.SelectMany(answer => (int[])answer!).Concat(scan.Unread);

    private async Task<(RedisNode From, RedisNode To)> EndsAsync()
    {
        var from = await _cluster.PrimaryOfAsync(EntryId.ForKey("acme", Key));
        return (from, _cluster.Nodes.Take(3).First(node => node != from && node.IsRunning));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
