namespace WedSync.Platform.Components.Secrets;

/// <summary>Names of issuers, stores and remote secrets that other components refer to.</summary>
public static class SecretNames
{
    /// <summary>ClusterIssuer of the cluster's own CA: certificates that stay inside one cluster, such as Redis'.</summary>
    public const string ClusterCa = "wedsync-ca";

    /// <summary>ClusterIssuer of the CA that all regions share: mutual TLS between regions.</summary>
    public const string SyncCa = "wedsync-sync-ca";

    /// <summary>ClusterIssuer that signs the cluster CA's own certificate and nothing else.</summary>
    public const string SelfSigned = "wedsync-selfsigned";

    /// <summary>Kind of the issuers above.</summary>
    public const string IssuerKind = "ClusterIssuer";

    /// <summary>API group of the issuers above.</summary>
    public const string IssuerGroup = "cert-manager.io";

    /// <summary>ClusterSecretStore over the cloud's secret manager.</summary>
    public const string CloudStore = "cloud-secrets";

    /// <summary>Kind of the store above.</summary>
    public const string StoreKind = "ClusterSecretStore";
}

/// <summary>Secrets in the cloud's secret manager, each a JSON object. People create them; the program only reads them in the cluster.</summary>
public static class RemoteSecrets
{
    /// <summary>The CA that all regions share: properties <c>tls.crt</c> and <c>tls.key</c>.</summary>
    public const string SyncCa = "wedsync-sync-ca";

    /// <summary>Property with a certificate.</summary>
    public const string CertificateProperty = "tls.crt";

    /// <summary>Property with a private key.</summary>
    public const string KeyProperty = "tls.key";

    /// <summary>Receivers of alerts: properties <c>slack-webhook-url</c>, <c>pagerduty-key</c> and <c>smtp-password</c>.</summary>
    public const string Alerting = "wedsync-alerting";
}
