using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>Arguments of <see cref="RegionKeys"/>.</summary>
public sealed class RegionKeysArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>The region.</summary>
    public required RegionSettings Region { get; init; }
}
