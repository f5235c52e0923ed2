using System.Text.Json.Nodes;

namespace WedSync.Planning;

/// <summary>A resource as the engine would receive it.</summary>
public sealed record PlannedResource
{
    /// <summary>URN as the engine forms it: the types of all parents, then the type and the logical name.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token, such as <c>kubernetes:apps/v1:StatefulSet</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Logical name.</summary>
    public required string Name { get; init; }

    /// <summary>URN of the parent; null = the stack.</summary>
    public string? Parent { get; init; }

    /// <summary>URN of the provider; null = the default provider of the package, or a component.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether this groups other resources and is none itself.</summary>
    public bool IsComponent { get; init; }

    /// <summary>Whether the resource exists already and is only read.</summary>
    public bool IsExternal { get; init; }

    /// <summary>
    /// Inputs under the engine's property names, in ordinal order; null values are left out. A secret is <c>"[secret]"</c>,
    /// a value that is not known before the deployment is <c>"[unknown]"</c>.
    /// </summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>Whether the engine refuses to delete it, its parents' option included.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether the real thing stays when the resource is deleted.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Whether a replacement starts with the deletion, by the program's own wish.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Property paths whose changes are ignored.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    /// <summary>Property paths whose changes force a replacement, by the program's own wish.</summary>
    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>URNs of the resources it waits for explicitly.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Former URNs or names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Value at a path such as <c>spec.template.spec.containers[0].image</c>; null where there is none.</summary>
    public JsonNode? At(string path) => PropertyPath.Find(Inputs, path);

    /// <summary>Text at a path; null where there is none.</summary>
    public string? Text(string path) => At(path) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };
}
