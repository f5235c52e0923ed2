using System.Text.Json.Nodes;

namespace WedSync.Planning;

/// <summary>What a program would deploy: every resource as the engine would receive it.</summary>
public sealed record Plan
{
    /// <summary>Name of the stack.</summary>
    public required string StackName { get; init; }

    /// <summary>Whether values that a cloud assigns are unknown.</summary>
    public required bool IsPreview { get; init; }

    /// <summary>All resources but the stack itself, in the ordinal order of their URNs.</summary>
    public required IReadOnlyList<PlannedResource> Resources { get; init; }

    /// <summary>Outputs of the stack; secrets and unknowns are masked as in <see cref="PlannedResource.Inputs"/>.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>Resources of a type token, such as <c>kubernetes:apps/v1:StatefulSet</c>.</summary>
    public IEnumerable<PlannedResource> OfType(string type) => Resources.Where(r => r.Type == type);

    /// <summary>The one resource of a type with a logical name.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one; the message lists the names of that type.</exception>
    public PlannedResource Get(string type, string name)
    {
        var found = Resources.Where(r => r.Type == type && r.Name == name).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        var names = string.Join(", ", OfType(type).Select(r => r.Name));
        throw new InvalidOperationException($"{found.Count} resources of type '{type}' are named '{name}'; that type has: {(names.Length == 0 ? "none" : names)}.");
    }
}
