using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>A certificate that Google issues for a GCE Ingress.</summary>
public sealed class ManagedCertificate(string name, ManagedCertificateArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ManagedCertificate"/>.</summary>
public sealed class ManagedCertificateArgs() : CustomResourceArgs("networking.gke.io/v1", "ManagedCertificate")
{
    /// <summary>Domains.</summary>
    [Input("spec", required: true)]
    public Input<ManagedCertificateSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Domains.</summary>
public sealed class ManagedCertificateSpecArgs : ResourceArgs
{
    /// <summary>Domains; all of them must lead to the Ingress' address before it is issued.</summary>
    [Input("domains", required: true)]
    public InputList<string>? Domains { get; set; }
}
