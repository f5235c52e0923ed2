using System.Diagnostics;
using System.Globalization;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.TestKit.Network;

namespace WedSync.TestKit.Redis;

/// <summary>A real Redis 7 cluster on free loopback ports: primaries first, then a replica of each.</summary>
public sealed class TestRedisCluster : IAsyncDisposable
{
    private const string User = "wedsync";
    private const string Password = "test-only-4f1b";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestDirectory _directory;
    private readonly bool _secure;
    private readonly List<RedisNode> _nodes;

    private TestRedisCluster(TestDirectory directory, bool secure, List<RedisNode> nodes)
    {
        _directory = directory;
        _secure = secure;
        _nodes = nodes;
    }

    /// <summary>All nodes; primaries first, then their replicas, added ones come last.</summary>
    public IReadOnlyList<RedisNode> Nodes => _nodes;

    /// <summary>How many started as primaries.</summary>
    public int Primaries { get; private init; }

    /// <summary>How a service connects.</summary>
    public RedisSettings Settings => new()
    {
        Endpoints = [.. Nodes.Where(node => node.IsRunning).Select(node => node.Endpoint)],
        Username = _secure ? User : "",
        Password = _secure ? () => Password : null,
        CaFile = _secure ? CaFile : "",
        ClientName = "wedsync-test",
    };

    /// <summary>The authority's certificate; present with TLS only.</summary>
    public string CaFile => Path.Combine(_directory.Path, "ca.crt");

    /// <summary>The user's password in a file, as a secret is mounted; present with TLS only.</summary>
    public string PasswordFile => Path.Combine(_directory.Path, "password");

    /// <summary>The ACL user, or empty.</summary>
    public string Username => _secure ? User : "";

