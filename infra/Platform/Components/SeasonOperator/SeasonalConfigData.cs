using System.Text.Json;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>Content of the ConfigMap <see cref="Names.SeasonalConfig"/>: what the season is and what each season means.</summary>
public static class SeasonalConfigData
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The ConfigMap's data; the same settings always give the same text.</summary>
    public static IReadOnlyDictionary<string, string> For(PlatformSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [SeasonalConfigKeys.CurrentMode] = settings.Stack.Season.Name(),
            [SeasonalConfigKeys.ActiveProfile] = SeasonProfileJson.Write(settings.ActiveProfile),
            [SeasonalConfigKeys.AllProfiles] = SeasonProfileJson.Write(settings.Profiles),
            [SeasonalConfigKeys.TtlPolicies] = SeasonalTtl.For(settings.Stack.Season),
            [SeasonalConfigKeys.UnitCosts] = JsonSerializer.Serialize(settings.UnitCosts, Options) + "\n",
        };
    }
}
