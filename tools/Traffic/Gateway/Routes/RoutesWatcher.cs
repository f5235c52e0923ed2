using WedSync.Gateway.Admin;
using WedSync.Gateway.Health;
using WedSync.Gateway.Routing;

namespace WedSync.Gateway.Routes;

/// <summary>
/// Holds the routes in force and follows their file. It looks at the file rather than being told by the kernel: a rename over it, a
/// folder that is replaced and a network file system then all work alike. A file with faults changes nothing.
/// </summary>
internal sealed partial class RoutesWatcher(
    string path, RouteTable first, GatewayOptions options, HealthChecker checker, GatewayMetrics metrics, ILogger<RoutesWatcher> logger) : BackgroundService
{
    private volatile Fleet _fleet = Fleet.Empty(first);
    private FileStamp _seen;

    /// <summary>What requests are routed by.</summary>
    public Fleet Fleet => _fleet;

    /// <summary>Faults of the file as it is now; empty = it is in force.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>When the routes in force were read.</summary>
    public DateTimeOffset LoadedAt { get; private set; }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = FileStamp.Of(path);
        await ApplyAsync(first, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.WatchInterval, options.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var stamp = FileStamp.Of(path);
            if (stamp == _seen) continue;
            _seen = stamp;
            await ReloadAsync(stoppingToken);
        }
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        try
        {
            var table = RoutesReader.Read(path);
            Errors = Fixed(table);
            if (table.Digest != _fleet.Table.Digest) await ApplyAsync(table, cancellation);
        }
        catch (RoutesException exception)
        {
            Errors = exception.Errors;
        }

        foreach (var error in Errors) LogRejected(logger, error);
    }

    private async Task ApplyAsync(RouteTable table, CancellationToken cancellation)
    {
        var fleet = Fleet.From(table, _fleet, metrics, options.Time);
        await checker.UseAsync(fleet, cancellation);
        _fleet = fleet;
        metrics.Watch(fleet);
        LoadedAt = options.Time.GetUtcNow();
        LogApplied(logger, table.Digest, fleet.Regions.Count);
    }

    private List<string> Fixed(RouteTable table)
    {
        var now = _fleet.Table;
        List<string> errors = [];
        if (table.Listen != now.Listen) errors.Add($"{path}: listen changed to {table.Listen.Ip}:{table.Listen.Port}; it is taken at the next start.");
        if (table.Admin != now.Admin) errors.Add($"{path}: admin changed to {table.Admin.Ip}:{table.Admin.Port}; it is taken at the next start.");
        if (table.Issuer != now.Issuer) errors.Add($"{path}: issuer changed; it is taken at the next start.");
        return errors;
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Routes {Digest} with {Regions} regions are in force")]
    private static partial void LogApplied(ILogger logger, string digest, int regions);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "{Error} What was read before stays in force")]
    private static partial void LogRejected(ILogger logger, string error);

    /// <summary>Tells one content of the file from another without reading it.</summary>
    private readonly record struct FileStamp(DateTime Written, long Length)
    {
        public static FileStamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : default;
        }
    }
}
