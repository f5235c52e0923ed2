using System.Security.Cryptography.X509Certificates;

namespace WedSync.Core.Redis;

/// <summary>What proves a Redis node.</summary>
public static class NodeCertificates
{
    /// <summary>
    /// Whether our own CA signed the certificate. Nodes are found by address while their certificates name the Service, so the chain
    /// alone counts.
    /// </summary>
    public static bool IsIssuedBy(X509Certificate2 node, X509Certificate2 authority)
    {
        ArgumentNullException.ThrowIfNull(node);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(node);
    }
}
