using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Budgets;

/// <summary>Arguments of a <see cref="SeasonBudget"/>.</summary>
public sealed class SeasonBudgetArgs
{
    /// <summary>The stack's settings; the active profile decides the amount.</summary>
    public required PlatformSettings Settings { get; init; }

    /// <summary>The cloud whose bill it watches.</summary>
    public required Cloud Cloud { get; init; }
}
