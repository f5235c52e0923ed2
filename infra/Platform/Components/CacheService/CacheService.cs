using Pulumi;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Contracts;
using WedSync.Contracts.Metrics;
using WedSync.Platform.Components.CacheService.CustomResources;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.CacheService;

/// <summary>
/// The cache service of a region: one Rollout, the two Services that a canary is divided by, and the autoscaler. Bounds and targets
/// of the autoscaler are elastic: created with the profile's values, then moved by the season operator alone.
/// </summary>
public sealed class CacheService : ComponentResource
{
    /// <summary>Port of the stable and the canary Service.</summary>
    public const int ServicePort = 80;

    /// <summary>Fields of the autoscaler that belong to the season operator.</summary>
    public static readonly IReadOnlyList<string> ElasticFields =
    [
        "spec.minReplicas",
        "spec.maxReplicas",
        "spec.metrics[0].resource.target.averageUtilization",
        "spec.metrics[1].resource.target.averageUtilization",
    ];

    private readonly RegionContext _context;

    /// <summary>Creates the cache service.</summary>
    public CacheService(string name, CacheServiceArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:cache:CacheService", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _context = args.Context;
        var after = args.After.ToArray();

        var account = CreateAccount(after);
        var stable = CreateService("stable", Names.CacheStableService, after);
        var canary = CreateService("canary", Names.CacheCanaryService, after);
        var policy = CreateNetworkPolicy(after);
        CreateDisruptionBudget(after);
        var rollout = CreateRollout([.. after, account, stable, canary, policy]);
        CreateAutoscaler(rollout);

        StableServiceName = stable.Metadata.Apply(m => m.Name);
        CanaryServiceName = canary.Metadata.Apply(m => m.Name);
        RolloutName = rollout.Id.Apply(_ => Names.CacheService);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["stableServiceName"] = StableServiceName,
            ["canaryServiceName"] = CanaryServiceName,
            ["rolloutName"] = RolloutName,
        });
    }

    /// <summary>Service in front of the stable pods, on <see cref="ServicePort"/>.</summary>
    [Output("stableServiceName")]
    public Output<string> StableServiceName { get; private set; }

    /// <summary>Service in front of the canary's pods, on <see cref="ServicePort"/>.</summary>
    [Output("canaryServiceName")]
    public Output<string> CanaryServiceName { get; private set; }

    /// <summary>The Rollout.</summary>
    [Output("rolloutName")]
    public Output<string> RolloutName { get; private set; }

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.CacheService, "cache"),
    };

    private ServiceAccount CreateAccount(Resource[] after) => new(_context.Logical("cache-service"), new ServiceAccountArgs
    {
        Metadata = Metadata(Names.CacheService),
        AutomountServiceAccountToken = false,
    }, _context.In(this, after));

    // Argo Rollouts adds the hash of its version to the selector of each; server-side apply leaves that field alone.
    private Service CreateService(string role, string name, Resource[] after) => new(_context.Logical($"cache-service-{role}"), new ServiceArgs
    {
        Metadata = Metadata(name),
        Spec = new ServiceSpecArgs
        {
            Type = "ClusterIP",
            Selector = Labels.Selector(Names.CacheService),
            Ports =
            {
                new ServicePortArgs { Name = "http", Port = ServicePort, TargetPort = CacheServicePod.HttpPortName, Protocol = "TCP" },
            },
        },
    }, _context.In(this, after));

    private Rollout CreateRollout(Resource[] after) => new(_context.Logical("cache-service"), new RolloutArgs
    {
        Metadata = Metadata(Names.CacheService),
        Spec = new RolloutSpecArgs
        {
            Selector = NetworkRules.Pods(Names.CacheService),
            Template = CacheServicePod.Template(_context),
            Strategy = new RolloutStrategyArgs { Canary = CanaryStrategy.For(_context.Settings.Edge) },
            MinReadySeconds = 10,
            RevisionHistoryLimit = 5,
            ProgressDeadlineSeconds = 600,
            ProgressDeadlineAbort = true,
            RollbackWindow = new RollbackWindowArgs { Revisions = 2 },
        },
    }, _context.In(this, after));

    private HorizontalPodAutoscaler CreateAutoscaler(Rollout rollout)
    {
        var scale = _context.Settings.ActiveProfile.CacheService;
        var options = _context.In(this, rollout);
        options.IgnoreChanges = [.. ElasticFields];
        return new HorizontalPodAutoscaler(_context.Logical("cache-service"), new HorizontalPodAutoscalerArgs
        {
            Metadata = Metadata(Names.CacheServiceHpa),
            Spec = new HorizontalPodAutoscalerSpecArgs
            {
                ScaleTargetRef = new CrossVersionObjectReferenceArgs
                {
                    ApiVersion = RolloutArgs.GroupVersion,
                    Kind = RolloutArgs.KindName,
                    Name = Names.CacheService,
                },
                MinReplicas = scale.MinReplicas,
                MaxReplicas = scale.MaxReplicas,
                Metrics =
                {
                    Autoscaling.Utilization("cpu", scale.CpuTargetPercent),
                    Autoscaling.Utilization("memory", scale.MemoryTargetPercent),
                    Autoscaling.ExternalPerPod(
                        HpaMetricNames.CacheMissesPerSecond,
                        HpaMetricNames.CacheMissesPerSecondPerPodTarget),
                },
                Behavior = Autoscaling.Behavior(),
            },
        }, options);
    }

    private PodDisruptionBudget CreateDisruptionBudget(Resource[] after) => new(_context.Logical("cache-service"), new PodDisruptionBudgetArgs
    {
        Metadata = Metadata(Names.CacheService),
        Spec = new PodDisruptionBudgetSpecArgs
        {
            // Of the ten pods that always run, nine stay; of two hundred, a hundred and eighty.
            MaxUnavailable = "10%",
            Selector = NetworkRules.Pods(Names.CacheService),
            UnhealthyPodEvictionPolicy = "AlwaysAllow",
        },
    }, _context.In(this, after));

    private NetworkPolicy CreateNetworkPolicy(Resource[] after) => new(_context.Logical("cache-service"), new NetworkPolicyArgs
    {
        Metadata = Metadata(Names.CacheService),
        Spec = new NetworkPolicySpecArgs
        {
            PodSelector = NetworkRules.Pods(Names.CacheService),
            PolicyTypes = { "Ingress", "Egress" },
            Ingress =
            {
                NetworkRules.FromNamespace(Namespaces.Edge, ServicePorts.CacheHttp),
                NetworkRules.FromApps([Names.Preprocessor, Names.SeasonOperator], ServicePorts.CacheHttp),
                NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics),
            },
            Egress =
            {
                NetworkRules.ToDns(),
                NetworkRules.ToApps([Names.Redis], ServicePorts.Redis),
                NetworkRules.ToApps([Names.SyncService], ServicePorts.SyncGrpc),
                // The token issuer's key set.
                NetworkRules.ToNetworks([NetworkRules.Everywhere], 443),
            },
        },
    }, _context.In(this, after));
}
