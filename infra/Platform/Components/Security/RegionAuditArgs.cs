using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>Arguments of a <see cref="RegionAudit"/>.</summary>
public sealed class RegionAuditArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>The region.</summary>
    public required RegionSettings Region { get; init; }

    /// <summary>Keys of the region; logs are encrypted with them.</summary>
    public required RegionKeys Keys { get; init; }
}
