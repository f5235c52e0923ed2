using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using WedSync.CacheService;
using WedSync.CacheService.Configuration;
using WedSync.Contracts;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Configuration;
using WedSync.SyncWorker.Hosting;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Hosting.Tests.Loops;

/// <summary>Every loop that there is, found by its type, is made to fail in a real service on a real cluster, and comes back.</summary>
[Collection(nameof(FailingLoopTests))]
public sealed class FailingLoopTests : IAsyncLifetime
{
    private const int Failures = 3;

    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _issuer = new();
    private TestRedisCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _issuer.WriteKeys(KeysFile);
        Directory.CreateDirectory(Path.Combine(_directory.Path, "season"));
        _cluster = await TestRedisCluster.StartAsync(nodes: 3, replicas: false);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _issuer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task LoopsOfTheCacheService_AreAllSupervised_AndSurviveTheirFailures()
    {
        var settings = SettingsReader.Read(CacheEnvironment().GetValueOrDefault, out var errors);
        Assert.Empty(errors);
        await using var service = await CacheServiceHost.StartAsync(settings!);
        await CheckAsync(service.Services, typeof(CacheServiceHost));
    }

    [Fact]
    public async Task LoopsOfTheSyncWorker_AreAllSupervised_AndSurviveTheirFailures()
    {
        var settings = WorkerSettingsReader.Read(WorkerEnvironment().GetValueOrDefault, out var errors);
        Assert.Empty(errors);
        await using var worker = await WorkerHost.StartAsync(settings!);
        await CheckAsync(worker.Services, typeof(SyncEngine));
    }

    private string KeysFile => Path.Combine(_directory.Path, "jwks.json");

    private static async Task CheckAsync(IServiceProvider services, Type inAssembly)
    {
        var supervisor = services.GetRequiredService<LoopSupervisor>();
        var loops = supervisor.Loops.ToList();
        var types = inAssembly.Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(IBackgroundLoop).IsAssignableFrom(type));
        Assert.Equal(types.Select(type => type.Name).Order(), loops.Select(loop => loop.GetType().Name).Order());
        Assert.Equal(loops.Count, loops.Select(loop => loop.Name).Distinct().Count());
        // From here on they run under one that makes them fail.
        await supervisor.StopAsync(CancellationToken.None);
        await Task.WhenAll(loops.Select(FailAsync));
    }

    private static async Task FailAsync(IBackgroundLoop loop)
    {
        var sabotaged = new SabotagedLoop(loop);
        var options = new LoopOptions { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), StableAfter = TimeSpan.FromSeconds(5) };
        using var supervisor = new LoopSupervisor(
            [sabotaged], options, new LoopMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, () => 0, NullLogger<LoopSupervisor>.Instance);
        await supervisor.StartAsync(CancellationToken.None);
        await sabotaged.Failed.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal($"the loop {loop.Name} keeps failing: sabotage", supervisor.Unready);
        await TestRedisCluster.WaitAsync(() => Task.FromResult(supervisor.Unready is null));
        Assert.Equal(Failures + 1, sabotaged.Runs);
        await supervisor.StopAsync(CancellationToken.None);
    }

    private Dictionary<string, string> CacheEnvironment()
    {
        var ports = FreePorts.Take(2);
        return new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', _cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.SeasonalConfigDirectory] = Path.Combine(_directory.Path, "season"),
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(KeysFile).AbsoluteUri,
            [EnvironmentNames.PodIp] = "127.0.0.1",
            [EnvironmentNames.HttpPort] = Text(ports[0]),
            [EnvironmentNames.MetricsPort] = Text(ports[1]),
        };
    }

    private Dictionary<string, string> WorkerEnvironment()
    {
        var ports = FreePorts.Take(4);
        return new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', _cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.Regions] = "us-east,eu-west",
            [EnvironmentNames.SyncPeers] = $"eu-west=http://127.0.0.1:{ports[3]}",
            [EnvironmentNames.SyncPlaintext] = WorkerSettingsReader.PlaintextOnLoopback,
            [EnvironmentNames.PodIp] = "127.0.0.1",
            [EnvironmentNames.SyncGrpcPort] = Text(ports[0]),
            [EnvironmentNames.StatusPort] = Text(ports[1]),
            [EnvironmentNames.MetricsPort] = Text(ports[2]),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Begins the real loop each time, so that it is cut off within its work, and lets it be when it has failed often enough.
    private sealed class SabotagedLoop(IBackgroundLoop loop) : IBackgroundLoop
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => loop.Name;

        public int Runs { get; private set; }

        public Task Failed => _failed.Task;

        public async Task RunAsync(CancellationToken cancellation)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var running = loop.RunAsync(cut.Token);
            if (++Runs <= Failures)
            {
                await cut.CancelAsync();
                await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new InvalidOperationException("sabotage");
            }

            _failed.TrySetResult();
            await running;
        }
    }
}
