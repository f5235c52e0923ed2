namespace WedSync.Planning.Policies;

/// <summary>A rule that a plan breaks at one place.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Title">What the rule asks for.</param>
/// <param name="Urn">The resource.</param>
/// <param name="Path">Where in its inputs; empty = the resource as a whole.</param>
/// <param name="Message">What is wrong, the value, what is allowed and how to mend it.</param>
public sealed record PolicyViolation(string Rule, string Title, string Urn, string Path, string Message);

/// <summary>What a rule found wrong.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Path">Where in its inputs; empty = the resource as a whole.</param>
/// <param name="Value">The value found, or <c>nothing</c>.</param>
/// <param name="Allowed">What is allowed.</param>
/// <param name="Fix">How to mend it.</param>
internal sealed record Finding(PlannedResource Resource, string Path, string? Value, string Allowed, string Fix);

/// <summary>A rule over a plan.</summary>
/// <param name="Id">Short name, stable: reports and tests refer to it.</param>
/// <param name="Title">What it asks for.</param>
/// <param name="Check">Finds the places that break it.</param>
internal sealed record PolicyRule(string Id, string Title, Func<PolicyInput, IEnumerable<Finding>> Check);

/// <summary>What rules look at.</summary>
/// <param name="Plan">A plan in which what a cloud assigns is known, so that nothing hides behind an unknown value.</param>
/// <param name="Regions">Residency group of each region by the region's name; a region without one is left out.</param>
/// <param name="Seasons">Names of all seasons.</param>
internal sealed record PolicyInput(Plan Plan, IReadOnlyDictionary<string, string> Regions, IReadOnlyList<string> Seasons)
{
    /// <summary>Resources that the stack manages.</summary>
    public IEnumerable<PlannedResource> Managed => Plan.Resources.Where(r => !r.IsExternal && !r.IsComponent);
}

/// <summary>Checks plans against the platform's rules.</summary>
public static class PolicyEngine
{
    private static readonly PolicyRule[] Rules = [.. ContainerRules.All, .. CloudRules.All, .. ClusterRules.All, .. IdentityRules.All];

    /// <summary>Ids and titles of all rules.</summary>
    public static IReadOnlyDictionary<string, string> Catalogue => Rules.ToDictionary(r => r.Id, r => r.Title, StringComparer.Ordinal);

    /// <summary>All violations, by rule and resource.</summary>
    /// <param name="plan">A plan in which what a cloud assigns is known.</param>
    /// <param name="residencies">Residency group by region; regions without a group are left out.</param>
    public static IReadOnlyList<PolicyViolation> Check(Plan plan, IReadOnlyDictionary<string, string> residencies)
    {
        var input = new PolicyInput(plan, residencies, WedSync.Contracts.Seasons.SeasonNames.All);
        return
        [
            .. Rules.SelectMany(rule => rule.Check(input).Select(finding => Describe(rule, finding)))
                .OrderBy(v => v.Rule, StringComparer.Ordinal)
                .ThenBy(v => v.Urn, StringComparer.Ordinal)
                .ThenBy(v => v.Path, StringComparer.Ordinal),
        ];
    }

    private static PolicyViolation Describe(PolicyRule rule, Finding finding)
    {
        var place = finding.Path.Length == 0 ? finding.Resource.Name : $"{finding.Resource.Name}: {finding.Path}";
        var value = finding.Value is null ? "not set" : $"'{finding.Value}'";
        var message = $"{place} is {value}; allowed: {finding.Allowed}. {finding.Fix}";
        return new PolicyViolation(rule.Id, rule.Title, finding.Resource.Urn, finding.Path, message);
    }
}
