using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Tests.Support;

/// <summary>A supervisor's control API on a real socket, with one region and one pod whose readiness a test sets.</summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-drill-");
    private WebApplication? _application;

    public StateFolder State => new(_folder.FullName);

    public bool IsReady { get; set; } = true;

    public List<string> Asked { get; } = [];

    public static async Task<FakePlatform> StartAsync()
    {
        var platform = new FakePlatform();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenUnixSocket(platform.State.ControlSocket));
        var application = platform._application = builder.Build();
        application.Run(platform.AnswerAsync);
        await application.StartAsync();
        return platform;
    }

    public PlatformStatus Status() => new()
    {
        Season = "offseason",
        State = PlatformState.Ready,
        Network = "127.77.0.0/16",
        StartedAt = DateTimeOffset.UnixEpoch,
        Gateway = new GatewayStatus(new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2"), new Uri("https://127.0.0.1:3")),
        Regions =
        [
            new RegionStatus
            {
                Name = "us-east",
                Workloads =
                [
                    new WorkloadStatus
                    {
                        Name = "ai-cache-service",
                        Kind = "Rollout",
                        Namespace = "wedsync-ai-cache",
                        Pods = [new PodStatus { Name = "ai-cache-service-0", Ip = "127.77.1.9", Ready = IsReady, Phase = "Running", Restarts = 0 }],
                    },
                ],
            },
        ],
    };

    public async ValueTask DisposeAsync()
    {
        await _application!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task AnswerAsync(HttpContext context)
    {
        Asked.Add($"{context.Request.Method} {context.Request.Path}");
        if (context.Request.Path.Value!.EndsWith("/start", StringComparison.Ordinal)) IsReady = true;
        return context.Response.WriteAsJsonAsync(Status(), ControlJson.Default.PlatformStatus);
    }
}
