using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.LocalPlatform.Supervisor;

/// <summary>The control API over the unix socket, and the sink of notifications.</summary>
internal sealed class ControlApi : IAsyncDisposable
{
    private const double LargestTimeFactor = 60;

    private static readonly Dictionary<string, int> Signals = new(StringComparer.Ordinal)
    {
        ["KILL"] = Native.SigKill,
        ["TERM"] = Native.SigTerm,
        ["INT"] = Native.SigInt,
        ["HUP"] = Native.SigHup,
        ["STOP"] = Native.SigStop,
        ["CONT"] = Native.SigCont,
    };

    private readonly WebApplication _application;
    private readonly PodControl _pods;
    private readonly TaskCompletionSource _isDown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ControlApi(WebApplication application, PodControl pods)
    {
        _application = application;
        _pods = pods;
    }

    public static async Task<ControlApi> StartAsync(StateFolder state, SupervisorHost host, RunSettings settings)
    {
        File.Delete(state.ControlSocket);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.ListenUnixSocket(state.ControlSocket);
            options.Listen(System.Net.IPAddress.Parse(settings.Network.Notifications), RunSettings.NotificationsPort);
        });
        // Signals are the host's own to handle.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        var api = new ControlApi(application, new PodControl(host.Platform));
        // Takes every notification and sends none on.
        application.MapWhen(
            context => context.Connection.LocalPort == RunSettings.NotificationsPort,
            branch => branch.Run(context => context.Response.WriteAsync("ok")));
        application.Use(Guard);
        api.Map(host);
        try
        {
            await application.StartAsync();
        }
        catch (IOException e)
        {
            await application.DisposeAsync();
            var taken = PortCheck.Taken([(settings.Network.Notifications, RunSettings.NotificationsPort, "notifications")]);
            throw new LocalPlatformException(taken.Count > 0 ? taken : [$"{state.ControlSocket}: cannot be listened on ({e.Message})."]);
        }

        return api;
    }

    /// <summary>Answers whoever asked for the end.</summary>
    public void SayDown() => _isDown.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        _isDown.TrySetResult();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _pods.Dispose();
    }

    private static async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (LocalPlatformException e)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await WriteAsync(context, new ErrorAnswer(e.Message, e.Errors), ControlJson.Default.ErrorAnswer);
        }
        catch (JsonException e)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new ErrorAnswer($"the request's body cannot be read: {e.Message}"), ControlJson.Default.ErrorAnswer);
        }
    }

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) => context.Response.WriteAsJsonAsync(value, type);

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        => await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? throw new JsonException("it is empty");

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private void Map(SupervisorHost host)
    {
        var run = host.Platform;
        var canaries = new CanaryControl(run);
        _application.MapGet("/status", context => WriteAsync(context, run.Status(), ControlJson.Default.PlatformStatus));
        _application.MapPost("/down", context => DownAsync(context, host));
        _application.MapPost("/workloads/{region}/{name}/restart", context => run.RestartAsync(Workload(context), context.RequestAborted));
        _application.MapPost("/pods/{region}/{name}/signal", context => SignalAsync(context, Pod(context)));
        _application.MapPost("/pods/{region}/{name}/start", context => Do(() => Pod(context).Release()));
        _application.MapPost("/pods/{region}/{name}/wipe", context => Do(() => Pod(context).Wipe()));
        _application.MapPost("/pods/{region}/{name}/snapshot", context => _pods.SnapshotAsync(Pod(context)));
        _application.MapPost("/pods/{region}/{name}/restore", context => _pods.RestoreAsync(Pod(context)));
        _application.MapPut("/pods/{region}/{name}/clock", async context => await _pods.SetClockAsync(
            Pod(context), await ReadAsync(context, ControlJson.Default.ClockRequest), context.RequestAborted));
        _application.MapPost("/pods/{region}/{name}/exec", async context => await WriteAsync(
            context,
            await _pods.ExecuteAsync(Pod(context), await ReadAsync(context, ControlJson.Default.ExecRequest), context.RequestAborted),
            ControlJson.Default.ExecAnswer));
        _application.MapPut("/links/{from}/{to}", async context => await WriteAsync(
            context,
            run.Links.Change(Value(context, "from"), Value(context, "to"), await ReadAsync(context, ControlJson.Default.LinkRequest)),
            ControlJson.Default.IReadOnlyListLinkStatus));
        _application.MapPut("/monitoring/time-scale", async context => await ScaleAsync(run, await ReadAsync(context, ControlJson.Default.TimeScaleRequest), context.RequestAborted));
        _application.MapPut("/rollouts/{region}/{name}/canary", async context => await WriteAsync(
            context,
            await canaries.StartAsync(Region(context), Workload(context), await ReadAsync(context, ControlJson.Default.CanaryRequest), context.RequestAborted),
            ControlJson.Default.PodStatus));
        _application.MapPut("/rollouts/{region}/{name}/weight", async context => canaries.SetWeight(Workload(context), (await ReadAsync(context, ControlJson.Default.WeightRequest)).Weight));
        _application.MapPost("/rollouts/{region}/{name}/promote", context => canaries.PromoteAsync(Workload(context)));
        _application.MapPost("/rollouts/{region}/{name}/abort", context => canaries.AbortAsync(Workload(context)));

        RunningRegion Region(HttpContext context) => run.Region(Value(context, "region"));
        RunningWorkload Workload(HttpContext context) => Region(context).Workload(Value(context, "name"));
        PodRunner Pod(HttpContext context) => Region(context).Pod(Value(context, "name"));
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task ScaleAsync(PlatformRun run, TimeScaleRequest request, CancellationToken cancellation)
        => request.Factor is >= 1 and <= LargestTimeFactor
            ? run.ScaleTimeAsync(request.Factor, cancellation)
            : throw new LocalPlatformException($"factor '{request.Factor}': not a time scale; allowed: 1 to {LargestTimeFactor}.");

    private static async Task SignalAsync(HttpContext context, PodRunner pod)
    {
        var request = await ReadAsync(context, ControlJson.Default.SignalRequest);
        if (!Signals.TryGetValue(request.Signal, out var signal))
        {
            throw new LocalPlatformException($"signal '{request.Signal}': unknown; allowed: {string.Join(", ", Signals.Keys)}.");
        }

        await pod.SignalAsync(signal, request.Restart);
    }

    private async Task DownAsync(HttpContext context, SupervisorHost host)
    {
        host.Stop((await ReadAsync(context, ControlJson.Default.DownRequest)).KeepData);
        await _isDown.Task;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
