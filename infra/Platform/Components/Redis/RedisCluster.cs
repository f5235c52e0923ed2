using Pulumi;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Contracts;
using WedSync.Contracts.Quantities;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>
/// A region's Redis Cluster: the nodes, their configuration, users and certificates, and the Job that makes a cluster of them.
/// Node count and memory are elastic: created with the profile's values, then moved by the season operator alone.
/// </summary>
public sealed class RedisCluster : ComponentResource
{
    private const string Part = "redis";

    /// <summary>Fields of the StatefulSet that belong to the season operator.</summary>
    public static readonly IReadOnlyList<string> ElasticFields =
    [
        "spec.replicas",
        "spec.template.spec.containers[0].resources.requests.memory",
        "spec.template.spec.containers[0].resources.limits.memory",
    ];

    /// <summary>Field of the memory ConfigMap that belongs to the season operator.</summary>
    public const string ElasticMemoryField = $"data[\"{RedisMemoryLimit.FileName}\"]";

    private readonly RegionContext _context;
    private readonly RedisClusterScale _scale;

    /// <summary>Creates the cluster.</summary>
    public RedisCluster(string name, RedisClusterArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:redis:RedisCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _context = args.Context;
        _scale = _context.Settings.ActiveProfile.RedisCluster;
        var after = args.After.ToArray();

        var secrets = RedisSecrets.Create(_context, this, after);
        var config = CreateConfig(after);
        var memory = CreateMemory(after);
        var headless = CreateHeadlessService(after);
        var client = CreateClientService(after);
        var policy = RedisNetworkPolicy.Create(_context, this, after);
        CreateDisruptionBudget(after);
        var nodes = CreateNodes([.. secrets, config, memory, headless, policy]);
        var created = RedisTopology.Create(_context, this, [nodes, policy, .. secrets]);

        ConfigMapName = config.Metadata.Apply(m => m.Name);
        ClientServiceName = client.Metadata.Apply(m => m.Name);
        // The cluster serves when the Job has ended, so whoever takes the endpoints waits for it.
        ClientEndpoints = created.Id.Apply(_ => RedisEndpoints.ClientEndpoints());
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["configMapName"] = ConfigMapName,
            ["clientServiceName"] = ClientServiceName,
            ["clientEndpoints"] = ClientEndpoints,
        });
    }

    /// <summary>ConfigMap with the configuration and, under <c>cluster-endpoints</c>, what clients start from.</summary>
    [Output("configMapName")]
    public Output<string> ConfigMapName { get; private set; }

    /// <summary>Service in front of the ready nodes.</summary>
    [Output("clientServiceName")]
    public Output<string> ClientServiceName { get; private set; }

    /// <summary>Endpoints that clients start from, <c>host:port</c> separated by commas; known when the cluster serves.</summary>
    [Output("clientEndpoints")]
    public Output<string> ClientEndpoints { get; private set; }

    /// <summary>Content of the ConfigMap <see cref="Names.RedisConfig"/>.</summary>
    public static IReadOnlyDictionary<string, string> ConfigData() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [RedisLayout.EndpointsKey] = RedisEndpoints.ClientEndpoints(),
        [RedisLayout.ConfigKey] = RedisConfiguration.RedisConf(),
        [RedisLayout.AclKey] = RedisAcl.Rules(),
        [RedisLayout.StartScript] = RedisScripts.Start,
        [RedisLayout.HealthScript] = RedisScripts.Health,
        [RedisLayout.HandOverScript] = RedisScripts.HandOver,
        [RedisLayout.ReloadScript] = RedisScripts.ReloadCertificates,
    };

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.Redis, Part),
    };

    private ConfigMap CreateConfig(Resource[] after)
    {
        var data = new InputMap<string>();
        foreach (var (key, text) in ConfigData())
        {
            data[key] = text;
        }

        return new ConfigMap(_context.Logical("redis-config"), new ConfigMapArgs
        {
            Metadata = Metadata(Names.RedisConfig),
            Data = data,
        }, _context.In(this, after));
    }

    private ConfigMap CreateMemory(Resource[] after)
    {
        var options = _context.In(this, after);
        options.IgnoreChanges = [ElasticMemoryField];
        return new ConfigMap(_context.Logical("redis-memory"), new ConfigMapArgs
        {
            Metadata = Metadata(Names.RedisMemory),
            Data = { [RedisMemoryLimit.FileName] = RedisMemoryLimit.File(BinaryQuantity.Parse(_scale.MemoryPerNode)) },
        }, options);
    }

    private Service CreateHeadlessService(Resource[] after) => new(_context.Logical("redis-nodes"), new ServiceArgs
    {
        Metadata = Metadata(Names.Redis),
        Spec = new ServiceSpecArgs
        {
            ClusterIP = "None",
            // Nodes must find each other before they are ready, or none ever becomes ready.
            PublishNotReadyAddresses = true,
            Selector = Labels.Selector(Names.Redis),
            Ports =
            {
                Port("redis", ServicePorts.Redis),
                Port("bus", ServicePorts.RedisBus),
            },
        },
    }, _context.In(this, after));

    private Service CreateClientService(Resource[] after) => new(_context.Logical("redis-client"), new ServiceArgs
    {
        Metadata = Metadata(Names.RedisClient),
        Spec = new ServiceSpecArgs
        {
            Type = "ClusterIP",
            Selector = Labels.Selector(Names.Redis),
            Ports = { Port("redis", ServicePorts.Redis) },
        },
    }, _context.In(this, after));

    private PodDisruptionBudget CreateDisruptionBudget(Resource[] after) => new(_context.Logical("redis"), new PodDisruptionBudgetArgs
    {
        Metadata = Metadata(Names.Redis),
        Spec = new PodDisruptionBudgetSpecArgs
        {
            // One at a time: a primary and its replica never go together.
            MaxUnavailable = 1,
            Selector = NetworkRules.Pods(Names.Redis),
            UnhealthyPodEvictionPolicy = "IfHealthyBudget",
        },
    }, _context.In(this, after));

    private StatefulSet CreateNodes(Resource[] after)
    {
        var options = _context.In(this, after);
        options.Protect = true;
        options.IgnoreChanges = [.. ElasticFields];
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(30), Update = TimeSpan.FromHours(2) };
        return new StatefulSet(_context.Logical("redis"), new StatefulSetArgs
        {
            Metadata = Metadata(Names.Redis),
            Spec = new StatefulSetSpecArgs
            {
                ServiceName = Names.Redis,
                Replicas = _scale.Nodes,
                // All at once: a cluster that starts again as a whole has no order.
                PodManagementPolicy = "Parallel",
                MinReadySeconds = 10,
                RevisionHistoryLimit = 5,
                UpdateStrategy = new StatefulSetUpdateStrategyArgs { Type = "RollingUpdate" },
                // The season operator gives volumes back when it has drained their node; nothing else may delete data.
                PersistentVolumeClaimRetentionPolicy = new StatefulSetPersistentVolumeClaimRetentionPolicyArgs
                {
                    WhenDeleted = "Retain",
                    WhenScaled = "Retain",
                },
                Selector = NetworkRules.Pods(Names.Redis),
                Template = new PodTemplateSpecArgs { Metadata = PodMetadata(), Spec = RedisPod.Spec(_scale.MemoryPerNode) },
                VolumeClaimTemplates = { Claim() },
            },
        }, options);
    }

    private static ObjectMetaArgs PodMetadata()
    {
        var annotations = ScrapeAnnotations.For(ServicePorts.RedisExporter);
        // Nodes read configuration, rules and scripts when they start: a change rolls them.
        annotations["wedsync.com/config-checksum"] = Checksum.Of(ConfigData());
        return new ObjectMetaArgs { Labels = Labels.For(Names.Redis, Part), Annotations = annotations };
    }

    private static PersistentVolumeClaimArgs Claim() => new()
    {
        Metadata = new ObjectMetaArgs { Name = RedisLayout.DataVolume, Labels = Labels.Selector(Names.Redis) },
        Spec = new PersistentVolumeClaimSpecArgs
        {
            AccessModes = { "ReadWriteOnce" },
            StorageClassName = Names.FastStorageClass,
            Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = RedisLayout.DataSize } },
        },
    };

    private static ServicePortArgs Port(string name, int port) => new() { Name = name, Port = port, TargetPort = name, Protocol = "TCP" };
}
