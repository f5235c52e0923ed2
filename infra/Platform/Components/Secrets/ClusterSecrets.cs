using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets.CustomResources;

namespace WedSync.Platform.Components.Secrets;

/// <summary>
/// Where Secrets and certificates of a cluster come from: cert-manager with two CAs, and the External Secrets Operator over the cloud's
/// secret manager. No secret passes through the program or its state.
/// </summary>
/// <remarks>
/// Charts are <c>helm.v3.Release</c> everywhere: Helm itself installs them, so that hooks, CRDs and roll-back work as the charts' authors
/// expect, and the plan holds one resource a chart instead of a copy of its objects.
/// </remarks>
public sealed class ClusterSecrets : ComponentResource
{
    private readonly RegionContext _context;

    /// <summary>Installs both operators and declares issuers and store.</summary>
    public ClusterSecrets(string name, ClusterSecretsArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:secrets:ClusterSecrets", name, options)
    {
        _context = args.Context;
        var certManager = Chart(Versions.Charts.CertManager, Namespaces.CertManager, SecretValues.CertManager());
        BuildClusterCa(certManager);
        var identity = OperatorIdentity(args);
        var externalSecrets = Chart(Versions.Charts.ExternalSecrets, Namespaces.ExternalSecrets, SecretValues.ExternalSecrets(identity));
        BuildStore(externalSecrets);
        BuildSyncCa(certManager, externalSecrets);
        Ready = Output.Tuple(certManager.Status, externalSecrets.Status).Apply(_ => true);
        RegisterOutputs(new Dictionary<string, object?> { ["ready"] = Ready });
    }

    /// <summary>True once both operators run. Depend on the component to wait for its issuers and store too.</summary>
    [Output("ready")]
    public Output<bool> Ready { get; private set; }

    private Release Chart(ChartVersion chart, string ns, InputMap<object> values) =>
        new(_context.Logical(chart.Name), HelmReleases.Args(chart, chart.Name, ns, values), _context.In(this));

    private WorkloadIdentity OperatorIdentity(ClusterSecretsArgs args) => new(_context.Logical("external-secrets-identity"), new WorkloadIdentityArgs
    {
        Context = args.Context,
        Cluster = args.Cluster,
        Namespace = Namespaces.ExternalSecrets,
        ServiceAccount = SecretValues.ExternalSecretsAccount,
        GcpRoles = ["roles/secretmanager.secretAccessor"],
        GcpCondition = SecretValues.OwnSecretsOnly,
        AwsPolicy = SecretValues.ReadOwnSecrets(args.Context.Region.Location, args.Context.Settings.Accounts.AwsAccountId),
    }, new ComponentResourceOptions { Parent = this });

    // A self-signed issuer signs the CA, the CA signs everything that stays in the cluster.
    private void BuildClusterCa(Resource certManager)
    {
        var selfSigned = new ClusterIssuer(_context.Logical("issuer-self-signed"), new ClusterIssuerArgs
        {
            Metadata = Meta(SecretNames.SelfSigned, null),
            Spec = new IssuerSpecArgs { SelfSigned = new SelfSignedIssuerArgs() },
        }, _context.In(this, certManager));
        var certificate = new Certificate(_context.Logical("cluster-ca"), new CertificateArgs
        {
            Metadata = Meta(SecretNames.ClusterCa, Namespaces.CertManager),
            Spec = new CertificateSpecArgs
            {
                SecretName = SecretNames.ClusterCa,
                CommonName = $"wedsync {_context.Region.Name} cluster CA",
                Subject = new CertificateSubjectArgs { Organizations = { "WedSync" } },
                IsCA = true,
                // Five years; what it signs is short-lived. The key stays, so that old and new certificates trust each other.
                Duration = "43800h",
                RenewBefore = "8760h",
                PrivateKey = new CertificatePrivateKeyArgs { Algorithm = "ECDSA", Size = 384, RotationPolicy = "Never" },
                Usages = { "cert sign", "crl sign" },
                IssuerRef = SecretRefs.ClusterIssuer(SecretNames.SelfSigned),
                RevisionHistoryLimit = 3,
            },
        }, _context.In(this, selfSigned));
        _ = CaIssuer("issuer-cluster-ca", SecretNames.ClusterCa, certificate);
    }

    private void BuildStore(Resource externalSecrets) => _ = new ClusterSecretStore(_context.Logical("cloud-secrets"), new ClusterSecretStoreArgs
    {
        Metadata = Meta(SecretNames.CloudStore, null),
        Spec = new SecretStoreSpecArgs
        {
            Provider = SecretValues.Provider(_context.Region, _context.Settings.Accounts),
            Conditions =
            {
                new SecretStoreConditionArgs
                {
                    Namespaces = { Namespaces.Cache, Namespaces.Monitoring, Namespaces.Edge, Namespaces.Velero, Namespaces.CertManager },
                },
            },
        },
    }, _context.In(this, externalSecrets));

    // All regions have the same CA: its key lies in each cloud's secret manager and is only copied into cert-manager's namespace.
    private void BuildSyncCa(Resource certManager, Resource externalSecrets)
    {
        var secret = new ExternalSecret(_context.Logical("sync-ca"), new ExternalSecretArgs
        {
            Metadata = Meta(SecretNames.SyncCa, Namespaces.CertManager),
            Spec = new ExternalSecretSpecArgs
            {
                RefreshPolicy = "Periodic",
                RefreshInterval = "1h",
                SecretStoreRef = SecretRefs.CloudStore(),
                Target = new ExternalSecretTargetArgs
                {
                    Name = SecretNames.SyncCa,
                    CreationPolicy = "Owner",
                    DeletionPolicy = "Retain",
                    Template = new ExternalSecretTemplateArgs { EngineVersion = "v2", Type = "kubernetes.io/tls" },
                },
                Data =
                {
                    SecretRefs.Remote("tls.crt", RemoteSecrets.SyncCa, RemoteSecrets.CertificateProperty),
                    SecretRefs.Remote("tls.key", RemoteSecrets.SyncCa, RemoteSecrets.KeyProperty),
                },
            },
        }, _context.In(this, externalSecrets));
        _ = CaIssuer("issuer-sync-ca", SecretNames.SyncCa, secret, certManager);
    }

    private ClusterIssuer CaIssuer(string logicalName, string name, params Resource[] after) => new(_context.Logical(logicalName), new ClusterIssuerArgs
    {
        Metadata = Meta(name, null),
        Spec = new IssuerSpecArgs { Ca = new CaIssuerArgs { SecretName = name } },
    }, _context.In(this, after));

    private static ObjectMetaArgs Meta(string name, string? ns)
    {
        var meta = new ObjectMetaArgs { Name = name, Labels = Labels.For(name, "secrets") };
        if (ns is not null) meta.Namespace = ns;
        return meta;
    }
}
