using Pulumi;

namespace WedSync.Planning.Recording;

/// <summary>A resource as its constructor was called, before the engine's defaults.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Options">Its options.</param>
/// <param name="Parent">The resource it belongs to; null = the stack.</param>
internal sealed record RecordedResource(Resource Resource, ResourceArgs Args, ResourceOptions Options, RecordedResource? Parent)
{
    private const string ProviderPrefix = "pulumi:providers:";

    private Dictionary<string, ProviderResource>? _providers;

    public string Type => Resource.GetResourceType();

    public string Name => Resource.GetResourceName();

    /// <summary>Protection as the engine sees it: children inherit it.</summary>
    public bool Protect => Options.Protect ?? Parent?.Protect ?? false;

    /// <summary>The provider that serves it: its own, or the nearest one that a parent passes on.</summary>
    public ProviderResource? Provider
    {
        get
        {
            if (Resource is not CustomResource)
            {
                return null;
            }

            return Options.Provider ?? Parent?.Providers.GetValueOrDefault(PackageOf(Type));
        }
    }

    /// <summary>Types of all parents and its own, as a URN holds them.</summary>
    public string QualifiedType => Parent is null ? Type : $"{Parent.QualifiedType}${Type}";

    /// <summary>Providers by package that its children inherit.</summary>
    private Dictionary<string, ProviderResource> Providers => _providers ??= CollectProviders();

    public string Urn(string stack, string project) => $"urn:pulumi:{stack}::{project}::{QualifiedType}::{Name}";

    private Dictionary<string, ProviderResource> CollectProviders()
    {
        var providers = Parent is null ? [] : new Dictionary<string, ProviderResource>(Parent.Providers);
        foreach (var provider in (Options as ComponentResourceOptions)?.Providers ?? [])
        {
            providers[PackageOfProvider(provider)] = provider;
        }

        if (Options.Provider is { } single)
        {
            providers[PackageOfProvider(single)] = single;
        }

        return providers;
    }

    private static string PackageOfProvider(ProviderResource provider) => provider.GetResourceType()[ProviderPrefix.Length..];

    private static string PackageOf(string type) => type[..type.IndexOf(':', StringComparison.Ordinal)];
}
