using System.Globalization;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Tests.Regions;

namespace WedSync.SyncWorker.Tests.Hostile;

/// <summary>Two regions, one of which has too little memory for what both hold.</summary>
[Collection(RegionsCollection.Name)]
public sealed class EvictionTests : IAsyncLifetime
{
    private const int PerPartition = 25;
    private const int BodyBytes = 32 << 10;

    // Two of each node.
    private static readonly IReadOnlyList<int> Chosen = [0, 1, 3, 4, 5, 7];

    private readonly Dictionary<int, Queue<string>> _names = Chosen.ToDictionary(partition => partition, _ => new Queue<string>());
    private TestEstate _estate = null!;
    private int _next;

    private TestRegion Roomy => _estate[0];

    private TestRegion Small => _estate[1];

    public async Task InitializeAsync()
    {
        _estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await _estate.WaitCurrentAsync();
    }

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task EvictedEntries_AreNotFetchedAgain_UntilWritten_OrTheRegionIsLost()
    {
        var ids = Chosen.SelectMany(partition => Enumerable.Range(0, PerPartition).Select(_ => Name(partition))).ToList();
        var body = new string('x', BodyBytes);
        for (var i = 0; i < ids.Count; i++) await (i % 2 == 0 ? Roomy : Small).PutAsync(ids[i], body);
        await _estate.WaitConvergedAsync(ids);
        await CompareAsync();

        var evicted = await EvictAsync(ids);
        // The first may meet what is under way.
        await CompareAsync();
        var (missing, applied, evictions) = (await MissingAsync(ids), await AppliedAsync(), await EvictionsAsync());
        Assert.Superset(evicted.ToHashSet(), missing.ToHashSet());
        for (var round = 0; round < 3; round++) await CompareAsync();
        // What marks the end of a comparison has come, and no entry.
        Assert.Equal(applied + (6 * Chosen.Count), await AppliedAsync());
        Assert.Superset(missing.ToHashSet(), (await MissingAsync(ids)).ToHashSet());
        // Redis' own buffers grow and shrink.
        Assert.InRange(await EvictionsAsync() - evictions, 0, ids.Count / 10);

        await Roomy.PutAsync(missing[0], "written anew");
        await Roomy.DeleteAsync(missing[1]);
        await TestRegion.WaitAsync(async () => await Small.GetAsync(missing[0]) == "written anew", _estate.Explain);
        await TestRegion.WaitAsync(async () => await Small.GetAsync(missing[1]) == TestRegion.Deleted, _estate.Explain);

        Small.Cluster.KillAll();
        await Small.Cluster.StartAllAsync(disks: "");
        await _estate.WaitConvergedAsync(ids);
        Assert.Equal(body, await Small.GetAsync(missing[2]));
    }

    // Half of what the region holds of them goes.
    private async Task<List<string>> EvictAsync(List<string> ids)
    {
        foreach (var node in Small.Cluster.Nodes)
        {
            var used = await InfoAsync(node, "memory", "used_memory");
            await Small.Cluster.CommandAsync(node, "CONFIG", "SET", "maxmemory", Text(used - (PerPartition * BodyBytes)));
        }

        await TestRegion.WaitAsync(async () => (await MissingAsync(ids)).Count > ids.Count / 3, _estate.Explain);
        return await MissingAsync(ids);
    }

    // Each side by its own worker, one after the other. A record that is in one region and that nobody announces comes by comparison only.
    private async Task CompareAsync()
    {
        foreach (var region in _estate.Regions)
        {
            var markers = new List<string>();
            foreach (var partition in Chosen)
            {
                markers.Add(Name(partition));
                Assert.Equal(ApplyOutcome.Applied, await Roomy.Store.ApplyAsync(markers[^1], Marker(), TimeSpan.FromSeconds(2), default));
            }

            await region.Workers[^1].CompareAsync();
            await TestRegion.WaitAsync(
                async () => (await Task.WhenAll(markers.Select(Small.ReadAsync))).All(item => item is { Traits: EntryTraits.Invalidation }), _estate.Explain);
        }
    }

    private static byte[] Marker()
    {
        var now = DateTimeOffset.UtcNow;
        return EntryCodec.Encode(
            new Entry
            {
                Origin = "us-west",
                Stamp = Stamp.From(now.AddMinutes(-1)),
                WriteId = WriteIds.Next(),
                Flags = EntryTraits.Invalidation,
                ExpiresAt = now.AddHours(1).ToUnixTimeMilliseconds(),
            },
            []);
    }

    private async Task<List<string>> MissingAsync(List<string> ids)
    {
        var held = await Task.WhenAll(ids.Select(async id => (Id: id, IsMissing: await Small.GetAsync(id) == TestRegion.Nothing)));
        return [.. held.Where(entry => entry.IsMissing).Select(entry => entry.Id)];
    }

    private async Task<long> AppliedAsync() => (await Small.Workers[^1].StatusAsync()).Peers.Sum(peer => peer.Applied);

    private async Task<long> EvictionsAsync() =>
        (await Task.WhenAll(Small.Cluster.Nodes.Select(node => InfoAsync(node, "stats", "evicted_keys")))).Sum();

    private async Task<long> InfoAsync(TestKit.Redis.RedisNode node, string section, string field)
    {
        var lines = (await Small.Cluster.CommandAsync(node, "INFO", section)).Split('\n');
        return long.Parse(lines.Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private string Name(int partition)
    {
        while (_names[partition].Count == 0)
        {
            var id = EntryId.ForKey("acme", Text(_next++));
            if (_names.TryGetValue(Partitions.Of(id), out var names)) names.Enqueue(id);
        }

        return _names[partition].Dequeue();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
