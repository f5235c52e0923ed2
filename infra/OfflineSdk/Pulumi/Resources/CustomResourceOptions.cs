namespace Pulumi;

/// <summary>Options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;
    private Dictionary<string, string>? _envVarMappings;

    /// <summary>True to delete the old resource before its replacement is created.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Names of outputs that are secret beside those the provider says.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>The provider's ID of an existing resource that the engine takes over.</summary>
    public string? ImportId { get; set; }

    /// <summary>Environment variables that a provider resource reads under another name.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => _envVarMappings ??= [];
        set => _envVarMappings = value;
    }

    /// <summary>New options of both: where both set a value the second wins, lists are appended.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = Copy(options1 ?? new CustomResourceOptions());
        if (options2 is null)
            return merged;

        merged.MergeWith(Copy(options2));
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        foreach (var (name, source) in options2.EnvVarMappings)
            merged.EnvVarMappings[name] = source;
        return merged;
    }

    internal override ResourceOptions Clone() => Copy(this);

    private static CustomResourceOptions Copy(CustomResourceOptions options)
    {
        var copy = new CustomResourceOptions
        {
            DeleteBeforeReplace = options.DeleteBeforeReplace,
            ImportId = options.ImportId,
            _additionalSecretOutputs = Copy(options._additionalSecretOutputs),
            _envVarMappings = options._envVarMappings is null ? null : new(options._envVarMappings),
        };
        options.CopyTo(copy);
        return copy;
    }
}
