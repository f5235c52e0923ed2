using System.Globalization;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Tests.Redis;

/// <summary>The hand-over script on a real cluster of three primaries and a replica.</summary>
public sealed class RedisHandOverTests : IAsyncLifetime
{
    private readonly List<RedisNode> _nodes = [];
    private RedisFiles _files = null!;

    public async Task InitializeAsync()
    {
        _files = new RedisFiles();
        _nodes.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RedisNode.StartAsync(_files))));
        for (var i = 0; i < 3; i++)
        {
            var (from, to) = (i * 5461, i == 2 ? 16383 : ((i + 1) * 5461) - 1);
            Assert.Equal("OK", await Run(i, "cluster", "addslotsrange", Text(from), Text(to)));
            Assert.Equal("OK", await Run(i, "cluster", "set-config-epoch", Text(i + 1)));
        }

        for (var i = 1; i < 4; i++)
        {
            var bus = _nodes[i].Environment[RedisEnvironment.BusPort];
            Assert.Equal("OK", await Run(0, "cluster", "meet", "127.0.0.1", Text(_nodes[i].Port), bus));
        }

        await _nodes[3].EventuallyAsync(
            async () => (await Run(3, "cluster", "info")).Contains("cluster_size:3", StringComparison.Ordinal), "all nodes know each other");
        var primary = await Run(0, "cluster", "myid");
        Assert.Equal("OK", await Run(3, "cluster", "replicate", primary));
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _files.Delete();
    }

    [Fact]
    public async Task HandOver_OfAPrimary_MovesItsSlotsToTheReplicaWithItsData()
    {
        await _nodes[3].EventuallyAsync(
            async () => (await _nodes[3].ScriptAsync(RedisLayout.HealthScript, "ready")).ExitCode == 0
                && (await Run(3, "info", "replication")).Contains("role:slave", StringComparison.Ordinal),
            "the replica is in step");
        // {3} is slot 1584, the first primary's.
        await _nodes[0].EventuallyAsync(
            async () => await _nodes[0].AsAsync(RedisUsers.Cache, "set", "e:{3}:k", "v") == "OK", "the primary takes writes");

        Assert.Equal(0, (await _nodes[0].ScriptAsync(RedisLayout.HandOverScript)).ExitCode);

        Assert.Contains("role:slave", await Run(0, "info", "replication"), StringComparison.Ordinal);
        Assert.Contains("role:master", await Run(3, "info", "replication"), StringComparison.Ordinal);
        Assert.Equal("v", await _nodes[3].AsAsync(RedisUsers.Cache, "get", "e:{3}:k"));
    }

    private Task<string> Run(int node, params string[] command) => _nodes[node].AsAsync(RedisUsers.Operator, command);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
