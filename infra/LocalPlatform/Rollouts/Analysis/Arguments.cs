using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.LocalPlatform.Rollouts.Analysis;

/// <summary>Queries of templates: their arguments, and their windows in compressed time.</summary>
internal static partial class Arguments
{
    private static readonly Dictionary<string, double> UnitMilliseconds = new(StringComparer.Ordinal)
    {
        ["ms"] = 1, ["s"] = 1000, ["m"] = 60_000, ["h"] = 3_600_000, ["d"] = 86_400_000,
    };

    /// <summary>Names of the arguments in a text, each once.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Argument().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Puts the values in; all must be there.</summary>
    public static string Substitute(string text, IReadOnlyDictionary<string, string> values) =>
        Argument().Replace(text, match => values[match.Groups["name"].Value]);

    /// <summary>Divides every window such as <c>[5m]</c>.</summary>
    public static string Compress(string query, double speed) => Window().Replace(query, match =>
    {
        var milliseconds = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * UnitMilliseconds[match.Groups["unit"].Value];
        return string.Create(CultureInfo.InvariantCulture, $"[{Math.Max(1, (long)Math.Round(milliseconds / speed))}ms]");
    });

    [GeneratedRegex(@"\{\{\s*args\.(?<name>[A-Za-z0-9_-]+)\s*\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\[(?<number>[0-9]+)(?<unit>ms|s|m|h|d)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Window();
}
