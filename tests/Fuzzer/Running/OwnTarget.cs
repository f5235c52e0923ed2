using System.Globalization;
using WedSync.CacheService;
using WedSync.Contracts;
using WedSync.Fuzzer.Generation;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.Fuzzer.Running;

/// <summary>A region of its own: a Redis cluster and one pod, whose log, process and memory are looked at.</summary>
internal sealed class OwnTarget : ITarget
{
    /// <summary>Most memory that the pod may hold at the end. Its tier may take 64 MiB here; the rest is the runtime's and what is under way.</summary>
    public const long MostBytes = 1L << 30;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] ErrorLevels = ["\"LogLevel\":\"Error\"", "\"LogLevel\":\"Critical\"", "Unhandled exception"];

    private readonly TestDirectory _directory = new();
    private readonly TestIssuer _issuer = new();
    private readonly TestRedisCluster _cluster;
    private ServiceProcess? _pod;
    private string _processId = "";

    private OwnTarget(TestRedisCluster cluster) => _cluster = cluster;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyDictionary<Caller, string> Tokens { get; private set; } = new Dictionary<Caller, string>();

    public static async Task<OwnTarget> StartAsync()
    {
        var target = new OwnTarget(await TestRedisCluster.StartAsync());
        try
        {
            await target.StartPodAsync();
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }

        return target;
    }

    public async Task<IReadOnlyList<(string Kind, string Detail)>> FaultsAsync()
    {
        List<(string, string)> faults = [.. _pod!.Output.Split('\n').Where(line => ErrorLevels.Any(line.Contains)).Select(line => ("error-in-log", line))];
        if (!await IsServingAsync()) faults.Add(("not-serving", $"{HttpPaths.Health} does not answer 200 after the run"));
        if (!File.Exists($"/proc/{_processId}/status")) faults.Add(("ended", _pod.Output[^Math.Min(2000, _pod.Output.Length)..]));
        else if (Memory() is var bytes and > MostBytes) faults.Add(("memory", $"the pod holds {bytes >> 20} MiB; allowed: {MostBytes >> 20} MiB"));
        return faults;
    }

    /// <summary>Bytes that the pod holds.</summary>
    public long Memory()
    {
        var line = File.ReadLines($"/proc/{_processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    public async ValueTask DisposeAsync()
    {
        _pod?.Dispose();
        await _cluster.DisposeAsync();
        _issuer.Dispose();
        _directory.Dispose();
    }

    private async Task StartPodAsync()
    {
        var keys = Path.Combine(_directory.Path, "jwks.json");
        var audit = Path.Combine(_directory.Path, "audit");
        _issuer.WriteKeys(keys);
        Directory.CreateDirectory(audit);
        Tokens = MakeTokens(_issuer);
        var ports = FreePorts.Take(2);
        Address = new Uri($"http://127.0.0.1:{ports[0]}");
        _pod = ServiceProcess.Start(typeof(CacheServiceHost).Assembly.Location, new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', _cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.ResidencyGroup] = "us",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(keys).AbsoluteUri,
            [EnvironmentNames.AuditDirectory] = audit,
            [EnvironmentNames.HttpPort] = ports[0].ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.MetricsPort] = ports[1].ToString(CultureInfo.InvariantCulture),
        });
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsServingAsync(HttpPaths.Ready))
        {
            if (TimeProvider.System.GetElapsedTime(started) > StartLimit) throw new TimeoutException($"The pod is not ready after {StartLimit}.\n{_pod.Output}");
            await Task.Delay(50);
        }

        _processId = File.ReadAllText($"/proc/{_pod.HolderId}/task/{_pod.HolderId}/children").Split(' ')[0];
    }

    private static Dictionary<Caller, string> MakeTokens(TestIssuer issuer)
    {
        using var other = new TestIssuer();
        var lifetime = TimeSpan.FromDays(1);
        return new Dictionary<Caller, string>
        {
            [new Caller("acme", "acme")] = issuer.Token("acme", lifetime: lifetime),
            [new Caller("acme reader", "acme")] = issuer.Token("acme", "read", lifetime),
            [new Caller("acme writer", "acme")] = issuer.Token("acme", "write", lifetime),
            [new Caller("bolt", "bolt")] = issuer.Token("bolt", lifetime: lifetime),
            [new Caller("bolt reader", "bolt")] = issuer.Token("bolt", "read", lifetime),
            [new Caller("nobody", null)] = "",
            [new Caller("expired", null)] = issuer.Token("acme", lifetime: TimeSpan.FromHours(-1)),
            [new Caller("forger", null)] = other.Token("acme", lifetime: lifetime),
            [new Caller("of no tenant", null)] = issuer.Token("", lifetime: lifetime),
        };
    }

    private async Task<bool> IsServingAsync(string path = HttpPaths.Health)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
