namespace Pulumi;

/// <summary>How the engine treats a resource, beside its properties.</summary>
public abstract class ResourceOptions
{
    // Most resources set few options, so the lists are made when first touched.
    private InputList<Resource>? _dependsOn;
    private InputList<Resource>? _replaceWith;
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;
    private List<string>? _hideDiffs;
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;

    /// <summary>The provider's ID of an existing resource, which is then read instead of created.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one is part of; the stack when unset. Protection and providers are inherited from it.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must be there first; a component stands for all its children.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>True to refuse deletion.</summary>
    public bool? Protect { get; set; }

    /// <summary>Property paths whose changes are not applied.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>The version of the provider plugin.</summary>
    public string? Version { get; set; }

    /// <summary>The provider to use; else that of the parent, else the default one.</summary>
    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Functions that may change the arguments and options of this resource and of its children.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>Functions that the engine calls with the properties of this resource and of its children.</summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }

    /// <summary>Former identities of the resource.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>The URN of a registered resource, which is then looked up instead of created.</summary>
    public string? Urn { get; set; }

    /// <summary>Property paths whose changes replace the resource; <c>*</c> for any.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>Where the provider plugin is downloaded from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>True to leave the real resource alone when this one is deleted.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion takes this one along.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Resources whose replacement replaces this one too.</summary>
    public InputList<Resource> ReplaceWith
    {
        get => _replaceWith ??= [];
        set => _replaceWith = value;
    }

    /// <summary>Property paths whose changes are not shown.</summary>
    public List<string> HideDiffs
    {
        get => _hideDiffs ??= [];
        set => _hideDiffs = value;
    }

    /// <summary>A value whose change replaces the resource.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    /// <summary>What <see cref="DependsOn"/> holds, without making a list where there is none.</summary>
    internal InputList<Resource>? ExplicitDependencies => _dependsOn;

    internal abstract ResourceOptions Clone();

    /// <summary>Copies every option; lists are copied too, so that changing the copy leaves this alone.</summary>
    private protected void CopyTo(ResourceOptions copy)
    {
        copy.Id = Id;
        copy.Parent = Parent;
        copy.Protect = Protect;
        copy.Version = Version;
        copy.Provider = Provider;
        copy.CustomTimeouts = CustomTimeouts?.Clone();
        copy.Urn = Urn;
        copy.PluginDownloadURL = PluginDownloadURL;
        copy.RetainOnDelete = RetainOnDelete;
        copy.DeletedWith = DeletedWith;
        copy.ReplacementTrigger = ReplacementTrigger;
        copy.Aliases = [.. Aliases];
        copy._dependsOn = _dependsOn?.Clone();
        copy._replaceWith = _replaceWith?.Clone();
        copy._ignoreChanges = Copy(_ignoreChanges);
        copy._replaceOnChanges = Copy(_replaceOnChanges);
        copy._hideDiffs = Copy(_hideDiffs);
        copy._resourceTransformations = Copy(_resourceTransformations);
        copy._resourceTransforms = Copy(_resourceTransforms);
    }

    /// <summary>Takes over what <paramref name="other"/> sets: single values win, lists are appended.</summary>
    private protected void MergeWith(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        Urn = other.Urn ?? Urn;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
        Aliases.AddRange(other.Aliases);
        IgnoreChanges.AddRange(other.IgnoreChanges);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        HideDiffs.AddRange(other.HideDiffs);
        ResourceTransformations.AddRange(other.ResourceTransformations);
        ResourceTransforms.AddRange(other.ResourceTransforms);
        DependsOn.AddRange(other.DependsOn);
        ReplaceWith.AddRange(other.ReplaceWith);
    }

    private protected static List<T>? Copy<T>(List<T>? list) => list is null ? null : [.. list];
}
