namespace WedSync.Planning.Diff;

/// <summary>Compares plans as the engine would: by URN without the stack's name, honouring ignoreChanges and aliases.</summary>
public static class PlanDiff
{
    private const string JobType = "kubernetes:batch/v1:Job";

    /// <summary>Every resource of a plan as new.</summary>
    public static PlanChanges FromNothing(Plan plan)
        => new([.. plan.Resources.Where(r => !r.IsExternal).Select(r => new ResourceChange(r.Urn, ChangeKind.Create, r, []))]);

    /// <summary>
    /// Changes from <paramref name="before"/> to <paramref name="after"/>. Compare plans in which what a cloud assigns is known:
    /// behind an unknown value a change cannot be seen.
    /// </summary>
    public static PlanChanges Compare(Plan before, Plan after)
    {
        var old = before.Resources.Where(r => !r.IsExternal).ToDictionary(r => Identity(r.Urn), StringComparer.Ordinal);
        var context = new ReplaceContext(before, after);
        var changes = new List<ResourceChange>();
        foreach (var resource in after.Resources.Where(r => !r.IsExternal))
        {
            if (Take(old, resource) is { } earlier)
            {
                changes.Add(Compare(earlier, resource, context));
            }
            else
            {
                changes.Add(new ResourceChange(resource.Urn, ChangeKind.Create, resource, []));
            }
        }

        changes.AddRange(old.Values.Select(r => new ResourceChange(r.Urn, ChangeKind.Delete, r, [])));
        return new PlanChanges([.. changes.OrderBy(c => Identity(c.Urn), StringComparer.Ordinal)]);
    }

    /// <summary>A URN without the stack's name, by which a resource is the same in every season's stack.</summary>
    public static string Identity(string urn)
    {
        var end = urn.IndexOf("::", StringComparison.Ordinal);
        return end < 0 ? urn : urn[(end + 2)..];
    }

    private static PlannedResource? Take(Dictionary<string, PlannedResource> old, PlannedResource resource)
    {
        var identities = resource.Aliases.Select(alias => AliasIdentity(alias, resource)).Prepend(Identity(resource.Urn));
        foreach (var identity in identities)
        {
            if (old.Remove(identity, out var earlier))
            {
                return earlier;
            }
        }

        return null;
    }

    private static string AliasIdentity(string alias, PlannedResource resource)
    {
        const string NamePrefix = "name=";
        if (!alias.StartsWith(NamePrefix, StringComparison.Ordinal))
        {
            return Identity(alias);
        }

        var identity = Identity(resource.Urn);
        return identity[..^resource.Name.Length] + alias[NamePrefix.Length..];
    }

    private static ResourceChange Compare(PlannedResource before, PlannedResource after, ReplaceContext context)
    {
        var paths = ReplaceRules.For(after, context);
        var properties = PropertyDiff.Compare(before.Inputs, after.Inputs, after.IgnoreChanges, paths);
        if (IdentityOrNone(before.Provider) != IdentityOrNone(after.Provider))
        {
            properties.Add(new PropertyChange("provider", before.Provider, after.Provider, ForcesReplacement: true));
        }

        var kind = properties.Count == 0 ? ChangeKind.Same : ChangeKind.Update;
        if (properties.Any(p => p.ForcesReplacement))
        {
            kind = IsRerun(after, properties) ? ChangeKind.Rerun : ChangeKind.Replace;
        }

        return new ResourceChange(after.Urn, kind, after, properties, kind == ChangeKind.Replace && DeletesFirst(before, after));
    }

    /// <summary>A Job whose name and namespace stay is only run again.</summary>
    private static bool IsRerun(PlannedResource resource, IEnumerable<PropertyChange> properties)
        => resource.Type == JobType && properties.Where(p => p.ForcesReplacement).All(p => p.Path.StartsWith("spec.", StringComparison.Ordinal));

    /// <summary>Two Kubernetes objects of one name cannot exist side by side, so there the old one goes first.</summary>
    private static bool DeletesFirst(PlannedResource before, PlannedResource after)
        => after.DeleteBeforeReplace
            || (after.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
                && after.Text("metadata.name") is { } name
                && name == before.Text("metadata.name")
                && after.Text("metadata.namespace") == before.Text("metadata.namespace"));

    private static string? IdentityOrNone(string? urn) => urn is null ? null : Identity(urn);
}
