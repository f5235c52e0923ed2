using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource that a provider creates, updates and deletes.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    /// <summary>
    /// As the other constructor. It is here so that a call without options is as ambiguous as with the official packages.
    /// </summary>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : this(type, name, args, options)
    {
    }

    private protected CustomResource(string type, string urn)
        : base(type, urn)
    {
    }

    /// <summary>The provider's ID; unknown until the resource is created.</summary>
    [Output(Constants.IdName)]
    public Output<string> Id { get; private protected set; } = null!;
}

/// <summary>Stands for a registered resource of which only the URN is known.</summary>
internal sealed class DependencyResource(string urn) : CustomResource(type: "", urn);
