namespace WedSync.Contracts.Seasons;

/// <summary>A part of the wedding year. A season is a profile of numbers, never an identity: no resource is named after it.</summary>
public enum Season
{
    /// <summary>April to October: four times the off-season traffic.</summary>
    Peak,

    /// <summary>January to March: couples plan, traffic climbs.</summary>
    Preseason,

    /// <summary>November and December.</summary>
    Offseason,
}

/// <summary>Names of seasons as they stand in stack names, configuration and metrics.</summary>
public static class SeasonNames
{
    /// <summary>Every season's name, in the order of <see cref="Season"/>.</summary>
    public static readonly IReadOnlyList<string> All = ["peak", "preseason", "offseason"];

    /// <summary>The name of a season.</summary>
    public static string Name(this Season season) => All[(int)season];

    /// <summary>Reads a season's name. Names are lower case; anything else is not a season.</summary>
    public static bool TryParse(string? name, out Season season)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], name, StringComparison.Ordinal))
            {
                season = (Season)i;
                return true;
            }
        }

        season = default;
        return false;
    }
}
