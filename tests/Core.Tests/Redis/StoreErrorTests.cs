using System.Collections.Concurrent;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.TestKit.Redis;

namespace WedSync.Core.Tests.Redis;

/// <summary>Every call of the store gets every error that Redis has, and passes it on as what it is.</summary>
public sealed class StoreErrorTests
{
    private const string Id = "acme/k";
    private const string Rescue = "EntryStore.ReadReplicaAsync";

    /// <summary>An answer with each code; the client ends the connection at those that are left out.</summary>
    public static TheoryData<string> Messages =>
    [
        .. RedisErrors.Codes.Keys.Where(code => code is not ("MOVED" or "ASK" or "NOAUTH" or "WRONGPASS")).Order().Select(code => $"{code} as of the test"),
        "ERR Function not found",
        "ERR Script attempted to access a non local key in a cluster node",
        "NEWCODE of a later version",
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task EveryCall_FailsAsTheErrorIsClassified(string message)
    {
        // Not shared: a breaker that one error has opened would answer for the next.
        await using var server = new RefusingRedis();
        await using var redis = await RedisCluster.ConnectAsync(server.Settings);
        server.Error = message;
        var expected = RedisErrors.Of(message);
        var counted = new ConcurrentDictionary<RedisFault, bool>();
        redis.Faulted += (fault, _) => counted[fault] = true;
        var wrong = new List<string>();
        foreach (var (name, call) in Calls(redis))
        {
            var fault = await FaultOfAsync(call);
            if (!IsExpected(name, fault, expected)) wrong.Add($"{name}: {fault?.ToString() ?? "no error"}");
        }

        Assert.Empty(wrong);
        Assert.True(server.Refused > 0);
        Assert.Equal(expected != RedisFault.Permanent, counted.ContainsKey(expected));
    }

    [Fact]
    public async Task EveryStore_IsInTheTable()
    {
        await using var server = new RefusingRedis();
        await using var redis = await RedisCluster.ConnectAsync(server.Settings);
        var called = Calls(redis).Select(call => call.Name).ToHashSet();
        var stores = typeof(EntryStore).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsClass: true } && type.Namespace == typeof(EntryStore).Namespace && type != typeof(RedisCluster) && type != typeof(FunctionLibrary));
        var missing = stores.SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type && IsCall(method)).Select(method => $"{type.Name}.{method.Name}"))
            .Where(name => !called.Contains(name)).Distinct();
        Assert.Empty(missing);
    }

    private static bool IsCall(System.Reflection.MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType == typeof(ValueTask)
        || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>));

    // Many failures in a row open the breaker, which then answers for the node.
    private static bool IsExpected(string call, RedisFault? fault, RedisFault expected) => fault switch
    {
        // The rescue of a read: it finds something, or nothing.
        null => call == Rescue,
        RedisFault.CircuitOpen or RedisFault.Unknown => expected != RedisFault.Permanent,
        _ => fault == expected,
    };

    private static async Task<RedisFault?> FaultOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception exception)
        {
            return RedisFaults.Of(exception);
        }
    }

    private static List<(string Name, Func<Task> Call)> Calls(RedisCluster redis)
    {
        var entries = new EntryStore(redis, "us-east");
        var (leases, work, invalidations) = (new LeaseStore(redis), new WorkLeases(redis), new InvalidationStore(entries));
        var (replication, sweeper, ledger, erasing) = (new ReplicationStore(entries), new IndexSweeper(entries), new ErasureLedger(redis), new EraseStore(entries));
        var (none, life, entry) = (CancellationToken.None, new DataLife("g", 0), new Entry { Origin = "eu-west", ExpiresAt = long.MaxValue });
        var value = EntryCodec.Encode(entry, [1]);
        var erasure = new Erasure { Id = "e", Tenant = "acme", SubjectId = "s", RequestedIn = "us-east", RequestedAt = DateTimeOffset.UnixEpoch };
        return
        [
            ("EntryStore.ReadAsync", () => entries.ReadAsync(Id, none).AsTask()),
            (Rescue, () => entries.ReadReplicaAsync(Id).AsTask()),
            ("EntryStore.WriteAsync", () => entries.WriteAsync(Writes.Put(Id), none).AsTask()),
            ("EntryStore.ApplyAsync", () => entries.ApplyAsync(Id, value, TimeSpan.Zero, none).AsTask()),
            ("EntryStore.ReadClockAsync", () => entries.ReadClockAsync(1, none).AsTask()),
            ("EntryStore.AcknowledgeAsync", () => entries.AcknowledgeAsync(1, "eu-west", new Stamp(1), none).AsTask()),
            ("LeaseStore.AcquireAsync", () => leases.AcquireAsync(Id, "t", TimeSpan.FromSeconds(1), Stamp.Zero, Stamp.Zero, none).AsTask()),
            ("LeaseStore.RenewAsync", () => leases.RenewAsync(Id, "t", TimeSpan.FromSeconds(1), none).AsTask()),
            ("LeaseStore.ReleaseAsync", () => leases.ReleaseAsync(Id, "t", false, none).AsTask()),
            ("WorkLeases.OwnAsync", () => work.OwnAsync(1, "p", "h", TimeSpan.FromSeconds(1), none).AsTask()),
            ("WorkLeases.IsOwnedAsync", () => work.IsOwnedAsync(1, "p", none).AsTask()),
            ("WorkLeases.DisownAsync", () => work.DisownAsync(1, "p", "h", none).AsTask()),
            ("InvalidationStore.InvalidateAsync", () => invalidations.InvalidateAsync([InvalidationId.OfTag("acme", "t")], DateTimeOffset.UnixEpoch, none)),
            ("InvalidationStore.LoadAsync", () => invalidations.LoadAsync(none)),
            ("InvalidationStore.ReadLatestClockAsync", () => invalidations.ReadLatestClockAsync(none)),
            ("RevocationStore.RevokeAsync", () => new RevocationStore(entries).RevokeAsync("acme", "j", DateTimeOffset.UnixEpoch, none)),
            ("EraseStore.KeepUnlessErasedAsync", () => erasing.KeepUnlessErasedAsync(Writes.Put(Id) with { Entry = entry with { Subject = "acme@s" } }, new Stamp(1)).AsTask()),
            ("EraseStore.EraseAsync", () => erasing.EraseAsync("acme", "s", none)),
            ("ErasureLedger.SaveAsync", () => ledger.SaveAsync(erasure)),
            ("ErasureLedger.FindAsync", () => ledger.FindAsync("e")),
            ("ErasureLedger.PendingAsync", ledger.PendingAsync),
            ("ErasureLedger.ForgetAsync", () => ledger.ForgetAsync(DateTimeOffset.UnixEpoch)),
            ("MembershipChanges.ReadAsync", () => MembershipChanges.ReadAsync(redis)),
            ("MembershipChanges.SetAsync", () => MembershipChanges.SetAsync(redis, "eu-west", "")),
            ("IndexSweeper.AcknowledgedAsync", () => sweeper.AcknowledgedAsync(1, ["eu-west"], DateTimeOffset.UtcNow, none)),
            ("IndexSweeper.SweepAsync", () => sweeper.SweepAsync(1, "us-east", Stamp.Zero, none)),
            ("ReplicationStore.ReadAsync", () => replication.ReadAsync(1, none).AsTask()),
            ("ReplicationStore.ReadWithIdsAsync", () => replication.ReadWithIdsAsync(1, ["us-east"], none).AsTask()),
            ("ReplicationStore.MoveCursorAsync", () => replication.MoveCursorAsync(1, "g", "eu-west", "g", Stamp.Zero, Stamp.Zero, none).AsTask()),
            ("ReplicationStore.AdoptAsync", () => replication.AdoptAsync(1, life, "eu-west", "g", [], none).AsTask()),
            ("ReplicationStore.RaiseClockAsync", () => replication.RaiseClockAsync(1, Stamp.Zero, TimeSpan.Zero, none).AsTask()),
            ("ReplicationStore.AcknowledgeAsync", () => replication.AcknowledgeAsync(1, "eu-west", "", new HeldStretch(life, Stamp.Zero, Stamp.Zero), none).AsTask()),
            ("ReplicationStore.ConfirmAsync", () => replication.ConfirmAsync(Id, Stamp.Zero, none).AsTask()),
            ("ReplicationStore.ReadHeadsAsync", () => replication.ReadHeadsAsync(1, [Id], none).AsTask()),
            ("ReplicationStore.RemoveAsync", () => replication.RemoveAsync(1, Id, entry, none).AsTask()),
            ("ReplicationStore.RestampAsync", () => replication.RestampAsync(Id, Stamp.Zero, true, none).AsTask()),
        ];
    }
}