    /// <summary>Starts a cluster and waits until it serves.</summary>
    /// <param name="nodes">Number of nodes, even, 6 or more.</param>
    /// <param name="secure">TLS everywhere and an ACL user with the rights of the platform's services only.</param>
    /// <param name="linked">Clients reach each node through a <see cref="RedisNode.Link"/> of its own.</param>
    /// <param name="replicas">Half of the nodes are replicas; else all are primaries.</param>
    /// <param name="beforeStart">Prepares a node's folder.</param>
    public static async Task<TestRedisCluster> StartAsync(
        int nodes = 6, bool secure = false, bool linked = false, bool replicas = true, Action<RedisNode>? beforeStart = null)
    {
        var directory = new TestDirectory();
        if (secure)
        {
            TestCertificates.Write(directory.Path);
            await File.WriteAllTextAsync(Path.Combine(directory.Path, "password"), Password);
        }

        var ports = FreePorts.Take(nodes * 2);
        var list = Enumerable.Range(0, nodes)
            .Select(i => CreateNode(directory, secure, i, ports[i], ports[nodes + i], linked ? new SlowLink(ports[i]) : null)).ToList();
        var cluster = new TestRedisCluster(directory, secure, list) { Primaries = replicas ? nodes / 2 : nodes };
        try
        {
            foreach (var node in list)
            {
                beforeStart?.Invoke(node);
                node.Start();
            }

            await cluster.FormAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>The node that is primary for a record now.</summary>
    public async Task<RedisNode> PrimaryOfAsync(string id)
    {
        var slot = HashSlot.OfPartition(Partitions.Of(id));
        foreach (var line in (await CommandAsync(AnyRunning(), "CLUSTER", "NODES")).Split('\n'))
        {
            var fields = line.Split(' ');
            if (fields.Length < 9 || !fields[2].Contains("master", StringComparison.Ordinal)) continue;
            if (fields[2].Contains("fail", StringComparison.Ordinal)) continue;
            if (fields.Skip(8).Any(range => Covers(range, slot))) return ByAddress(fields[1]);
        }

        throw new InvalidOperationException($"No node serves slot {slot}.");
    }

    /// <summary>Waits until every node that runs sees all slots served and all running replicas in step.</summary>
    public Task WaitHealthyAsync() => WaitAsync(async () =>
    {
        foreach (var node in Nodes.Where(node => node.IsRunning))
        {
            var info = await CommandAsync(node, "CLUSTER", "INFO");
            if (!info.Contains("cluster_state:ok", StringComparison.Ordinal)) return false;
            if (!info.Contains("cluster_slots_assigned:16384", StringComparison.Ordinal)) return false;
            var replication = await CommandAsync(node, "INFO", "replication");
            if (replication.Contains("master_link_status:down", StringComparison.Ordinal)) return false;
        }

        return true;
    });

    /// <summary>Makes restarted nodes known to each other under their present addresses, as a topology controller does.</summary>
    public async Task IntroduceAsync()
    {
        foreach (var node in Nodes) await WaitAsync(() => AnswersAsync(node));
        foreach (var from in Nodes)
        {
            foreach (var to in Nodes.Where(node => node != from))
                await CommandAsync(from, "CLUSTER", "MEET", "127.0.0.1", Text(to.Port), Text(to.BusPort));
        }
    }

    /// <summary>Starts a node without slots and makes it known to the others.</summary>
    public async Task<RedisNode> AddNodeAsync()
    {
        var ports = FreePorts.Take(2);
        var node = CreateNode(_directory, _secure, _nodes.Count, ports[0], ports[1], null);
        node.Start();
        _nodes.Add(node);
        await WaitAsync(() => AnswersAsync(node));
        await CommandAsync(Nodes[0], "CLUSTER", "MEET", "127.0.0.1", Text(node.Port), Text(node.BusPort));
        await WaitHealthyAsync();
        await WaitAsync(async () => (await CommandAsync(node, "CLUSTER", "INFO")).Contains(
            $"cluster_known_nodes:{Nodes.Count(n => n.IsRunning)}", StringComparison.Ordinal));
        return node;
    }

    /// <summary>Makes all others forget a node that serves no slots, and ends it.</summary>
    public async Task RemoveNodeAsync(RedisNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var id = (await CommandAsync(node, "CLUSTER", "MYID")).Trim();
        foreach (var other in Nodes.Where(other => other != node && other.IsRunning)) await CommandAsync(other, "CLUSTER", "FORGET", id);
        node.Kill();
    }

    /// <summary>Moves a slot with all its keys, as redis-cli does.</summary>
    public async Task MoveSlotAsync(int slot, RedisNode from, RedisNode to, Func<Task>? halfWay = null)
    {
        var fromId = (await CommandAsync(from, "CLUSTER", "MYID")).Trim();
        var toId = (await CommandAsync(to, "CLUSTER", "MYID")).Trim();
        var text = slot.ToString(CultureInfo.InvariantCulture);
        await CommandAsync(to, "CLUSTER", "SETSLOT", text, "IMPORTING", fromId);
        await CommandAsync(from, "CLUSTER", "SETSLOT", text, "MIGRATING", toId);
        var keys = (await CommandAsync(from, "CLUSTER", "GETKEYSINSLOT", text, "100000"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i == keys.Length / 2 && halfWay is not null) await halfWay();
            await MigrateAsync(from, to, keys[i].Trim());
        }

        foreach (var node in new[] { to, from }) await CommandAsync(node, "CLUSTER", "SETSLOT", text, "NODE", toId);
    }

    /// <summary>Runs redis-cli against a node and returns what it prints.</summary>
    public async Task<string> CommandAsync(RedisNode node, params string[] command)
    {
        ArgumentNullException.ThrowIfNull(node);
        var start = new ProcessStartInfo("redis-cli") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] connection = _secure
            ? ["-p", Text(node.Port), "--tls", "--cacert", CaFile, "--user", "admin", "--pass", Password, "--no-auth-warning"]
            : ["-p", Text(node.Port)];
        foreach (var argument in connection.Concat(command)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("redis-cli does not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    /// <summary>Ends all nodes at once, as the loss of a region does.</summary>
    public void KillAll()
    {
        foreach (var node in Nodes.Where(node => node.IsRunning)) node.Kill();
    }

    /// <summary>Copies the disks of all nodes as they are now, as a backup of the volumes does.</summary>
    public void CopyDisks(string to)
    {
        foreach (var node in Nodes) CopyDirectory(node.DataDirectory, Path.Combine(to, Path.GetFileName(node.DataDirectory)));
    }

    /// <summary>Starts all nodes again and waits until they serve.</summary>
    /// <param name="disks">Null = as they are; empty = wiped, a new cluster is formed; else a folder of <see cref="CopyDisks"/>.</param>
    public async Task StartAllAsync(string? disks = null)
    {
        foreach (var node in Nodes.Where(_ => disks is not null))
        {
            Directory.Delete(node.DataDirectory, recursive: true);
            if (disks!.Length > 0) CopyDirectory(Path.Combine(disks, Path.GetFileName(node.DataDirectory)), node.DataDirectory);
        }

        foreach (var node in Nodes) node.Start();
        if (disks is "") await FormAsync();
        else await WaitHealthyAsync();
    }

    /// <summary>A node that runs.</summary>
    public RedisNode AnyRunning() => Nodes.First(node => node.IsRunning);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) node.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Looks again and again, for as long as half a minute.</summary>
    public static async Task WaitAsync(Func<Task<bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var deadline = Stopwatch.StartNew();
        while (!await condition())
        {
            if (deadline.Elapsed > Patience) throw new TimeoutException($"Not so after {Patience}.");
            await Task.Delay(50);
        }
    }

    // Not File.Copy: it asks for a lock, which a node that runs holds on its nodes.conf.
    private static void CopyDirectory(string from, string to)
    {
        Directory.CreateDirectory(to);
        using var copy = Process.Start("cp", ["-r", $"{from}/.", to]);
        copy.WaitForExit();
        if (copy.ExitCode != 0) throw new IOException($"cp -r {from} {to} ended with {copy.ExitCode}.");
    }

    private static RedisNode CreateNode(TestDirectory directory, bool secure, int number, int port, int busPort, SlowLink? link) => new(
        port,
        busPort,
        Path.Combine(directory.Path, number.ToString(CultureInfo.InvariantCulture)),
        TestRedisConfiguration.For(secure, directory.Path, User, Password))
    {
        Link = link,
    };

    private async Task FormAsync()
    {
        foreach (var node in Nodes) await WaitAsync(() => AnswersAsync(node));
        var primaries = Primaries;
        for (var i = 0; i < primaries; i++)
        {
            var (first, end) = (16384 * i / primaries, 16384 * (i + 1) / primaries);
            await CommandAsync(Nodes[i], "CLUSTER", "ADDSLOTSRANGE", Text(first), Text(end - 1));
        }

        foreach (var node in Nodes.Skip(1))
            await CommandAsync(Nodes[0], "CLUSTER", "MEET", "127.0.0.1", Text(node.Port), Text(node.BusPort));
        for (var i = primaries; i < Nodes.Count; i++)
        {
            var primary = (await CommandAsync(Nodes[i - primaries], "CLUSTER", "MYID")).Trim();
            var replica = Nodes[i];
            await WaitAsync(async () =>
                (await CommandAsync(replica, "CLUSTER", "REPLICATE", primary)).Contains("OK", StringComparison.Ordinal));
        }

        await WaitHealthyAsync();
        await WaitAsync(async () => (await CommandAsync(Nodes[0], "CLUSTER", "NODES")).Split('\n')
            .Count(line => line.Contains(" slave ", StringComparison.Ordinal)) == Nodes.Count - primaries);
    }

    private async Task<bool> AnswersAsync(RedisNode node) =>
        (await CommandAsync(node, "PING")).Contains("PONG", StringComparison.Ordinal);

    private async Task MigrateAsync(RedisNode from, RedisNode to, string key)
    {
        string[] command = ["MIGRATE", "127.0.0.1", Text(to.Port), key, "0", "5000"];
        if (_secure) command = [.. command, "AUTH2", "admin", Password];
        var reply = await CommandAsync(from, command);
        if (!reply.Contains("OK", StringComparison.Ordinal) && !reply.Contains("NOKEY", StringComparison.Ordinal))
            throw new InvalidOperationException($"MIGRATE {key}: {reply}");
    }

    private RedisNode ByAddress(string address)
    {
        var port = int.Parse(address.AsSpan(address.IndexOf(':', StringComparison.Ordinal) + 1, address.IndexOf('@', StringComparison.Ordinal) - address.IndexOf(':', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);
        return Nodes.Single(node => node.AnnouncedPort == port);
    }

    private static bool Covers(string range, int slot)
    {
        if (range.StartsWith('[')) return false;
        var ends = range.Split('-');
        return slot >= int.Parse(ends[0], CultureInfo.InvariantCulture) && slot <= int.Parse(ends[^1], CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
