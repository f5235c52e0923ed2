using Pulumi;
using Pulumi.Gcp.Compute;

namespace WedSync.Platform.Components.Edge;

/// <summary>TLS that clients are offered: 1.2 and later, with modern ciphers.</summary>
internal static class GlobalTls
{
    public static SSLPolicy Create(string project, Resource parent) => new(
        "edge-tls",
        new SSLPolicyArgs { Name = ClassicNames.TlsPolicy, Project = project, MinTlsVersion = "TLS_1_2", Profile = "MODERN" },
        new CustomResourceOptions { Parent = parent });
}
