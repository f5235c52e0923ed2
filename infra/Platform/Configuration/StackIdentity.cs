using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Configuration;

/// <summary>What a stack's name says: <c>&lt;season&gt;</c> for everything, <c>&lt;season&gt;-global</c> or <c>&lt;season&gt;-&lt;region&gt;</c>.</summary>
/// <param name="Season">Season whose profile the stack applies.</param>
/// <param name="Scope"><c>global</c>, a region's name, or null for all of them.</param>
public sealed record StackIdentity(Season Season, string? Scope)
{
    /// <summary>Name of the scope that belongs to no region.</summary>
    public const string GlobalScope = "global";

    /// <summary>The stack's name.</summary>
    public string Name => Scope is null ? Season.Name() : $"{Season.Name()}-{Scope}";

    /// <summary>Whether the stack deploys the global scope.</summary>
    public bool HoldsGlobal => Scope is null or GlobalScope;

    /// <summary>Whether the stack deploys a region.</summary>
    public bool HoldsRegion(string region) => Scope is null || Scope == region;

    /// <summary>Reads a stack's name; says in <paramref name="error"/> what is wrong, what is allowed and how to mend it.</summary>
    public static StackIdentity? Parse(string name, IReadOnlyList<string> regions, out string? error)
    {
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        var season = dash < 0 ? name : name[..dash];
        var scope = dash < 0 ? null : name[(dash + 1)..];
        if (!SeasonNames.TryParse(season, out var parsed))
        {
            error = $"stack '{name}': unknown season '{season}'; allowed: {string.Join(", ", SeasonNames.All)}. "
                + "Name the stack <season>, <season>-global or <season>-<region>, such as peak-us-east.";
            return null;
        }

        if (scope is not null && scope != GlobalScope && !regions.Contains(scope))
        {
            error = $"stack '{name}': unknown scope '{scope}'; allowed: {GlobalScope}, {string.Join(", ", regions)}. "
                + "Regions are listed under 'regions' in Pulumi.yaml.";
            return null;
        }

        error = null;
        return new StackIdentity(parsed, scope);
    }
}
