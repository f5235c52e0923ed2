using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A provider with settings of its own.</summary>
public class ProviderResource : CustomResource
{
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options) => Package = package;

    /// <inheritdoc cref="CustomResource(string, string, ResourceArgs?, CustomResourceOptions?, RegisterPackageRequest?)"/>
    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : this(package, name, args, options)
    {
    }

    internal string Package { get; }

    /// <summary>How requests name a provider once it is registered: its URN and ID.</summary>
    internal static string Reference(RegisteredState state) =>
        $"{state.Urn}::{(state.Id.Length > 0 ? state.Id : Constants.UnknownValue)}";
}
