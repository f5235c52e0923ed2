using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Anything that the engine keeps track of.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ResourceTransformation[] _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;
    private ImmutableHashSet<Resource>? _asDependency;

    private protected Resource(
        string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        IsRemote = remote;
        var registration = new TaskCompletionSource<RegisteredState>();
        Registration = registration.Task;
        OutputProperties.Attach(this, isRead: options.Urn is not null || remote);

        // The stack is the parent of what has none, but only for transformations: nothing else is inherited from it.
        var above = type == Constants.StackType ? null
            : options.Parent ?? (options.Urn is null ? Deployment.Current.Stack : null);
        _transformations = options.ResourceTransformations.Count == 0
            ? above?._transformations ?? []
            : [.. options.ResourceTransformations, .. above?._transformations ?? []];
        (args, options) = Transform(args, options);

        options = options.Clone();
        Parent = options.Parent;
        _providers = Inherit(options, custom);
        _protect = options.Protect;
        foreach (var alias in options.Aliases)
            alias.Apply(a => a.ToUrn(name, type, options.Parent));

        Deployment.Current.Register(this, args, options, registration);
    }

    /// <summary>A stand-in for a resource that is registered already.</summary>
    private protected Resource(string type, string urn)
    {
        _type = type;
        _name = "";
        _protect = false;
        Registration = Task.FromResult(new RegisteredState(urn, "", RegisteredState.NoProperties, isMissingKnown: true));
        Urn = new Output<string>(Task.FromResult(new OutputData(AsDependency, urn, isKnown: true, isSecret: false)));
    }

    [Output(Constants.UrnName)]
    public Output<string> Urn { get; private protected set; } = null!;

    internal Resource? Parent { get; }

    /// <summary>Whether the component is made by a provider instead of by this program.</summary>
    internal bool IsRemote { get; }

    /// <summary>The types from the root, without the stack, down to this resource: with the name, its identity in a stack.</summary>
    internal string QualifiedType => Parent is null or Stack ? _type : $"{Parent.QualifiedType}${_type}";

    internal HashSet<Resource> ChildResources { get; } = [];

    internal Task<RegisteredState> Registration { get; }

    internal ImmutableHashSet<Resource> AsDependency => _asDependency ??= [this];

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    /// <summary>The provider for a type or function token, by its package; null for the default provider.</summary>
    internal ProviderResource? GetProvider(string token) =>
        PackageOf(token) is { } package ? _providers.GetValueOrDefault(package) : null;

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    /// <summary>Takes protection and providers from the parent where the options say nothing; returns the providers for children.</summary>
    private ImmutableDictionary<string, ProviderResource> Inherit(ResourceOptions options, bool custom)
    {
        var given = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider is not null && given.Count > 0)
        {
            throw new ResourceException(
                "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        }

        var providers = ImmutableDictionary<string, ProviderResource>.Empty;
        if (options.Parent is { } parent)
        {
            lock (parent.ChildResources)
                parent.ChildResources.Add(this);
            options.Protect ??= parent._protect;
            providers = parent._providers;
        }

        if (!custom)
        {
            foreach (var provider in options.Provider is null ? given : [options.Provider])
                providers = providers.SetItem(provider.Package, provider);
            return providers;
        }

        if (options.Provider is null)
            options.Provider = options.Parent?.GetProvider(_type);
        else if (PackageOf(_type) is { } package)
            providers = providers.SetItem(package, options.Provider);
        return providers;
    }
}
