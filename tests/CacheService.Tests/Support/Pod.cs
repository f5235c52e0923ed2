using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using WedSync.Contracts;
using WedSync.TestKit.Processes;
using WedSync.TestKit.Redis;
using WedSync.TestKit.Security;

namespace WedSync.CacheService.Tests.Support;

/// <summary>One cache service process and a client to it.</summary>
public sealed class Pod : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Uri _metrics;

    private Pod(ServiceProcess process, Uri address, Uri metrics)
    {
        Process = process;
        Address = address;
        _metrics = metrics;
        Http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };
    }

    public ServiceProcess Process { get; }

    public Uri Address { get; }

    public Uri MetricsAddress => _metrics;

    /// <summary>Sends no token by itself.</summary>
    public HttpClient Http { get; }

    public static Task<Pod> StartAsync(TestRedisCluster cluster, string keysFile, params (string Name, string Value)[] more) =>
        StartAsync(cluster, keysFile, openFiles: null, more);

    public static async Task<Pod> StartAsync(TestRedisCluster cluster, string keysFile, int? openFiles, params (string Name, string Value)[] more)
    {
        var ports = FreePorts.Take(2);
        var environment = new Dictionary<string, string>
        {
            [EnvironmentNames.RedisClusterEndpoints] = string.Join(',', cluster.Settings.Endpoints),
            [EnvironmentNames.Region] = "us-east",
            [EnvironmentNames.WeddingSeasonMode] = "peak",
            [EnvironmentNames.JwtIssuer] = TestIssuer.Issuer,
            [EnvironmentNames.JwtAudience] = TestIssuer.Audience,
            [EnvironmentNames.JwtJwksUri] = new Uri(keysFile).AbsoluteUri,
            [EnvironmentNames.HttpPort] = ports[0].ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.MetricsPort] = ports[1].ToString(CultureInfo.InvariantCulture),
            [EnvironmentNames.DrainPeriod] = "1s",
        };
        foreach (var (name, value) in more) environment[name] = value;
        var process = ServiceProcess.Start(typeof(CacheServiceHost).Assembly.Location, environment, openFiles);
        var address = environment.GetValueOrDefault(EnvironmentNames.PodIp, "127.0.0.1");
        var pod = new Pod(process, new Uri($"http://{address}:{ports[0]}"), new Uri($"http://{address}:{ports[1]}{HttpPaths.Metrics}"));
        try
        {
            await pod.WaitReadyAsync();
        }
        catch
        {
            pod.Dispose();
            throw;
        }

        return pod;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string key, string token, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, $"/v1/entries/{key}", token, null, headers);

    public Task<HttpResponseMessage> PutAsync(string key, string body, string token, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, $"/v1/entries/{key}", token, new StringContent(body), headers);

    public Task<HttpResponseMessage> PostAsync(string path, string json, string token) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    public Task<string> MetricsAsync() => Http.GetStringAsync(_metrics);

    /// <summary>The value of a series, named as it is exposed; 0 when it is not there.</summary>
    public async Task<double> MetricAsync(string series)
    {
        var line = (await MetricsAsync()).Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.AsSpan(series.Length + 1), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Http.Dispose();
        Process.Dispose();
    }

    private Task WaitReadyAsync() => WaitAsync(StartLimit, async () =>
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(HttpPaths.Ready, UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    private async Task WaitAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new TimeoutException($"Not ready after {limit}.\n{Process.Output}");
            await Task.Delay(50);
        }
    }
}
