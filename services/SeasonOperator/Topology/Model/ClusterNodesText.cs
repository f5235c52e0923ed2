using System.Globalization;

namespace WedSync.SeasonOperator.Topology.Model;

/// <summary>Reads the answer to <c>CLUSTER NODES</c>.</summary>
internal static class ClusterNodesText
{
    private const int FieldsBeforeSlots = 8;

    /// <exception cref="FormatException">A line is not of that form.</exception>
    public static IReadOnlyList<NodeRecord> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ParseLine(line.TrimEnd('\r')))];

    private static NodeRecord ParseLine(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length < FieldsBeforeSlots) throw new FormatException($"CLUSTER NODES answered '{line}'.");
        var slots = fields[FieldsBeforeSlots..];
        var (address, hostname) = ParseAddress(fields[1]);
        return new NodeRecord
        {
            Id = fields[0],
            Address = address,
            Hostname = hostname,
            Flags = fields[2].Split(',').Aggregate(NodeFlags.None, (flags, name) => flags | Flag(name)),
            PrimaryId = fields[3] == "-" ? "" : fields[3],
            PingSent = Number(fields[4]),
            PongReceived = Number(fields[5]),
            Epoch = Number(fields[6]),
            IsConnected = fields[7] == "connected",
            Slots = SlotSet.Of(slots.Where(slot => !slot.StartsWith('[')).SelectMany(Expand)),
            OpenSlots = [.. slots.Where(slot => slot.StartsWith('['))],
        };
    }

    // ip:port@busport[,hostname]; an IPv6 address holds colons itself.
    private static (NodeAddress Address, string Hostname) ParseAddress(string text)
    {
        var (endpoint, hostname) = text.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0
            ? (text[..comma], text[(comma + 1)..])
            : (text, "");
        var at = endpoint.LastIndexOf('@');
        var end = at < 0 ? endpoint.Length : at;
        var colon = endpoint.LastIndexOf(':', end - 1);
        return (
            new NodeAddress(endpoint[..colon], (int)Number(endpoint[(colon + 1)..end]), at < 0 ? 0 : (int)Number(endpoint[(at + 1)..])),
            hostname);
    }

    private static NodeFlags Flag(string name) => name switch
    {
        "myself" => NodeFlags.Myself,
        "master" => NodeFlags.Primary,
        "slave" => NodeFlags.Replica,
        "fail?" => NodeFlags.Suspected,
        "fail" => NodeFlags.Failed,
        "handshake" => NodeFlags.Handshake,
        "noaddr" => NodeFlags.NoAddress,
        _ => NodeFlags.None,
    };

    private static IEnumerable<int> Expand(string range)
    {
        var ends = range.Split('-');
        var first = (int)Number(ends[0]);
        return Enumerable.Range(first, (int)Number(ends[^1]) - first + 1);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
