using System.Globalization;
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
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>
/// The preprocessor fills the cache ahead of demand with answers of the prediction service. The season operator owns its replicas.
/// </summary>
internal static class CachePreprocessor
{
    private const int StatusPort = 8080;

    /// <summary>Field of the Deployment that belongs to the season operator.</summary>
    public static readonly IReadOnlyList<string> ElasticFields = ["spec.replicas"];

    public static void Create(RegionContext context, Resource parent, Resource[] after)
    {
        var account = new ServiceAccount(context.Logical(Names.Preprocessor), new ServiceAccountArgs
        {
            Metadata = Metadata(),
            AutomountServiceAccountToken = false,
        }, context.In(parent, after));
        var policy = CreatePolicy(context, parent, after);
        _ = new PodDisruptionBudget(context.Logical(Names.Preprocessor), new PodDisruptionBudgetArgs
        {
            Metadata = Metadata(),
            Spec = new PodDisruptionBudgetSpecArgs { MaxUnavailable = "34%", Selector = NetworkRules.Pods(Names.Preprocessor) },
        }, context.In(parent, after));

        var options = context.In(parent, [.. after, account, policy]);
        options.IgnoreChanges = [.. ElasticFields];
        _ = new Deployment(context.Logical(Names.Preprocessor), new DeploymentArgs
        {
            Metadata = Metadata(),
            Spec = new DeploymentSpecArgs
            {
                Replicas = context.Settings.ActiveProfile.Preprocessor.Replicas,
                RevisionHistoryLimit = 5,
                Selector = NetworkRules.Pods(Names.Preprocessor),
                Strategy = new DeploymentStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = "25%", MaxUnavailable = "25%" },
                },
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs
                    {
                        Labels = Labels.For(Names.Preprocessor, "preprocessing"),
                        Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
                    },
                    Spec = PodSpec(context),
                },
            },
        }, options);
    }

    private static ObjectMetaArgs Metadata() => new()
    {
        Name = Names.Preprocessor,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.Preprocessor, "preprocessing"),
    };

    private static PodSpecArgs PodSpec(RegionContext context) => new()
    {
        ServiceAccountName = Names.Preprocessor,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        SecurityContext = PodDefaults.PodSecurity(),
        TerminationGracePeriodSeconds = 60,
        NodeSelector = NodePools.Select(NodePools.General),
        TopologySpreadConstraints = PodDefaults.Spread(Names.Preprocessor),
        Containers =
        {
            new ContainerArgs
            {
                Name = Names.Preprocessor,
                Image = Versions.Images.CachePreprocessor,
                ImagePullPolicy = "IfNotPresent",
                Env =
                {
                    Env.Value(EnvironmentNames.Region, context.Region.Name),
                    Env.Value("CACHE_URL", $"http://{Names.CacheStableService}.{Namespaces.Cache}"),
                    Env.Value("PREDICTION_URL", string.Create(
                        CultureInfo.InvariantCulture, $"http://{Names.MlPrediction}.{Namespaces.Cache}:{PredictionPod.HttpPort}")),
                    Env.FromConfigMap(EnvironmentNames.WeddingSeasonMode, Names.SeasonalConfig, SeasonalConfigKeys.CurrentMode),
                },
                Ports =
                {
                    new ContainerPortArgs { Name = "status", ContainerPortValue = StatusPort, Protocol = "TCP" },
                    new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
                },
                Resources = PodDefaults.Resources("250m", "512Mi", "1", "2Gi"),
                SecurityContext = PodDefaults.ContainerSecurity(),
                LivenessProbe = Probes.Http(HttpPaths.Health, StatusPort, 10, 10),
                ReadinessProbe = Probes.Http(HttpPaths.Ready, StatusPort, 5, 5),
                VolumeMounts = { Volumes.Mount("tmp", "/tmp") },
            },
        },
        Volumes = { Volumes.Scratch("tmp", "1Gi") },
    };

    private static NetworkPolicy CreatePolicy(RegionContext context, Resource parent, Resource[] after)
        => new(context.Logical(Names.Preprocessor), new NetworkPolicyArgs
        {
            Metadata = Metadata(),
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(Names.Preprocessor),
                PolicyTypes = { "Ingress", "Egress" },
                Ingress = { NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics) },
                Egress =
                {
                    NetworkRules.ToDns(),
                    NetworkRules.ToApps([Names.CacheService], ServicePorts.CacheHttp),
                    NetworkRules.ToApps([Names.MlPrediction], PredictionPod.HttpPort, PredictionPod.GrpcPort),
                },
            },
        }, context.In(parent, after));
}
