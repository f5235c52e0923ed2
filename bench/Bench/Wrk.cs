using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.Bench;

/// <summary>What wrk asks, and whose processor time counts.</summary>
/// <param name="Name">As the report says it.</param>
/// <param name="Url">What is asked for.</param>
/// <param name="Token">Bearer token; null = none.</param>
/// <param name="HolderId">The server's process.</param>
internal sealed record WrkSubject(string Name, string Url, string? Token, int HolderId)
{
    /// <summary>Lua script that makes the requests; null = GET.</summary>
    public string? Script { get; init; }
}

/// <summary>Requests a second, and microseconds of the server's processor time for each.</summary>
internal readonly record struct WrkRun(double PerSecond, double Microseconds);

/// <summary>Load by wrk: one thread, 64 connections, as fast as answers come.</summary>
internal static partial class Wrk
{
    private const int Connections = 64;

    /// <exception cref="InvalidOperationException">An answer was an error.</exception>
    public static async Task<WrkRun> MeasureAsync(WrkSubject subject, int seconds)
    {
        string[] header = subject.Token is null ? [] : ["-H", $"Authorization: Bearer {subject.Token}"];
        string[] script = subject.Script is null ? [] : ["-s", subject.Script];
        var before = Tools.ProcessorTime(subject.HolderId);
        var output = await Tools.RunAsync("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", .. header, .. script, subject.Url]);
        var used = Tools.ProcessorTime(subject.HolderId) - before;
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException($"{subject.Url} answers errors:\n{output}");
        var requests = double.Parse(RequestCount().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new WrkRun(double.Parse(RequestRate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), used.TotalMicroseconds / requests);
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RequestRate();

    [GeneratedRegex(@"([0-9]+) requests in")]
    private static partial Regex RequestCount();
}
