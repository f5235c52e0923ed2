using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>The preprocessor's pod.</summary>
internal static class PreprocessorPod
{
    private const string SeasonFolder = "/etc/wedsync/season";
    private const string IdentityFolder = "/var/run/secrets/wedsync";
    private const string TokenFile = "token";

    public static PodTemplateSpecArgs Template(RegionContext context) => new()
    {
        Metadata = new ObjectMetaArgs
        {
            Labels = MlObjects.PodLabels(Names.Preprocessor),
            Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
        },
        Spec = new PodSpecArgs
        {
            ServiceAccountName = Names.Preprocessor,
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            PriorityClassName = PriorityClasses.Batch,
            SecurityContext = PodDefaults.PodSecurity(),
            TerminationGracePeriodSeconds = 60,
            NodeSelector = NodePools.Select(NodePools.General),
            TopologySpreadConstraints = PodDefaults.Spread(Names.Preprocessor),
            Containers = { Container(context) },
            Volumes =
            {
                Volumes.ConfigMap("season", Names.SeasonalConfig),
                Identity(context.Settings.Auth.Issuer),
                Volumes.Scratch("tmp", "1Gi"),
            },
        },
    };

    private static ContainerArgs Container(RegionContext context) => new()
    {
        Name = Names.Preprocessor,
        Image = MlNames.Image(context, Names.Preprocessor),
        ImagePullPolicy = "IfNotPresent",
        Ports =
        {
            new ContainerPortArgs { Name = "status", ContainerPortValue = ServicePorts.Status, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
        },
        Env =
        {
            Env.FromField(EnvironmentNames.PodName, "metadata.name"),
            Env.FromField(EnvironmentNames.PodNamespace, "metadata.namespace"),
            Env.Value(EnvironmentNames.Region, context.Region.Name),
            Env.Value(EnvironmentNames.ResidencyGroup, context.Region.Residency ?? ""),
            Env.FromConfigMap(EnvironmentNames.WeddingSeasonMode, Names.SeasonalConfig, SeasonalConfigKeys.CurrentMode),
            Env.Value(EnvironmentNames.SeasonalConfigDirectory, SeasonFolder),
            Env.Value(EnvironmentNames.JwtIssuer, context.Settings.Auth.Issuer),
            Env.Value(EnvironmentNames.JwtAudience, context.Settings.Auth.Audience),
            Env.Value(MlContract.IdentityTokenFile, $"{IdentityFolder}/{TokenFile}"),
            Env.Value(MlContract.PredictionEndpoint, $"http://{Names.MlPrediction}:{MlContract.PredictionHttp}"),
            // The stable service: what warms the cache must not count among a canary's requests.
            Env.Value(MlContract.CacheEndpoint, $"http://{Names.CacheStableService}"),
        },
        Resources = PodDefaults.Resources("500m", "1Gi", "2", "4Gi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        StartupProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, initialDelaySeconds: 1, periodSeconds: 2, failureThreshold: 60),
        LivenessProbe = Probes.Http(HttpPaths.Health, ServicePorts.Status, initialDelaySeconds: 0, periodSeconds: 10),
        ReadinessProbe = Probes.Http(HttpPaths.Ready, ServicePorts.Status, initialDelaySeconds: 0, periodSeconds: 5),
        VolumeMounts =
        {
            Volumes.MountReadOnly("season", SeasonFolder),
            Volumes.MountReadOnly("identity", IdentityFolder),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    /// <summary>Who the pod is, for the token issuer and nobody else; good for an hour.</summary>
    private static VolumeArgs Identity(string issuer) => new()
    {
        Name = "identity",
        Projected = new ProjectedVolumeSourceArgs
        {
            Sources =
            {
                new VolumeProjectionArgs
                {
                    ServiceAccountToken = new ServiceAccountTokenProjectionArgs
                    {
                        Audience = issuer,
                        ExpirationSeconds = 3600,
                        Path = TokenFile,
                    },
                },
            },
        },
    };
}
