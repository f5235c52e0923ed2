using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WedSync.Contracts;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Hosting;
using WedSync.TestKit.Network;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>A region of real processes: a Redis cluster and sync workers.</summary>
internal sealed class TestRegion : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly TestDirectory _directory;
    private readonly Dictionary<string, string> _environment;
    private readonly List<Worker> _workers = [];

    private TestRegion(string name, string residency, TestRedisCluster cluster, RedisCluster redis, TestDirectory directory, int grpcPort, Dictionary<string, string> environment)
    {
        (Name, Residency, Cluster, Redis, GrpcPort) = (name, residency, cluster, redis, grpcPort);
        (_directory, _environment) = (directory, environment);
        Store = new EntryStore(redis, name);
        Replication = new ReplicationStore(Store);
    }

    public string Name { get; }

    public string Residency { get; }

    public TestRedisCluster Cluster { get; }

    public RedisCluster Redis { get; }

    public EntryStore Store { get; }

    public ReplicationStore Replication { get; }

    /// <summary>Where the first worker listens for peers.</summary>
    public int GrpcPort { get; }

    public string TlsDirectory => Path.Combine(_directory.Path, "sync-tls");

    public string Folder => _directory.Path;

    public IReadOnlyDictionary<string, string> Environment => _environment;

    public IReadOnlyList<Worker> Workers => _workers;

    public string Output => string.Join("\n-----\n", _workers.Select(worker => string.Join('\n', worker.Process.Output.Split('\n').TakeLast(12).Select(line => line[..Math.Min(line.Length, 400)]))));

    public static async Task<TestRegion> StartAsync(
        string name, string residency, RegionCertificates certificates, IEnumerable<string> regions, int nodes = 3, bool replicas = false, bool secure = false)
    {
        var cluster = await TestRedisCluster.StartAsync(nodes, secure, replicas: replicas);
        var redis = await RedisCluster.ConnectAsync(cluster.Settings);
        var directory = new TestDirectory();
        var environment = new Dictionary<string, string>
        {
            [EnvironmentNames.Region] = name,
            [EnvironmentNames.ResidencyGroup] = residency,
            [EnvironmentNames.Regions] = string.Join(',', regions),
            [EnvironmentNames.SyncInterval] = "5s",
            [EnvironmentNames.SyncCompareInterval] = "20s",
            [EnvironmentNames.PodIp] = "127.0.0.1",
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', cluster.Settings.Endpoints),
            [EnvironmentNames.SyncTlsDirectory] = Path.Combine(directory.Path, "sync-tls"),
        };
        if (secure)
        {
            environment[EnvironmentNames.RedisUsername] = cluster.Username;
            environment[EnvironmentNames.RedisPasswordFile] = cluster.PasswordFile;
            environment[EnvironmentNames.RedisTlsCaFile] = cluster.CaFile;
        }

        var region = new TestRegion(name, residency, cluster, redis, directory, FreePorts.Take(1)[0], environment);
        certificates.Write(region.TlsDirectory, name);
        return region;
    }

    /// <summary>Says where the peers are; before workers start.</summary>
    public void Connect(IReadOnlyDictionary<string, int> ports) => _environment[EnvironmentNames.SyncPeers] =
        string.Join(',', ports.Select(peer => string.Create(CultureInfo.InvariantCulture, $"{peer.Key}=https://127.0.0.1:{peer.Value}")));

    public async Task<Worker> StartWorkerAsync()
    {
        var ports = FreePorts.Take(3);
        var grpc = _workers.Any(running => running.IsRunning && running.GrpcPort == GrpcPort) ? ports[2] : GrpcPort;
        var environment = new Dictionary<string, string>(_environment)
        {
            [EnvironmentNames.PodName] = $"{Name}-{_workers.Count}",
            [EnvironmentNames.SyncGrpcPort] = grpc.ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.StatusPort] = ports[0].ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.MetricsPort] = ports[1].ToString(CultureInfo.InvariantCulture),
        };
        var worker = new Worker(ServiceProcess.Start(Path.Combine(AppContext.BaseDirectory, "WedSync.SyncWorker.dll"), environment), grpc, ports[0], ports[1]);
        _workers.Add(worker);
        await WaitAsync(async () =>
        {
            try
            {
                return (await Http.GetAsync(worker.Url(HttpPaths.Ready))).IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }, () => worker.Process.Output);
        return worker;
    }

    public async Task<WriteResult> PutAsync(string id, string body, string residency = "", string subject = "", TimeSpan? life = null)
    {
        var until = DateTimeOffset.UtcNow.Add(life ?? TimeSpan.FromHours(2)).ToUnixTimeMilliseconds();
        return await Store.WriteAsync(new WriteRequest
        {
            Id = id,
            Body = Encoding.UTF8.GetBytes(body),
            Entry = new Entry
            {
                Origin = "-",
                FreshUntil = until,
                StaleUntil = until,
                ExpiresAt = until,
                WriteId = WriteIds.Next(),
                Residency = residency,
                Subject = subject,
            },
        }, CancellationToken.None);
    }

    public async Task<WriteResult> DeleteAsync(string id) => await Store.WriteAsync(Tombstones.Request(id, Stamp.Zero), CancellationToken.None);

    /// <summary>The body, "(deleted)" or "(none)".</summary>
    public async Task<string> GetAsync(string id)
    {
        var value = await Store.ReadAsync(id, CancellationToken.None);
        if (value is null || !EntryCodec.TryDecode(value, out var entry, out var offset)) return "(none)";
        return entry!.IsTombstone ? "(deleted)" : Encoding.UTF8.GetString(value.AsSpan(offset));
    }

    public async Task<bool> WaitReplicatedAsync(string id, Stamp stamp, TimeSpan longest)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < longest)
        {
            var confirmation = await Replication.ConfirmAsync(id, stamp, CancellationToken.None);
            if (confirmation != Confirmation.Pending) return confirmation == Confirmation.Held;
            await Task.Delay(10);
        }

        return false;
    }

    public static async Task WaitAsync(Func<Task<bool>> condition, Func<string> explain, double seconds = 30)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"Not so after {seconds} s.\n{explain()}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) worker.Process.Dispose();
        await Redis.DisposeAsync();
        await Cluster.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>A worker's process.</summary>
    internal sealed record Worker(ServiceProcess Process, int GrpcPort, int StatusPort, int MetricsPort)
    {
        public bool IsRunning { get; private set; } = true;

        public Uri Url(string path) => new($"http://127.0.0.1:{StatusPort}{path}");

        public async Task<WorkerStatus> StatusAsync() =>
            (await Http.GetFromJsonAsync<WorkerStatus>(Url(StatusEndpoints.StatusPath), JsonSerializerOptions.Web))!;

        public Task<string> MetricsAsync() => Http.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsPort}{HttpPaths.Metrics}"));

        /// <summary>Has everything compared now.</summary>
        public Task CompareAsync() => Http.PostAsync(Url(StatusEndpoints.ComparePath), null);

        public async Task KillAsync()
        {
            IsRunning = false;
            await Process.KillAsync();
        }
    }
}
