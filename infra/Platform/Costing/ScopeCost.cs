using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Costing;

/// <summary>Monthly cost of one scope.</summary>
/// <param name="Scope"><see cref="StackIdentity.GlobalScope"/> or a region's name.</param>
/// <param name="Parts">Its parts, in the order of <see cref="CostParts.All"/>; a scope lists only the parts it has.</param>
public sealed record ScopeCost(string Scope, IReadOnlyList<CostPart> Parts)
{
    /// <summary>US dollars a month.</summary>
    public decimal MonthlyUsd => Parts.Sum(p => p.MonthlyUsd);
}

/// <summary>Monthly cost of several scopes in one season.</summary>
/// <param name="Season">Season whose profile the cost is of.</param>
/// <param name="Scopes">The global scope first, then the regions in the catalogue's order.</param>
public sealed record SeasonCost(Season Season, IReadOnlyList<ScopeCost> Scopes)
{
    /// <summary>US dollars a month.</summary>
    public decimal MonthlyUsd => Scopes.Sum(s => s.MonthlyUsd);

    /// <summary>US dollars a month of one part over all scopes, zero when no scope has it.</summary>
    /// <param name="name">One of <see cref="CostParts"/>.</param>
    public decimal PartMonthlyUsd(string name) => Scopes.SelectMany(s => s.Parts).Where(p => p.Name == name).Sum(p => p.MonthlyUsd);

    /// <summary>Cost of one scope.</summary>
    public ScopeCost Scope(string name) => Scopes.First(s => s.Scope == name);
}

/// <summary>Cost of the whole platform in every season.</summary>
/// <param name="Seasons">A cost a season, in the order of <see cref="Season"/>.</param>
public sealed record SeasonComparison(IReadOnlyList<SeasonCost> Seasons)
{
    /// <summary>Cost in one season.</summary>
    public SeasonCost Of(Season season) => Seasons.First(s => s.Season == season);

    /// <summary>How much less a season costs than another, in percent with one decimal place; negative when it costs more, 0 when both are free.</summary>
    public decimal ReductionPercent(Season from, Season to)
    {
        var before = Of(from).MonthlyUsd;
        return before == 0 ? 0 : Math.Round((before - Of(to).MonthlyUsd) / before * 100, 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>The promise of the platform: how much less the off-season costs than the peak, in percent.</summary>
    public decimal OffseasonReductionPercent => ReductionPercent(Season.Peak, Season.Offseason);
}
