using WedSync.Platform.Components.Secrets.CustomResources;

namespace WedSync.Platform.Components.Secrets;

/// <summary>References that certificates and external secrets of all components share.</summary>
public static class SecretRefs
{
    /// <summary>The cluster's own CA.</summary>
    public static IssuerRefArgs ClusterCa() => ClusterIssuer(SecretNames.ClusterCa);

    /// <summary>The CA that all regions share.</summary>
    public static IssuerRefArgs SyncCa() => ClusterIssuer(SecretNames.SyncCa);

    /// <summary>The store over the cloud's secret manager.</summary>
    public static SecretStoreRefArgs CloudStore() => new() { Name = SecretNames.CloudStore, Kind = SecretNames.StoreKind };

    /// <summary>One property of a secret in the cloud's secret manager.</summary>
    /// <param name="secretKey">Key in the Kubernetes Secret.</param>
    /// <param name="remoteSecret">Name in the secret manager, see <see cref="RemoteSecrets"/>.</param>
    /// <param name="property">Property of the JSON secret.</param>
    public static ExternalSecretDataArgs Remote(string secretKey, string remoteSecret, string property) => new()
    {
        SecretKey = secretKey,
        RemoteRef = new RemoteRefArgs { Key = remoteSecret, Property = property },
    };

    /// <summary>All passwords of a <see cref="Password"/> generator of the same namespace.</summary>
    public static ExternalSecretDataFromArgs Passwords(string generator) => new()
    {
        SourceRef = new GeneratorSourceRefArgs
        {
            GeneratorRef = new GeneratorRefArgs
            {
                ApiVersion = PasswordArgs.GroupVersion,
                Kind = PasswordArgs.KindName,
                Name = generator,
            },
        },
    };

    internal static IssuerRefArgs ClusterIssuer(string name) => new()
    {
        Name = name,
        Kind = SecretNames.IssuerKind,
        Group = SecretNames.IssuerGroup,
    };
}
