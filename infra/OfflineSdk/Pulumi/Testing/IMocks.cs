using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Stands for the providers in a test.</summary>
public interface IMocks
{
    /// <summary>Called for each resource that is created or read, components too. Returns its ID and its outputs by name.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Called for each function of a provider. Returns its results by name.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Called when a component or stack registers its outputs.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>A resource as its provider would receive it: secrets are plain, what is unknown is missing.</summary>
public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    /// <summary>URN and ID of the provider; empty for the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The ID of a resource that is read or imported; else empty.</summary>
    public string? Id { get; set; }
}

/// <summary>A function call as its provider would receive it.</summary>
public class MockCallArgs
{
    public string? Token { get; set; }

    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>URN and ID of the provider; empty for the default one.</summary>
    public string? Provider { get; set; }
}

/// <summary>The outputs that a component or stack registers.</summary>
public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    public readonly string Urn = urn;

    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}
