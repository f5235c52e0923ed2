using System.Globalization;

namespace WedSync.Drills.Redis;

/// <summary>A node as <c>CLUSTER NODES</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Ip">Its address.</param>
/// <param name="IsPrimary">Whether it is a primary.</param>
/// <param name="HasFailed">Whether it is marked as failed.</param>
/// <param name="Slots">Slots that it serves.</param>
public sealed record ClusterNode(string Id, string Ip, bool IsPrimary, bool HasFailed, int Slots)
{
    private const int FirstSlotField = 8;

    /// <summary>Reads the answer of <c>CLUSTER NODES</c>.</summary>
    public static IReadOnlyList<ClusterNode> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseLine)];
    }

    private static ClusterNode ParseLine(string line)
    {
        var fields = line.Split(' ');
        var flags = fields[2].Split(',');
        return new ClusterNode(
            fields[0],
            fields[1].Split(':')[0],
            flags.Contains("master"),
            flags.Any(f => f is "fail" or "fail?"),
            fields.Skip(FirstSlotField).Where(s => !s.StartsWith('[')).Sum(Count));
    }

    // "0-5460" or "7".
    private static int Count(string range)
    {
        var ends = range.Split('-').Select(e => int.Parse(e, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        return ends[^1] - ends[0] + 1;
    }
}
