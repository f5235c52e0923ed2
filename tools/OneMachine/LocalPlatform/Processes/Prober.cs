using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Processes;

/// <summary>What a probe found.</summary>
/// <param name="Success">Whether it passed.</param>
/// <param name="Message">What it saw.</param>
internal sealed record ProbeResult(bool Success, string Message);

/// <summary>Does what probes and hooks say.</summary>
internal interface IProber
{
    Task<ProbeResult> RunAsync(HandlerPlan handler, ContainerPlan container, TimeSpan timeout, CancellationToken cancellation);
}

/// <summary>Probes as a kubelet does: HTTP without checking certificates, TCP, or a command in the container's environment.</summary>
internal sealed class Prober(ProcessSpawner spawner, TimeProvider time) : IProber, IDisposable
{
    private const int MaxMessage = 300;

    // Every probe is a connection of its own: a server that hangs on old ones must be noticed.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = delegate { return true; } },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<ProbeResult> RunAsync(HandlerPlan handler, ContainerPlan container, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return handler switch
            {
                HandlerPlan.Http http => await GetAsync(http, linked.Token),
                HandlerPlan.Tcp tcp => await ConnectAsync(tcp, linked.Token),
                HandlerPlan.Exec exec => await ExecuteAsync(exec, container, linked.Token),
                HandlerPlan.Sleep sleep => await SleepAsync(sleep, linked.Token),
                _ => throw new InvalidOperationException($"{handler} is no probe"),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(false, $"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return new ProbeResult(false, e.InnerException is SocketException inner ? inner.Message : e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ProbeResult> GetAsync(HandlerPlan.Http http, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, http.Url);
        request.Headers.ConnectionClose = true;
        foreach (var (name, value) in http.Headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var success = response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.BadRequest;
        return new ProbeResult(success, success ? "" : $"status {(int)response.StatusCode}");
    }

    private static async Task<ProbeResult> ConnectAsync(HandlerPlan.Tcp tcp, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(tcp.Host, tcp.Port, cancellation);
        return new ProbeResult(true, "");
    }

    private async Task<ProbeResult> SleepAsync(HandlerPlan.Sleep sleep, CancellationToken cancellation)
    {
        await Task.Delay(sleep.Duration, time, cancellation);
        return new ProbeResult(true, "");
    }

    private async Task<ProbeResult> ExecuteAsync(HandlerPlan.Exec exec, ContainerPlan container, CancellationToken cancellation)
    {
        var output = Path.Combine(container.WorkingDirectory, $".probe-{Guid.NewGuid():N}");
        var child = await spawner.StartAsync(new ProcessRequest
        {
            Command = exec.Command,
            Environment = container.Environment,
            WorkingDirectory = container.WorkingDirectory,
            OutputFile = output,
        });
        try
        {
            var code = await child.Exited.WaitAsync(cancellation);
            return new ProbeResult(code == 0, code == 0 ? "" : $"exit code {code}{Said(output)}");
        }
        finally
        {
            child.SignalGroup(Native.SigKill);
            await child.Exited;
            File.Delete(output);
        }
    }

    private static string Said(string file)
    {
        var text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        return text.Length == 0 ? "" : $": {text[..Math.Min(MaxMessage, text.Length)]}";
    }
}
