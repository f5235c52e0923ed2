using System.Text.Json.Nodes;

namespace WedSync.Planning.Diff;

/// <summary>What happens to a resource.</summary>
public enum ChangeKind
{
    /// <summary>Nothing.</summary>
    Same,

    /// <summary>It is new.</summary>
    Create,

    /// <summary>It changes in place.</summary>
    Update,

    /// <summary>It is deleted and made anew, because a field changes that cannot change in place.</summary>
    Replace,

    /// <summary>It goes away.</summary>
    Delete,

    /// <summary>A run-once Job that must run again: technically a replacement, but nothing is lost.</summary>
    Rerun,
}

/// <summary>A property that differs.</summary>
/// <param name="Path">Path in the engine's notation.</param>
/// <param name="Before">Value before; null = absent.</param>
/// <param name="After">Value after; null = absent.</param>
/// <param name="ForcesReplacement">Whether it cannot change in place.</param>
public sealed record PropertyChange(string Path, JsonNode? Before, JsonNode? After, bool ForcesReplacement);

/// <summary>A resource and what happens to it.</summary>
/// <param name="Urn">Its URN in the later plan, or in the earlier one when it goes away.</param>
/// <param name="Kind">What happens to it.</param>
/// <param name="Resource">The resource as the later plan has it, or the earlier one when it goes away.</param>
/// <param name="Properties">Properties that differ, by path; empty for a new or deleted resource.</param>
/// <param name="DeleteBeforeReplace">For a replacement: whether the old one goes first, so that there is a gap.</param>
public sealed record ResourceChange(
    string Urn,
    ChangeKind Kind,
    PlannedResource Resource,
    IReadOnlyList<PropertyChange> Properties,
    bool DeleteBeforeReplace = false);

/// <summary>All changes from one plan to another.</summary>
/// <param name="Resources">One entry a resource of either plan, by URN.</param>
public sealed record PlanChanges(IReadOnlyList<ResourceChange> Resources)
{
    /// <summary>Changes of a kind.</summary>
    public IEnumerable<ResourceChange> Of(ChangeKind kind) => Resources.Where(r => r.Kind == kind);

    /// <summary>How many resources change in a way.</summary>
    public int Count(ChangeKind kind) => Of(kind).Count();
}
