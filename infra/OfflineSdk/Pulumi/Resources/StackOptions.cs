namespace Pulumi;

/// <summary>Options of a stack; they apply to every resource in it.</summary>
public class StackOptions
{
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;

    /// <inheritdoc cref="ResourceOptions.ResourceTransformations"/>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <inheritdoc cref="ResourceOptions.ResourceTransforms"/>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }
}
