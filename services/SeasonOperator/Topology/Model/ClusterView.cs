using System.Globalization;
using System.Net;

namespace WedSync.SeasonOperator.Topology.Model;

/// <summary>A listed node: what it is and what it knows.</summary>
internal sealed record NodeView
{
    /// <summary>Where it was reached.</summary>
    public required NodeAddress Address { get; init; }

    /// <summary>Its line about itself.</summary>
    public required NodeRecord Self { get; init; }

    /// <summary>The others that it knows, by id; those in a handshake among them.</summary>
    public IReadOnlyDictionary<string, NodeRecord> Others { get; init; } = new Dictionary<string, NodeRecord>();

    public long Keys { get; init; }

    /// <summary>Keys that it holds in slots that no listed node serves.</summary>
    public IReadOnlyDictionary<int, long> StrayKeys { get; init; } = new Dictionary<int, long>();

    /// <summary>A replica: the link to its primary is up. A primary: always.</summary>
    public bool IsInStep { get; init; } = true;

    public long ReplicationOffset { get; init; }

    public bool IsClusterOk { get; init; }

    /// <summary>Names of its function libraries.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    public string Id => Self.Id;

    /// <summary>A primary that serves slots, or is about to: one is on its way to it.</summary>
    public bool Serves => !Self.IsReplica && (!Self.Slots.IsEmpty || Self.OpenSlots.Count > 0);

    /// <summary>How messages call it.</summary>
    public string Name => Self.Hostname.Length > 0
        ? $"{Self.Hostname.Split('.')[0]} ({Address})"
        : Address.ToString();

    public override string ToString() => Name;
}

/// <summary>All listed nodes at one moment.</summary>
internal sealed record ClusterView
{
    /// <summary>In the order of <see cref="NodeOrder"/>; each answered.</summary>
    public required IReadOnlyList<NodeView> Nodes { get; init; }

    /// <summary>Nodes of the profile.</summary>
    public required int Desired { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long Now { get; init; }

    /// <summary>Nothing has changed for a while: gossip will not bring it.</summary>
    public bool IsStalled { get; init; }

    public NodeView? Find(string id) => Nodes.FirstOrDefault(node => node.Id == id);

    public SlotSet Served() => SlotSet.Union(Nodes.Where(node => !node.Self.IsReplica).Select(node => node.Self.Slots));

    /// <summary>How messages call a node that may not be listed.</summary>
    public string Name(string id)
    {
        if (Find(id) is { } node) return node.Name;
        var record = Nodes.Select(n => n.Others.GetValueOrDefault(id)).FirstOrDefault(r => r is not null);
        return record is null ? id : $"{record.Address} (id {id[..Math.Min(8, id.Length)]})";
    }
}

/// <summary>
/// Nodes by the number at the end of their name's first label, then by address: the first half are the primaries of a new cluster,
/// so that later a smaller season takes its nodes from the end.
/// </summary>
internal sealed class NodeOrder : IComparer<NodeView>
{
    public static NodeOrder Instance { get; } = new();

    public int Compare(NodeView? x, NodeView? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byOrdinal = Ordinal(x).CompareTo(Ordinal(y));
        if (byOrdinal != 0) return byOrdinal;
        var byHost = Bytes(x.Address).AsSpan().SequenceCompareTo(Bytes(y.Address));
        return byHost != 0 ? byHost : x.Address.Port.CompareTo(y.Address.Port);
    }

    private static int Ordinal(NodeView node)
    {
        var label = node.Self.Hostname.Split('.')[0];
        var digits = label.AsSpan(label.LastIndexOf('-') + 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }

    private static byte[] Bytes(NodeAddress address) =>
        IPAddress.TryParse(address.Host, out var ip) ? ip.GetAddressBytes() : System.Text.Encoding.UTF8.GetBytes(address.Host);
}
