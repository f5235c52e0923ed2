using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What the engine gets to know of a resource.</summary>
/// <param name="inputs">Its properties.</param>
internal sealed class ResourceRequest(Dictionary<string, OutputData> inputs)
{
    /// <summary>The properties as a provider receives them: without those that are unknown or null, and without marks of secrets.</summary>
    public ImmutableDictionary<string, object> PlainInputs { get; } = Plain(inputs);

    /// <summary>The parent, empty for the stack itself.</summary>
    public required string ParentUrn { get; init; }

    /// <summary>The provider, empty for the default one.</summary>
    public required string Provider { get; init; }

    /// <summary>The ID of the resource to read instead of creating one, or empty.</summary>
    public required string ReadId { get; init; }

    /// <summary>The ID of the resource to take over, or empty.</summary>
    public required string ImportId { get; init; }

    public static ImmutableDictionary<string, object> Plain(Dictionary<string, OutputData> properties)
    {
        var plain = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, data) in properties)
        {
            if (data is { IsKnown: true, Value: { } value })
                plain.Add(name, value);
        }

        return plain.ToImmutable();
    }
}
