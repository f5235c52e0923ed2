namespace Pulumi;

/// <summary>Options of a resource that is made of others.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>Providers for the children, at most one a package. Not together with <see cref="ResourceOptions.Provider"/>.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    /// <summary>
    /// New options of both: where both set a value the second wins, lists are appended, and of several providers for one
    /// package the last is kept.
    /// </summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = Copy(options1 ?? new ComponentResourceOptions());
        if (options2 is not null)
            merged.MergeWith(Copy(options2));
        merged.Providers = LastOfEachPackage([.. merged.Providers, .. options2?.Providers ?? []]);
        return merged;
    }

    internal override ResourceOptions Clone() => Copy(this);

    private static ComponentResourceOptions Copy(ComponentResourceOptions options)
    {
        var copy = new ComponentResourceOptions { _providers = Copy(options._providers) };
        options.CopyTo(copy);
        return copy;
    }

    private static List<ProviderResource> LastOfEachPackage(List<ProviderResource> providers) =>
        [.. providers.Where((provider, i) => !providers.Skip(i + 1).Any(later => later.Package == provider.Package))];
}
