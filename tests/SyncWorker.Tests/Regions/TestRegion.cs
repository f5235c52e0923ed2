using System.Globalization;
using System.Text;
using System.Text.Json;
using WedSync.Contracts;
using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Hosting;
using WedSync.SyncWorker.Protocol;
using WedSync.TestKit.Network;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>A region of real processes: a Redis cluster and sync workers.</summary>
internal sealed class TestRegion : IAsyncDisposable
{
    /// <summary>What <see cref="GetAsync"/> answers for a tombstone.</summary>
    public const string Deleted = "(deleted)";

    /// <summary>What <see cref="GetAsync"/> answers when there is no record.</summary>
    public const string Nothing = "(none)";

    /// <summary>How long a condition is waited for: long enough for a machine that many share.</summary>
    private const double Patience = 120;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(20) };

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

    public Member Member => new(Name, Residency);

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
        // The test itself is not to fail because the machine is busy.
        var redis = await RedisCluster.ConnectAsync(cluster.Settings with
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            AttemptTimeout = TimeSpan.FromSeconds(5),
            Deadline = TimeSpan.FromSeconds(15),
        });
        var directory = new TestDirectory();
        var environment = new Dictionary<string, string>
        {
            [EnvironmentNames.Region] = name,
            [EnvironmentNames.ResidencyGroup] = residency,
            [EnvironmentNames.Regions] = string.Join(',', regions),
            [EnvironmentNames.SyncInterval] = "30s",
            [EnvironmentNames.SyncCompareInterval] = "5m",
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
        await WaitAsync(() => AnswersAsync(worker.Url(HttpPaths.Ready)), () => worker.Process.Output);
        return worker;
    }

    /// <summary>Nodes and one worker run, whatever a test has left.</summary>
    public async Task RepairAsync()
    {
        foreach (var worker in _workers.Where(worker => worker.IsFrozen)) await worker.ResumeAsync();
        if (Cluster.Nodes.Any(node => !node.IsRunning)) throw new InvalidOperationException($"A former test left nodes of {Name} dead.");
        if (!_workers.Any(worker => worker.IsRunning)) await StartWorkerAsync();
    }

    public Task<WriteResult> PutAsync(
        string id, string body, string residency = "", string subject = "", CancellationToken cancellation = default) =>
        Store.WriteAsync(PutRequest(id, body, residency, subject), cancellation).AsTask();

    public Task<WriteResult> DeleteAsync(string id) => Store.WriteAsync(Tombstones.Request(id, Stamp.Zero), CancellationToken.None).AsTask();

    public static WriteRequest PutRequest(string id, string body, string residency = "", string subject = "")
    {
        var until = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeMilliseconds();
        return new WriteRequest
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
        };
    }

    /// <summary>The body, <see cref="Deleted"/> or <see cref="Nothing"/>.</summary>
    public async Task<string> GetAsync(string id)
    {
        var value = await Store.ReadAsync(id, CancellationToken.None);
        if (value is null || !EntryCodec.TryDecode(value, out var entry, out var offset)) return Nothing;
        return entry!.IsTombstone ? Deleted : Encoding.UTF8.GetString(value.AsSpan(offset));
    }

    /// <summary>What is held of a record.</summary>
    public async Task<Item?> ReadAsync(string id) =>
        await Store.ReadAsync(id, CancellationToken.None) is { } value ? Item.Of(id, value) : null;

    /// <summary>The life of a partition's data; null while its node is away.</summary>
    public async Task<string?> LifeAsync(int partition)
    {
        try
        {
            return (await Replication.ReadAsync(partition, CancellationToken.None)).Generation;
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return null;
        }
    }

    /// <summary>Asks until a second region holds a write, as the cache service does. False when it does not in time, or the write is lost.</summary>
    public async Task<bool> WaitReplicatedAsync(string id, Stamp stamp, TimeSpan longest, CancellationToken cancellation = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < longest)
        {
            var confirmation = await Replication.ConfirmAsync(id, stamp, cancellation);
            if (confirmation != Confirmation.Pending) return confirmation == Confirmation.Held;
            await Task.Delay(10, cancellation);
        }

        return false;
    }

    public static async Task WaitAsync(Func<Task<bool>> condition, Func<string> explain, double seconds = Patience)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await HoldsAsync())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(seconds)) throw new TimeoutException($"Not so after {seconds} s.\n{explain()}");
            await Task.Delay(50);
        }

        // A store that is just coming back answers nothing yet.
        async Task<bool> HoldsAsync()
        {
            try
            {
                return await condition();
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                return false;
            }
        }
    }

    /// <summary>Whether an address answers with success.</summary>
    public static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var response = await Http.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
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

        public bool IsFrozen { get; private set; }

        public Uri Url(string path) => new($"http://127.0.0.1:{StatusPort}{path}");

        public async Task<WorkerStatus> StatusAsync() =>
            (await Http.GetFromJsonAsync<WorkerStatus>(Url(StatusEndpoints.StatusPath), JsonSerializerOptions.Web))!;

        public Task<string> StatusTextAsync() => Http.GetStringAsync(Url(StatusEndpoints.StatusPath));

        public Task<string> MetricsAsync() => Http.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsPort}{HttpPaths.Metrics}"));

        /// <summary>Has everything compared now.</summary>
        public Task CompareAsync() => Http.PostAsync(Url(StatusEndpoints.ComparePath), null);

        public async Task FreezeAsync()
        {
            IsFrozen = true;
            await Process.StopAsync();
        }

        public async Task ResumeAsync()
        {
            IsFrozen = false;
            await Process.ResumeAsync();
        }

        public async Task KillAsync()
        {
            IsRunning = false;
            await Process.KillAsync();
        }
    }
}
