using WedSync.Core.Redis;
using WedSync.Platform.Components.Common;
using WedSync.SeasonOperator.Tests.Support;

namespace WedSync.SeasonOperator.Tests.Topology;

/// <summary>Real clusters, as the platform renders them, that something has happened to.</summary>
public sealed class HealingTests
{
    private const int Entries = 300;

    [Fact]
    public async Task Heal_AllRestartedOnNewAddresses_KeepsIdsSlotsAndEveryEntry()
    {
        await using var pods = await CreateAsync(6);
        await WriteAsync(pods);
        var before = await pods.ViewAsync();

        foreach (var pod in pods.Pods) pod.Kill();
        foreach (var pod in pods.Pods) pod.Start(pods.NextAddress());
        var run = await HealRun.StartAsync(pods.Settings);

        Assert.True(run.ExitCode == 0, run.Text);
        var after = await pods.ViewAsync();
        ClusterAssert.IsWhole(after);
        Assert.Equal(before.Nodes.Select(node => node.Id), after.Nodes.Select(node => node.Id));
        Assert.Equal(before.Served(), after.Served());
        Assert.Equal(Entries, await ReadAsync(pods));
        Assert.DoesNotContain(after.Nodes.SelectMany(node => node.Others.Values), record => before.Nodes.Any(old => old.Address.IsAt(record.Address)));
        Assert.Empty((await HealRun.StartAsync(pods.Settings)).Steps);
    }

    [Fact]
    public async Task Heal_PrimaryLostWithItsVolume_ReplicaServesOnAndANewNodeTakesItsPlace()
    {
        await using var pods = await CreateAsync(6);
        await WriteAsync(pods);
        var view = await pods.ViewAsync();
        var lost = view.Nodes[0];
        await pods.InStepAsync();

        var pod = pods.PodOf(lost);
        pod.Kill();
        pod.Wipe();
        pod.Start(pods.NextAddress());
        var run = await HealRun.StartAsync(pods.Settings);

        Assert.True(run.ExitCode == 0, run.Text);
        var after = await pods.ViewAsync();
        ClusterAssert.IsWhole(after);
        Assert.DoesNotContain(after.Nodes, node => node.Id == lost.Id);
        Assert.Contains(run.Steps, step => step.Contains("forget", StringComparison.Ordinal));
        Assert.Equal(Entries, await ReadAsync(pods));
    }

    [Fact]
    public async Task Heal_MostPrimariesLostWithTheirVolumes_ReplicasTakeOverWithoutAnElection()
    {
        await using var pods = await CreateAsync(6);
        await WriteAsync(pods);
        var lost = (await pods.ViewAsync()).Nodes.Take(2).ToList();
        await pods.InStepAsync();

        foreach (var pod in lost.Select(pods.PodOf).ToList())
        {
            pod.Kill();
            pod.Wipe();
            pod.Start(pods.NextAddress());
        }

        var run = await HealRun.StartAsync(pods.Settings);

        Assert.True(run.ExitCode == 0, run.Text);
        ClusterAssert.IsWhole(await pods.ViewAsync());
        Assert.Equal(2, run.Steps.Count(step => step.Contains("take over from", StringComparison.Ordinal)));
        Assert.Equal(Entries, await ReadAsync(pods));
    }

    [Fact]
    public async Task Heal_OrphanedPrimaryAndFreeSlots_AreMendedAndSlotsWithKeysAreNot()
    {
        await using var pods = await CreateAsync(6);
        var view = await pods.ViewAsync();
        // Two replicas of the first primary, none of the second; and slots 0 to 9 without a node.
        await pods.CommandAsync(pods.PodOf(view.Nodes.Single(node => node.Self.PrimaryId == view.Nodes[1].Id)), "CLUSTER", "REPLICATE", view.Nodes[0].Id);
        await pods.CommandAsync(pods.PodOf(view.Nodes[0]), "CLUSTER", "DELSLOTSRANGE", "0", "9");

        var run = await HealRun.StartAsync(pods.Settings);

        Assert.True(run.ExitCode == 0, run.Text);
        ClusterAssert.IsWhole(await pods.ViewAsync());
        Assert.Contains(run.Steps, step => step.Contains("serve 10 slots, 0-9", StringComparison.Ordinal));
        Assert.Single(run.Steps, step => step.Contains("replicate", StringComparison.Ordinal));

        await WriteAsync(pods);
        var (slot, owner) = await AnyKeyAsync(pods);
        await pods.CommandAsync(owner, "CLUSTER", "DELSLOTS", slot);
        var refused = await HealRun.StartAsync(pods.Settings);
        Assert.Equal(1, refused.ExitCode);
        Assert.Empty(refused.Steps);
        Assert.Contains($"Slots {slot} are served by nobody, and {owner.Name} ({owner.Endpoint}) holds", refused.Text, StringComparison.Ordinal);
        Assert.Equal(16383, (await pods.ViewAsync()).Served().Count);
    }

