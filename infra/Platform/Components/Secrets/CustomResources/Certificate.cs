using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Secrets.CustomResources;

/// <summary>A certificate that cert-manager issues and renews into a Secret (<c>tls.crt</c>, <c>tls.key</c>, <c>ca.crt</c>).</summary>
public sealed class Certificate(string name, CertificateArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="Certificate"/>.</summary>
public sealed class CertificateArgs() : CustomResourceArgs("cert-manager.io/v1", "Certificate")
{
    /// <summary>What is issued, by whom and into which Secret.</summary>
    [Input("spec", required: true)]
    public Input<CertificateSpecArgs> Spec { get; set; } = null!;
}

/// <summary>What is issued, by whom and into which Secret.</summary>
public sealed class CertificateSpecArgs : ResourceArgs
{
    [Input("dnsNames")]
    private InputList<string>? _dnsNames;

    [Input("usages")]
    private InputList<string>? _usages;

    /// <summary>Secret that holds the key and the certificate.</summary>
    [Input("secretName", required: true)]
    public Input<string> SecretName { get; set; } = null!;

    /// <summary>Who signs.</summary>
    [Input("issuerRef", required: true)]
    public Input<IssuerRefArgs> IssuerRef { get; set; } = null!;

    /// <summary>Common name, at most 64 characters.</summary>
    [Input("commonName")]
    public Input<string>? CommonName { get; set; }

    /// <summary>DNS names it is valid for.</summary>
    public InputList<string> DnsNames
    {
        get => _dnsNames ??= new InputList<string>();
        set => _dnsNames = value;
    }

    /// <summary>Key usages, such as <c>server auth</c> and <c>client auth</c>.</summary>
    public InputList<string> Usages
    {
        get => _usages ??= new InputList<string>();
        set => _usages = value;
    }

    /// <summary>Whether it may sign others.</summary>
    [Input("isCA")]
    public Input<bool>? IsCA { get; set; }

    /// <summary>How long it is valid, as a Go duration such as <c>2160h</c>; cert-manager's default is 90 days.</summary>
    [Input("duration")]
    public Input<string>? Duration { get; set; }

    /// <summary>How long before its end it is renewed, as a Go duration; cert-manager's default is a third of the duration.</summary>
    [Input("renewBefore")]
    public Input<string>? RenewBefore { get; set; }

    /// <summary>The private key.</summary>
    [Input("privateKey")]
    public Input<CertificatePrivateKeyArgs>? PrivateKey { get; set; }

    /// <summary>Owner of the certificate.</summary>
    [Input("subject")]
    public Input<CertificateSubjectArgs>? Subject { get; set; }

    /// <summary>Labels and annotations of the Secret.</summary>
    [Input("secretTemplate")]
    public Input<SecretMetadataArgs>? SecretTemplate { get; set; }

    /// <summary>How many past requests are kept.</summary>
    [Input("revisionHistoryLimit")]
    public Input<int>? RevisionHistoryLimit { get; set; }
}

/// <summary>The private key of a certificate.</summary>
public sealed class CertificatePrivateKeyArgs : ResourceArgs
{
    /// <summary><c>RSA</c>, <c>ECDSA</c> or <c>Ed25519</c>.</summary>
    [Input("algorithm")]
    public Input<string>? Algorithm { get; set; }

    /// <summary>Bits: 2048 to 8192 for RSA; 256, 384 or 521 for ECDSA.</summary>
    [Input("size")]
    public Input<int>? Size { get; set; }

    /// <summary><c>PKCS1</c> or <c>PKCS8</c>.</summary>
    [Input("encoding")]
    public Input<string>? Encoding { get; set; }

    /// <summary><c>Always</c> makes a new key at each renewal, <c>Never</c> keeps it.</summary>
    [Input("rotationPolicy")]
    public Input<string>? RotationPolicy { get; set; }
}

/// <summary>Owner of a certificate.</summary>
public sealed class CertificateSubjectArgs : ResourceArgs
{
    [Input("organizations")]
    private InputList<string>? _organizations;

    /// <summary>Organizations.</summary>
    public InputList<string> Organizations
    {
        get => _organizations ??= new InputList<string>();
        set => _organizations = value;
    }
}

/// <summary>A reference to an Issuer or a ClusterIssuer.</summary>
public sealed class IssuerRefArgs : ResourceArgs
{
    /// <summary>The issuer's name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary><c>Issuer</c> (same namespace) or <c>ClusterIssuer</c>.</summary>
    [Input("kind")]
    public Input<string>? Kind { get; set; }

    /// <summary>API group of the issuer.</summary>
    [Input("group")]
    public Input<string>? Group { get; set; }
}
