using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WedSync.LocalPlatform.Control;

/// <summary>Talks to the supervisor of a local platform over its unix socket.</summary>
public sealed class LocalPlatformClient : IDisposable
{
    // A restart takes as long as its pods may: only a question that is answered at once has a limit.
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(10);

    private readonly StateFolder _state;
    private readonly HttpClient _http;

    public LocalPlatformClient(StateFolder state)
    {
        _state = state;
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = async (_, cancellation) => await ConnectAsync(state.ControlSocket, cancellation) };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://wedsync/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What runs.</summary>
    /// <exception cref="LocalPlatformException">Nothing runs.</exception>
    public Task<PlatformStatus> StatusAsync(CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Get, "status", content: null, ControlJson.Default.PlatformStatus, cancellation);

    /// <summary>What runs; null where nothing does.</summary>
    public async Task<PlatformStatus?> FindStatusAsync(CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StatusTimeout);
        try
        {
            using var response = await _http.GetAsync("status", limit.Token);
            return await response.Content.ReadFromJsonAsync(ControlJson.Default.PlatformStatus, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Restarts a workload's pods one after the other, each gracefully; returns when they are ready.</summary>
    public Task RestartAsync(string region, string workload, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"workloads/{region}/{workload}/restart", content: null, cancellation);

    /// <summary>Sends a signal to every process of a pod.</summary>
    public Task SignalAsync(string region, string pod, SignalRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/signal", Json(request, ControlJson.Default.SignalRequest), cancellation);

    /// <summary>Starts a pod that is held down.</summary>
    public Task StartPodAsync(string region, string pod, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/start", content: null, cancellation);

    /// <summary>Deletes the data of a pod that is held down.</summary>
    public Task WipePodAsync(string region, string pod, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/wipe", content: null, cancellation);

    /// <summary>Copies the data of a pod's volumes, at one moment.</summary>
    public Task SnapshotPodAsync(string region, string pod, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/snapshot", content: null, cancellation);

    /// <summary>Puts that copy in place of the data of a pod that is held down.</summary>
    public Task RestorePodAsync(string region, string pod, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/restore", content: null, cancellation);

    /// <summary>Restarts a pod with another wall clock; returns when it is ready.</summary>
    public Task SetClockAsync(string region, string pod, ClockRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Put, $"pods/{region}/{pod}/clock", Json(request, ControlJson.Default.ClockRequest), cancellation);

    /// <summary>Runs a container's own program with other arguments, in the container's environment.</summary>
    public Task<ExecAnswer> ExecuteAsync(string region, string pod, ExecRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"pods/{region}/{pod}/exec", Json(request, ControlJson.Default.ExecRequest), ControlJson.Default.ExecAnswer, cancellation);

    /// <summary>Stops everything; returns when nothing is left but what is kept.</summary>
    public Task DownAsync(DownRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, "down", Json(request, ControlJson.Default.DownRequest), cancellation);

    /// <summary>Starts a canary pod of a Rollout, replacing one that runs; returns when it is ready.</summary>
    public Task<PodStatus> StartCanaryAsync(string region, string rollout, CanaryRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Put, $"rollouts/{region}/{rollout}/canary", Json(request, ControlJson.Default.CanaryRequest), ControlJson.Default.PodStatus, cancellation);

    /// <summary>Sets the canary's share of a region's requests.</summary>
    public Task SetCanaryWeightAsync(string region, string rollout, int weight, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Put, $"rollouts/{region}/{rollout}/weight", Json(new WeightRequest(weight), ControlJson.Default.WeightRequest), cancellation);

    /// <summary>Makes the canary stable and stops the former stable pod.</summary>
    public Task PromoteAsync(string region, string rollout, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"rollouts/{region}/{rollout}/promote", content: null, cancellation);

    /// <summary>Sends all requests to the stable pod and stops the canary.</summary>
    public Task AbortAsync(string region, string rollout, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Post, $"rollouts/{region}/{rollout}/abort", content: null, cancellation);

    /// <summary>Makes every Prometheus scrape and evaluate that many times as often as the description says.</summary>
    public Task SetMonitoringTimeScaleAsync(double factor, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Put, "monitoring/time-scale", Json(new TimeScaleRequest(factor), ControlJson.Default.TimeScaleRequest), cancellation);

    /// <summary>Cuts, heals or delays the link between two regions.</summary>
    /// <returns>The links that were changed, as they are then.</returns>
    public Task<IReadOnlyList<LinkStatus>> ChangeLinkAsync(string from, string to, LinkRequest request, CancellationToken cancellation = default)
        => SendAsync(HttpMethod.Put, $"links/{from}/{to}", Json(request, ControlJson.Default.LinkRequest), ControlJson.Default.IReadOnlyListLinkStatus, cancellation);

    public void Dispose() => _http.Dispose();

    private static JsonContent Json<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var response = await AnswerAsync(method, path, content, cancellation);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await AnswerAsync(method, path, content, cancellation);
        return (await response.Content.ReadFromJsonAsync(type, cancellation))!;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            response = await _http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException)
        {
            throw new LocalPlatformException($"no local platform runs in {_state.Path}; start one with ./wedsync up offseason.");
        }

        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            throw new LocalPlatformException(await ReasonsAsync(response, cancellation));
        }
    }

    private static async Task<IReadOnlyList<string>> ReasonsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var answer = await response.Content.ReadFromJsonAsync(ControlJson.Default.ErrorAnswer, cancellation);
            return answer?.Errors ?? [answer?.Error ?? $"the supervisor answered {(int)response.StatusCode}."];
        }
        catch (JsonException)
        {
            return [response.StatusCode == HttpStatusCode.NotFound
                ? $"{response.RequestMessage?.RequestUri?.AbsolutePath}: the supervisor has no such part."
                : $"the supervisor answered {(int)response.StatusCode}."];
        }
    }
}