    [Fact]
    public async Task Heal_SlotOnItsWay_IsLeftAlone()
    {
        await using var pods = await CreateAsync(6);
        var view = await pods.ViewAsync();
        await pods.CommandAsync(pods.PodOf(view.Nodes[1]), "CLUSTER", "SETSLOT", "7", "IMPORTING", view.Nodes[0].Id);
        await pods.CommandAsync(pods.PodOf(view.Nodes[0]), "CLUSTER", "SETSLOT", "7", "MIGRATING", view.Nodes[1].Id);

        var run = await HealRun.StartAsync(pods.Settings);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Steps);
        Assert.Contains($"[7->-{view.Nodes[1].Id}]", run.Text, StringComparison.Ordinal);
        var after = await pods.ViewAsync();
        Assert.Single(after.Nodes[0].Self.OpenSlots);
        Assert.Single(after.Nodes[1].Self.OpenSlots);
    }

    [Fact]
    public async Task Heal_TwoClusters_RefusesAndChangesNeither()
    {
        await using var pods = await CreateAsync(6);
        await using var others = RedisPods.Start(6, profileNodes: 6, like: pods);
        Assert.Equal(0, (await HealRun.StartAsync(others.Settings)).ExitCode);
        await WriteAsync(pods);
        await WriteAsync(others);

        var run = await HealRun.StartAsync(pods.Settings with
        {
            NodeEndpoints = [.. pods.Pods.Take(4).Concat(others.Pods.Take(2)).Select(pod => pod.Endpoint)],
        });

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Steps);
        Assert.Contains("2 clusters that do not know each other", run.Text, StringComparison.Ordinal);
        ClusterAssert.IsWhole(await pods.ViewAsync());
        ClusterAssert.IsWhole(await others.ViewAsync());
    }

    [Fact]
    public async Task Heal_NewerFunctions_AreKeptAndNoOlderOnesAreAdded()
    {
        await using var pods = await CreateAsync(6);
        foreach (var node in (await pods.ViewAsync()).Nodes.Where(node => !node.Self.IsReplica))
        {
            await using var connection = await pods.ConnectAsync(pods.PodOf(node));
            await connection.CommandAsync(CancellationToken.None, "FUNCTION", "DELETE", FunctionLibrary.Name);
            await connection.CommandAsync(
                CancellationToken.None, "FUNCTION", "LOAD", "#!lua name=wedsync9_aaaaaaaa\nredis.register_function('wedsync9_f', function() return 9 end)");
        }

        var run = await HealRun.StartAsync(pods.Settings);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Steps);
        foreach (var node in (await pods.ViewAsync()).Nodes.Where(node => !node.Self.IsReplica)) Assert.Equal(["wedsync9_aaaaaaaa"], node.Libraries);
    }

    [Fact]
    public async Task Heal_UserWithoutTheRight_EndsAtOnceAndNamesTheRule()
    {
        await using var pods = RedisPods.Start(6);
        await RedisPods.WaitAsync(pods.AnswerAsync);
        var exporter = pods.Settings.Redis with { Username = RedisUsers.Exporter, Password = () => $"test-only-{RedisUsers.Exporter}-7c1d" };
        var run = await HealRun.StartAsync(pods.Settings with { Redis = exporter, Deadline = TimeSpan.FromSeconds(3) });
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("NOPERM", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("test-only", run.Text, StringComparison.Ordinal);
    }

    private static async Task<RedisPods> CreateAsync(int nodes)
    {
        var pods = RedisPods.Start(nodes);
        var run = await HealRun.StartAsync(pods.Settings);
        Assert.True(run.ExitCode == 0, run.Text);
        return pods;
    }

    private static async Task WriteAsync(RedisPods pods)
    {
        foreach (var (pod, keys) in await KeysByPrimaryAsync(pods))
        {
            await using var connection = await pods.ConnectAsync(pod, RedisUsers.Cache);
            foreach (var key in keys) await connection.CommandAsync(CancellationToken.None, "SET", key, $"value of {key}");
        }
    }

    private static async Task<int> ReadAsync(RedisPods pods)
    {
        var right = 0;
        foreach (var (pod, keys) in await KeysByPrimaryAsync(pods))
        {
            await using var connection = await pods.ConnectAsync(pod, RedisUsers.Cache);
            foreach (var key in keys)
            {
                if ((await connection.CommandAsync(CancellationToken.None, "GET", key)).Text == $"value of {key}") right++;
            }
        }

        return right;
    }

    private static async Task<IEnumerable<(RedisPod Pod, IReadOnlyList<string> Keys)>> KeysByPrimaryAsync(RedisPods pods)
    {
        var view = await pods.ViewAsync();
        return Enumerable.Range(0, Entries).Select(partition => (partition, slot: Core.Keyspace.HashSlot.OfPartition(partition)))
            .GroupBy(pair => view.Nodes.Single(node => !node.Self.IsReplica && node.Self.Slots.Contains(pair.slot)))
            .Select(group => (pods.PodOf(group.Key), (IReadOnlyList<string>)[.. group.Select(pair => $"e:{{{pair.partition}}}:key")]))
            .ToList();
    }

    private static async Task<(string Slot, RedisPod Owner)> AnyKeyAsync(RedisPods pods)
    {
        var view = await pods.ViewAsync();
        var slot = Core.Keyspace.HashSlot.OfPartition(1);
        var owner = view.Nodes.Single(node => !node.Self.IsReplica && node.Self.Slots.Contains(slot));
        return (slot.ToString(System.Globalization.CultureInfo.InvariantCulture), pods.PodOf(owner));
    }
}
