using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WedSync.Gateway.Tests;

/// <summary>A pod of a region: a real HTTP server that answers with what it got and can be drained and killed.</summary>
internal sealed class RegionServer : IAsyncDisposable
{
    private WebApplication _application;
    private readonly string _name;

    private RegionServer(string name, WebApplication application)
    {
        _name = name;
        _application = application;
        Url = new Uri(application.Urls.Single());
    }

    public Uri Url { get; }

    public bool IsDrained { get; set; }

    /// <summary>Requests received, without checks.</summary>
    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>Answers in place of the usual one; null = the usual one.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    public static async Task<RegionServer> StartAsync(string name, int port = 0)
    {
        RegionServer? server = null;
        var application = Build(port, context => server!.HandleAsync(context));
        await application.StartAsync();
        return server = new RegionServer(name, application);
    }

    /// <summary>Ends at once; connections to it are refused.</summary>
    public async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    public async Task StartAgainAsync()
    {
        _application = Build(Url.Port, HandleAsync);
        await _application.StartAsync();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(int port, RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        application.Run(handle);
        return application;
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/health/region")
        {
            context.Response.StatusCode = IsDrained ? 503 : 200;
            return;
        }

        if (Answer is { } answer)
        {
            await answer(context);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new Received(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        context.Response.Headers["X-Served-By"] = "a lie";
        context.Response.Headers["Keep-Alive"] = "timeout=5";
        // In one piece, so that a kill leaves a whole answer or none.
        context.Response.ContentLength = _name.Length;
        await context.Response.WriteAsync(_name);
    }
}

internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>A port on which nothing listens.</summary>
internal static class DeadPort
{
    public static Uri Url()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        return url;
    }
}
