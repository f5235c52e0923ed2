using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.LocalPlatform.Rollouts.Description;

/// <summary>Durations as Argo Rollouts writes them: a number of seconds, or Go's form such as <c>1h30m</c>.</summary>
internal static partial class ArgoDuration
{
    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.FromMilliseconds(1), ["s"] = TimeSpan.FromSeconds(1), ["m"] = TimeSpan.FromMinutes(1), ["h"] = TimeSpan.FromHours(1),
    };

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            duration = TimeSpan.FromSeconds(seconds);
            return true;
        }

        var match = Form().Match(text);
        if (!match.Success) return false;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
            duration += Units[match.Groups["unit"].Captures[i].Value] * int.Parse(match.Groups["number"].Captures[i].ValueSpan, CultureInfo.InvariantCulture);
        return true;
    }

    [GeneratedRegex(@"\A((?<number>[0-9]{1,6})(?<unit>ms|s|m|h))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
