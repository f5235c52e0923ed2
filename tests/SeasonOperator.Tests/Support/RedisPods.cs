using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WedSync.Contracts;
using WedSync.Contracts.Quantities;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Redis;
using WedSync.TestKit.Redis;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>
/// Redis nodes with the rendered configuration, access rules and start script, TLS, each at its own loopback address; only the
/// failure detection is shorter. Nothing makes a cluster of them.
/// </summary>
internal sealed class RedisPods : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int _networks = Environment.ProcessId % 40;

    private readonly TestDirectory _directory = new();
    private readonly List<RedisPod> _pods = [];
    private readonly string _network = FreeNetwork();
    private int _addresses;

    private RedisPods(int profileNodes, RedisPods? like)
    {
        var configuration = RedisConfiguration.RedisConf().Replace(
            string.Create(CultureInfo.InvariantCulture, $"cluster-node-timeout {RedisConfiguration.NodeTimeoutMilliseconds}"),
            "cluster-node-timeout 1500",
            StringComparison.Ordinal);
        Write($"config/{RedisLayout.ConfigKey}", configuration);
        Write($"config/{RedisLayout.AclKey}", RedisAcl.Rules());
        Write($"config/{RedisLayout.StartScript}", RedisScripts.Start);
        Write($"memory/{RedisMemoryLimit.FileName}", RedisMemoryLimit.File(BinaryQuantity.Parse("256Mi")));
        foreach (var user in RedisAcl.Users) Write($"passwords/{user}", $"test-only-{user}-7c1d");
        Directory.CreateDirectory(At("tls"));
        if (like is null) TestCertificates.Write(At("tls"));
        else foreach (var file in Directory.GetFiles(like.At("tls"))) File.Copy(file, Path.Combine(At("tls"), Path.GetFileName(file)));
        Directory.CreateDirectory(At("season"));
        SeasonFolder.Write(At("season"), profileNodes, "offseason");
    }

    public IReadOnlyList<RedisPod> Pods => _pods;

    /// <summary>What the rendered Job sets.</summary>
    public Dictionary<string, string> OperatorEnvironment => new()
    {
        [EnvironmentNames.RedisNodeEndpoints] = string.Join(',', _pods.Select(pod => pod.Endpoint)),
        [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', _pods.Take(6).Select(pod => pod.Endpoint)),
        [EnvironmentNames.RedisUsername] = RedisUsers.Operator,
        [EnvironmentNames.RedisPasswordFile] = At($"passwords/{RedisUsers.Operator}"),
        [EnvironmentNames.RedisTlsCaFile] = At("tls/ca.crt"),
        [EnvironmentNames.SeasonalConfigDirectory] = At("season"),
        [EnvironmentNames.Region] = "us-east",
    };

    /// <summary>The settings that the environment gives, with a shorter patience.</summary>
    public TopologySettings Settings
    {
        get
        {
            var environment = OperatorEnvironment;
            return TopologySettingsReader.Read(environment.GetValueOrDefault, out var errors) is { } settings
                ? settings with { Deadline = Patience, ForgetAfter = TimeSpan.FromSeconds(3) }
                : throw new InvalidOperationException(string.Join('\n', errors));
        }
    }

    /// <param name="nodes">Nodes that are started.</param>
    /// <param name="profileNodes">Nodes of the season's profile; as many when left out.</param>
    /// <param name="like">Others whose certificate authority signs these nodes' certificates too.</param>
    public static RedisPods Start(int nodes, int? profileNodes = null, RedisPods? like = null)
    {
        var pods = new RedisPods(profileNodes ?? nodes, like);
        for (var i = 0; i < nodes; i++) pods.Add();
        return pods;
    }

    public RedisPod Add()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"redis-cluster-primary-{_pods.Count}");
        var pod = new RedisPod(name, At(name), _directory.Path);
        pod.Start(NextAddress());
        _pods.Add(pod);
        return pod;
    }

    /// <summary>An address that no node has had.</summary>
    public string NextAddress() => string.Create(CultureInfo.InvariantCulture, $"{_network}.{++_addresses}");

    /// <summary>A connection to one node as one of the users.</summary>
    public async Task<NodeConnection> ConnectAsync(RedisPod pod, string user = RedisUsers.Operator) => await NodeConnection.OpenAsync(
        new NodeAddress(pod.Ip, 6379, 16379),
        Settings.Redis with { Username = user, Password = () => File.ReadAllText(At($"passwords/{user}")) },
        TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);

    /// <summary>Sends one command to one node.</summary>
    public async Task<RespValue> CommandAsync(RedisPod pod, params string[] command)
    {
        await using var connection = await ConnectAsync(pod);
        return await connection.CommandAsync(CancellationToken.None, command);
    }

    /// <summary>What every node says now, by the pod's name.</summary>
    public async Task<ClusterView> ViewAsync()
    {
        await using var pool = new NodePool(async (address, token) =>
            await NodeConnection.OpenAsync(address, Settings.Redis, TimeSpan.FromSeconds(5), TimeProvider.System, token));
        var observer = new ClusterObserver(pool, Settings.NodeEndpoints, _pods.Count, TimeProvider.System);
        var observation = await observer.ObserveAsync(CancellationToken.None);
        return observation.View ?? throw new InvalidOperationException(observation.Missing);
    }

    public RedisPod PodOf(NodeView node) => _pods.Single(pod => pod.Ip == node.Address.Host);

    /// <summary>Waits until every replica has all that its primary has.</summary>
    public Task InStepAsync() => WaitAsync(async () =>
    {
        var view = await ViewAsync();
        return view.Nodes.Where(node => node.Self.IsReplica).All(node => node.ReplicationOffset >= view.Find(node.Self.PrimaryId)!.ReplicationOffset);
    });

    /// <summary>Whether every node takes connections.</summary>
    public async Task<bool> AnswerAsync()
    {
        try
        {
            await ViewAsync();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Waits, within a bound, for something that the nodes do by themselves.</summary>
    public static async Task WaitAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience) throw new TimeoutException("The nodes did not get there.");
            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var pod in _pods) pod.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private string At(string path) => Path.Combine(_directory.Path, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    // 127.150 to 127.190 belong to these tests; two processes that meet there move on.
    private static string FreeNetwork()
    {
        while (true)
        {
            var number = Interlocked.Increment(ref _networks);
            var network = string.Create(CultureInfo.InvariantCulture, $"127.{150 + (number / 200 % 40)}.{number % 200}");
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse($"{network}.1"), 6379));
                return network;
            }
            catch (SocketException)
            {
                // Taken by another test process.
            }
        }
    }
}
