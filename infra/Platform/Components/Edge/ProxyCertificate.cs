using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Secrets.CustomResources;

namespace WedSync.Platform.Components.Edge;

/// <summary>Certificate that a region's proxies show to the load balancers: traffic is encrypted on that leg too.</summary>
internal static class ProxyCertificate
{
    public static Certificate Create(RegionContext context, Resource parent) => new(
        context.Logical("gateway-tls"),
        new CertificateArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = EdgeNames.GatewayTls,
                Namespace = Namespaces.Edge,
                Labels = Labels.For(Names.Gateway, "edge"),
            },
            Spec = new CertificateSpecArgs
            {
                SecretName = EdgeNames.GatewayTls,
                IssuerRef = new IssuerRefArgs
                {
                    Name = SecretNames.ClusterCa,
                    Kind = SecretNames.IssuerKind,
                    Group = SecretNames.IssuerGroup,
                },
                DnsNames = { context.Region.Domain, $"{EdgeNames.EnvoyService}.{Namespaces.Edge}.svc" },
                Usages = { "server auth" },
                Duration = "2160h",
                RenewBefore = "720h",
                PrivateKey = new CertificatePrivateKeyArgs { Algorithm = "ECDSA", Size = 256, RotationPolicy = "Always" },
            },
        },
        context.In(parent));
}
