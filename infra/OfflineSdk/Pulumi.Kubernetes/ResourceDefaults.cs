namespace Pulumi.Kubernetes;

/// <summary>Options that a resource type has of itself, under those that the program gives.</summary>
internal static class ResourceDefaults
{
    public static CustomResourceOptions With(
        this CustomResourceOptions? options,
        string[]? secrets = null,
        string[]? replace = null,
        string[]? aliases = null)
    {
        var defaults = new CustomResourceOptions
        {
            AdditionalSecretOutputs = [.. secrets ?? []],
            ReplaceOnChanges = [.. replace ?? []],
        };
        foreach (var type in aliases ?? [])
        {
            defaults.Aliases.Add(new global::Pulumi.Alias { Type = type });
        }

        return CustomResourceOptions.Merge(defaults, options);
    }

    public static CustomResourceOptions Existing(this CustomResourceOptions? options, Input<string> id) =>
        CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id });
}
