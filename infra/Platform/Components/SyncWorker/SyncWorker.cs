using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Secrets.CustomResources;
using WedSync.Platform.Configuration;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.SyncWorker;

/// <summary>
/// The workers that carry entries between regions. Regions are on different clouds and their networks are not joined, so workers
/// meet at a public layer 4 load balancer that passes TLS through: only who has a certificate of the CA that the regions share gets
/// past the handshake.
/// </summary>
public sealed class SyncWorker : ComponentResource
{
    private const string Part = "sync";
    private readonly RegionContext _context;

    /// <summary>Creates the workers.</summary>
    public SyncWorker(string name, SyncWorkerArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:sync:SyncWorker", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _context = args.Context;
        var after = args.After.ToArray();

        var account = new ServiceAccount(_context.Logical("sync-worker"), new ServiceAccountArgs
        {
            Metadata = Metadata(Names.SyncService),
            AutomountServiceAccountToken = false,
        }, _context.In(this, after));
        var certificate = CreateCertificate(after);
        var policy = CreatePolicy(after);
        CreateDisruptionBudget(after);
        CreateDeployment([.. after, account, certificate, policy]);
        var service = CreateService(after);
        SyncDns.Create(_context, this, service);

        Endpoint = service.Metadata.Apply(_ => SyncEndpoints.Host(_context.Settings, _context.Region));
        RegisterOutputs(new Dictionary<string, object?> { ["endpoint"] = Endpoint });
    }

    /// <summary>Public name of the region's workers, as its peers have it from the catalogue.</summary>
    [Output("endpoint")]
    public Output<string> Endpoint { get; private set; }

    /// <summary>Annotations of the load balancer: layer 4, open to the internet, straight to the pods where the cloud can.</summary>
    internal static InputMap<string> LoadBalancerAnnotations(Cloud cloud) => cloud switch
    {
        Cloud.Aws => new InputMap<string>
        {
            ["service.beta.kubernetes.io/aws-load-balancer-type"] = "external",
            ["service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"] = "ip",
            ["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internet-facing",
            ["service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled"] = "true",
        },
        _ => new InputMap<string> { ["cloud.google.com/l4-rbs"] = "enabled" },
    };

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.SyncService, Part),
    };

    private Certificate CreateCertificate(Resource[] after) => new(_context.Logical("sync-tls"), new CertificateArgs
    {
        Metadata = Metadata(SyncWorkerPod.TlsSecret),
        Spec = new CertificateSpecArgs
        {
            SecretName = SyncWorkerPod.TlsSecret,
            IssuerRef = SecretRefs.SyncCa(),
            // Peers know each other by this name: a worker that claims another region is refused.
            CommonName = _context.Region.Name,
            DnsNames = SyncEndpoints.CertificateNames(_context.Settings, _context.Region).ToArray(),
            Usages = { "digital signature", "key encipherment", "server auth", "client auth" },
            Duration = "720h",
            RenewBefore = "240h",
            PrivateKey = new CertificatePrivateKeyArgs { Algorithm = "ECDSA", Size = 256, Encoding = "PKCS8", RotationPolicy = "Always" },
        },
    }, _context.In(this, after));

    private Deployment CreateDeployment(Resource[] after) => new(_context.Logical("sync-worker"), new DeploymentArgs
    {
        Metadata = Metadata(Names.SyncService),
        Spec = new DeploymentSpecArgs
        {
            Replicas = 3,
            RevisionHistoryLimit = 5,
            Selector = NetworkRules.Pods(Names.SyncService),
            Strategy = new DeploymentStrategyArgs
            {
                Type = "RollingUpdate",
                RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = new PodTemplateSpecArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Labels = Labels.For(Names.SyncService, Part),
                    Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
                },
                Spec = SyncWorkerPod.Spec(_context),
            },
        },
    }, _context.In(this, after));

    private Service CreateService(Resource[] after)
    {
        var metadata = Metadata(Names.SyncService);
        metadata.Annotations = LoadBalancerAnnotations(_context.Region.Cloud);
        return new Service(_context.Logical("sync-worker"), new ServiceArgs
        {
            Metadata = metadata,
            Spec = new ServiceSpecArgs
            {
                Type = "LoadBalancer",
                // Keeps the peer's address for the log, and takes a hop out.
                ExternalTrafficPolicy = "Local",
                // The quota allows no node ports, and neither load balancer needs one.
                AllocateLoadBalancerNodePorts = false,
                Selector = Labels.Selector(Names.SyncService),
                Ports =
                {
                    new ServicePortArgs { Name = "grpc", Port = ServicePorts.SyncGrpc, TargetPort = "grpc", Protocol = "TCP" },
                },
            },
        }, _context.In(this, after));
    }

    private PodDisruptionBudget CreateDisruptionBudget(Resource[] after) => new(_context.Logical("sync-worker"), new PodDisruptionBudgetArgs
    {
        Metadata = Metadata(Names.SyncService),
        Spec = new PodDisruptionBudgetSpecArgs { MaxUnavailable = 1, Selector = NetworkRules.Pods(Names.SyncService) },
    }, _context.In(this, after));

    private NetworkPolicy CreatePolicy(Resource[] after) => new(_context.Logical("sync-worker"), new NetworkPolicyArgs
    {
        Metadata = Metadata(Names.SyncService),
        Spec = new NetworkPolicySpecArgs
        {
            PodSelector = NetworkRules.Pods(Names.SyncService),
            PolicyTypes = { "Ingress", "Egress" },
            Ingress =
            {
                // Peers; the certificate decides who is one.
                NetworkRules.FromNetworks([NetworkRules.Everywhere], ServicePorts.SyncGrpc),
                NetworkRules.FromApps([Names.CacheService], ServicePorts.SyncGrpc),
                NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics),
            },
            Egress =
            {
                NetworkRules.ToDns(),
                NetworkRules.ToApps([Names.Redis], ServicePorts.Redis),
                NetworkRules.ToNetworks([NetworkRules.Everywhere], ServicePorts.SyncGrpc),
            },
        },
    }, _context.In(this, after));
}
