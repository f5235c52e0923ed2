using System.Globalization;

namespace WedSync.SeasonOperator.Topology.Model;

/// <summary>What a node says of another one.</summary>
[Flags]
internal enum NodeFlags
{
    None = 0,
    Myself = 1,
    Primary = 2,
    Replica = 4,

    /// <summary>Does not answer this node.</summary>
    Suspected = 8,

    /// <summary>Does not answer the majority.</summary>
    Failed = 16,

    /// <summary>Met, has not answered yet; its id is not its own.</summary>
    Handshake = 32,
    NoAddress = 64,
}

/// <summary>Where a node is.</summary>
/// <param name="Host">IP address; empty = the node does not know its own yet.</param>
/// <param name="Port">Client port.</param>
/// <param name="BusPort">Port of the cluster bus.</param>
internal readonly record struct NodeAddress(string Host, int Port, int BusPort)
{
    public bool IsAt(NodeAddress other) => Host == other.Host && Port == other.Port;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}

/// <summary>One line of <c>CLUSTER NODES</c>: what the node that was asked knows of one node.</summary>
internal sealed record NodeRecord
{
    public required string Id { get; init; }

    public required NodeAddress Address { get; init; }

    /// <summary>Announced name; may be empty.</summary>
    public string Hostname { get; init; } = "";

    public NodeFlags Flags { get; init; }

    /// <summary>Of a replica; empty of a primary.</summary>
    public string PrimaryId { get; init; } = "";

    /// <summary>When the first ping without an answer was sent, Unix milliseconds; 0 = none is waiting.</summary>
    public long PingSent { get; init; }

    /// <summary>Last answer, Unix milliseconds; 0 = never.</summary>
    public long PongReceived { get; init; }

    public long Epoch { get; init; }

    public bool IsConnected { get; init; }

    public SlotSet Slots { get; init; } = SlotSet.Empty;

    /// <summary>Slots on their way, as <c>[slot->-id]</c> or <c>[slot-&lt;-id]</c>; of the node itself only.</summary>
    public IReadOnlyList<string> OpenSlots { get; init; } = [];

    public bool IsReplica => Flags.HasFlag(NodeFlags.Replica);

    public bool IsHandshake => Flags.HasFlag(NodeFlags.Handshake);

    public bool IsFailing => (Flags & (NodeFlags.Failed | NodeFlags.Suspected)) != 0;

    /// <summary>Since when nothing was heard of it, Unix milliseconds.</summary>
    public long SilentSince => PingSent > 0 ? PingSent : PongReceived;
}
