namespace WedSync.Contracts.Seasons;

/// <summary>Keys of the <c>seasonal-config</c> ConfigMap.</summary>
public static class SeasonalConfigKeys
{
    /// <summary>Name of the season in force.</summary>
    public const string CurrentMode = "current-mode";

    /// <summary>The profile in force, as JSON.</summary>
    public const string ActiveProfile = "active-profile.json";

    /// <summary>All profiles by season's name, as JSON.</summary>
    public const string AllProfiles = "profiles.json";

    /// <summary>Unit costs as JSON: what the operator's estimates are made of.</summary>
    public const string UnitCosts = "unit-costs.json";

    /// <summary>
    /// Lifetimes of answers in this season, in the form of <see cref="EnvironmentNames.TtlPolicies"/>. The cache service takes a change
    /// over while it runs.
    /// </summary>
    public const string TtlPolicies = "ttl-policies";
}
