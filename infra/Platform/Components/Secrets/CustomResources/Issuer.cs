using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>Signs certificates of one namespace.</summary>
public sealed class Issuer(string name, IssuerArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of an <see cref="Issuer"/>.</summary>
public sealed class IssuerArgs() : CustomResourceArgs("cert-manager.io/v1", "Issuer")
{
    /// <summary>How it signs.</summary>
    [Input("spec", required: true)]
    public Input<IssuerSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Signs certificates of every namespace; its own Secrets are in cert-manager's namespace.</summary>
public sealed class ClusterIssuer(string name, ClusterIssuerArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="ClusterIssuer"/>.</summary>
public sealed class ClusterIssuerArgs() : CustomResourceArgs("cert-manager.io/v1", "ClusterIssuer")
{
    /// <summary>How it signs.</summary>
    [Input("spec", required: true)]
    public Input<IssuerSpecArgs> Spec { get; set; } = null!;
}

/// <summary>How an issuer signs; exactly one is set.</summary>
public sealed class IssuerSpecArgs : ResourceArgs
{
    /// <summary>Each certificate with its own key.</summary>
    [Input("selfSigned")]
    public Input<SelfSignedIssuerArgs>? SelfSigned { get; set; }

    /// <summary>With a CA key in a Secret.</summary>
    [Input("ca")]
    public Input<CaIssuerArgs>? Ca { get; set; }
}

/// <summary>Each certificate is signed with its own key.</summary>
public sealed class SelfSignedIssuerArgs : ResourceArgs
{
    [Input("crlDistributionPoints")]
    private InputList<string>? _crlDistributionPoints;

    /// <summary>Where revocations are published.</summary>
    public InputList<string> CrlDistributionPoints
    {
        get => _crlDistributionPoints ??= new InputList<string>();
        set => _crlDistributionPoints = value;
    }
}

/// <summary>Certificates are signed with a CA key.</summary>
public sealed class CaIssuerArgs : ResourceArgs
{
    /// <summary>Secret with the CA's <c>tls.crt</c> and <c>tls.key</c>.</summary>
    [Input("secretName", required: true)]
    public Input<string> SecretName { get; set; } = null!;
}
