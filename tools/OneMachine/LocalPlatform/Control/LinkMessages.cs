namespace WedSync.LocalPlatform.Control;

/// <summary>What becomes of what is sent from a region to another.</summary>
public enum LinkCut
{
    /// <summary>It arrives.</summary>
    None,

    /// <summary>It vanishes: connections stay open and nothing passes, as when a route is lost. Both sides have to notice by themselves.</summary>
    Silent,

    /// <summary>Connections are reset and new ones too, as by a firewall that rejects.</summary>
    Reset,
}

/// <summary>A change of the link between two regions; what is null stays as it is.</summary>
/// <param name="Cut">Whether it is cut, and how; None heals.</param>
/// <param name="DelayMilliseconds">One-way delay, 0 to 10 000.</param>
/// <param name="OneWay">Whether only what goes from the first region to the second is changed.</param>
public sealed record LinkRequest(LinkCut? Cut = null, double? DelayMilliseconds = null, bool OneWay = false);

/// <summary>A link from one region's sync workers to another's.</summary>
public sealed record LinkStatus
{
    /// <summary>Region that dials it.</summary>
    public required string From { get; init; }

    /// <summary>Region that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>Where it listens.</summary>
    public required string Address { get; init; }

    /// <summary>What becomes of what goes from the one to the other.</summary>
    public required LinkCut Cut { get; init; }

    /// <summary>One-way delay of it.</summary>
    public required double DelayMilliseconds { get; init; }

    /// <summary>Open connections that the one made.</summary>
    public required int Connections { get; init; }

    /// <summary>Bytes that arrived from the one at the other, over all connections.</summary>
    public required long Bytes { get; init; }
}
