using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace WedSync.LocalPlatform.Monitoring;

/// <summary>Makes Prometheus look more often, for analyses in compressed time. Windows of queries and rules stay as they are.</summary>
internal static partial class ScrapeIntervals
{
    private const int MillisecondsPerSecond = 1000;

    // Below this, scrapes of one machine overlap.
    private const long ShortestMilliseconds = 250;

    private static readonly string[] Settings = ["scrape_interval", "scrape_timeout", "evaluation_interval"];

    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        ["ms"] = 1,
        ["s"] = MillisecondsPerSecond,
        ["m"] = 60 * MillisecondsPerSecond,
        ["h"] = 3600 * MillisecondsPerSecond,
    };

    public static void Divide(YamlMappingNode root, double factor)
    {
        if (factor <= 1) return;
        var jobs = (root.Get("scrape_configs") as YamlSequenceNode)?.Children ?? [];
        foreach (var map in new[] { root.Get("global") }.Concat(jobs).OfType<YamlMappingNode>())
        {
            foreach (var setting in Settings)
            {
                if (map.Get(setting)?.ToString() is { } text) map.Set(setting, Divide(text, factor));
            }
        }
    }

    private static string Divide(string duration, double factor)
    {
        var milliseconds = Part().Matches(duration)
            .Sum(part => double.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Units[part.Groups["unit"].Value]);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(ShortestMilliseconds, (long)(milliseconds / factor))}ms");
    }

    [GeneratedRegex("(?<number>[0-9]+)(?<unit>ms|s|m|h)", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
