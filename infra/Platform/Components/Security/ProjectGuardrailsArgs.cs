using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>Arguments of <see cref="ProjectGuardrails"/>.</summary>
public sealed class ProjectGuardrailsArgs
{
    /// <summary>The stack's settings.</summary>
    public required PlatformSettings Settings { get; init; }
}
