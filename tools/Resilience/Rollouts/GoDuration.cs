using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.Rollouts;

/// <summary>Durations as Go, Argo and PromQL write them: <c>90s</c>, <c>1m30s</c>, <c>500ms</c>; a bare number is seconds.</summary>
public static partial class GoDuration
{
    private static readonly Dictionary<string, double> Seconds = new(StringComparer.Ordinal)
    {
        ["ms"] = 0.001,
        ["s"] = 1,
        ["m"] = 60,
        ["h"] = 3600,
        ["d"] = 86400,
        ["w"] = 604800,
    };

    /// <summary>Reads a duration.</summary>
    /// <exception cref="RolloutException">It is none.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bare))
        {
            return TimeSpan.FromSeconds(bare);
        }

        var match = Whole().Match(text);
        if (!match.Success)
        {
            throw new RolloutException($"duration '{text}': allowed: numbers with ms, s, m, h, d or w, such as 1m30s.");
        }

        return TimeSpan.FromSeconds(match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures)
            .Sum(p => double.Parse(p.First.Value, CultureInfo.InvariantCulture) * Seconds[p.Second.Value]));
    }

    /// <summary>A PromQL query whose ranges are shortened by a factor, to no less than a shortest range.</summary>
    public static string Compress(string query, double factor, TimeSpan shortest) => Range().Replace(query, match =>
    {
        var milliseconds = Math.Max(Parse(match.Groups[1].Value).TotalMilliseconds / factor, shortest.TotalMilliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"[{Math.Round(milliseconds)}ms]");
    });

    /// <summary>The longest range of a query; zero when it has none.</summary>
    public static TimeSpan LongestRange(string query)
        => Range().Matches(query).Select(match => Parse(match.Groups[1].Value)).DefaultIfEmpty(TimeSpan.Zero).Max();

    [GeneratedRegex(@"\A((?<number>[0-9]+(\.[0-9]+)?)(?<unit>ms|s|m|h|d|w))+\z")]
    private static partial Regex Whole();

    // A range stands in brackets behind a selector; a resolution (after a colon) does not occur in the analysis' queries.
    [GeneratedRegex(@"\[((?:[0-9]+(?:ms|s|m|h|d|w))+)\]")]
    private static partial Regex Range();
}
