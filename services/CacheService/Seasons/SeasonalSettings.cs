using WedSync.CacheService.Caching;
using WedSync.CacheService.Configuration;
using WedSync.Contracts.Seasons;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Seasons;

/// <summary>
/// The season in force and the lifetimes of its answers. They come from the mounted seasonal-config ConfigMap, which the kubelet
/// replaces as a whole while the pod runs; a change is taken over within a second of it. What cannot be read changes nothing.
/// </summary>
internal sealed partial class SeasonalSettings(ServiceSettings settings, TimeProvider time, ILogger<SeasonalSettings> logger) : IBackgroundLoop
{
    // The link that the kubelet turns to a new folder, so that all files of a ConfigMap change at once.
    private const string Generation = "..data";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private (string Mode, string Ttl) _read = ("", "");
    private State _state = new(settings.Season, settings.Ttl);

    public string Name => "seasonal-settings";

    public Season Season => Volatile.Read(ref _state).Season;

    public TtlPolicies Ttl => Volatile.Read(ref _state).Ttl;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Before the first wait, and so before the first request.
        Reload();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation)) Reload();
    }

    private void Reload()
    {
        if (settings.SeasonDirectory.Length == 0) return;
        try
        {
            var folder = Folder();
            var read = (Text(folder, SeasonalConfigKeys.CurrentMode), Text(folder, SeasonalConfigKeys.TtlPolicies));
            if (read == _read) return;
            _read = read;
            Take(read.Item1, read.Item2);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Between two generations; the next look finds the new one.
            LogUnreadable(logger, settings.SeasonDirectory, exception.Message);
        }
    }

    // Looked up once, so that the files of two generations are never mixed.
    private string Folder()
    {
        var link = new DirectoryInfo(Path.Combine(settings.SeasonDirectory, Generation));
        return link.Exists ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? link.FullName : settings.SeasonDirectory;
    }

    private static string Text(string folder, string key)
    {
        var file = Path.Combine(folder, key);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
    }

    private void Take(string mode, string ttl)
    {
        var season = Season;
        if (mode.Length > 0 && !SeasonNames.TryParse(mode, out season))
        {
            LogRefused(logger, SeasonalConfigKeys.CurrentMode, mode, string.Join(", ", SeasonNames.All));
            return;
        }

        if (!settings.Ttl.TryExtend(ttl, out var policies, out var bad))
        {
            LogRefused(logger, SeasonalConfigKeys.TtlPolicies, bad, TtlPolicies.Allowed);
            return;
        }

        Volatile.Write(ref _state, new State(season, policies));
        LogTaken(logger, season, ttl);
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Information, Message = "Season {Season} with lifetimes '{Ttl}' is in force")]
    private static partial void LogTaken(ILogger logger, Season season, string ttl);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "{Key} of the seasonal configuration is '{Value}'; allowed: {Allowed}. What was in force stays")]
    private static partial void LogRefused(ILogger logger, string key, string value, string allowed);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning, Message = "The seasonal configuration in {Directory} cannot be read now: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string directory, string reason);

    private sealed record State(Season Season, TtlPolicies Ttl);
}
