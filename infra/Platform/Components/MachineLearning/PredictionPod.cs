using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>The prediction service's pod: one GPU, and so one node, each.</summary>
internal static class PredictionPod
{
    /// <summary>Name of the API's port.</summary>
    public const string HttpPortName = "http";

    /// <summary>Seconds that a stopping pod still serves, until no client sends it requests any more.</summary>
    public const int DrainSeconds = 15;

    /// <summary>Folder that models are loaded to.</summary>
    public const string ModelFolder = "/var/lib/wedsync/models";

    public static PodTemplateSpecArgs Template(RegionContext context) => new()
    {
        Metadata = new ObjectMetaArgs
        {
            Labels = MlObjects.PodLabels(Names.MlPrediction),
            Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
        },
        Spec = new PodSpecArgs
        {
            ServiceAccountName = Names.MlPrediction,
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            PriorityClassName = PriorityClasses.Serving,
            SecurityContext = PodDefaults.PodSecurity(),
            TerminationGracePeriodSeconds = 60,
            NodeSelector = NodePools.Select(NodePools.Gpu),
            Tolerations = { NodePools.TolerateGpu() },
            TopologySpreadConstraints = { Spread() },
            Containers = { Container(context) },
            Volumes =
            {
                Volumes.Scratch("models", "20Gi"),
                // Frameworks hand tensors between their processes in shared memory; the default is 64 MiB.
                Volumes.Scratch("shared-memory", "2Gi", inMemory: true),
                Volumes.Scratch("tmp", "1Gi"),
            },
        },
    };

    /// <summary>
    /// Over zones where it can be. Clouds run out of GPUs zone by zone: a pod that waits for the right zone predicts nothing.
    /// </summary>
    private static TopologySpreadConstraintArgs Spread() => new()
    {
        MaxSkew = 1,
        TopologyKey = "topology.kubernetes.io/zone",
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.MlPrediction) },
    };

    private static ContainerArgs Container(RegionContext context) => new()
    {
        Name = Names.MlPrediction,
        Image = MlNames.Image(context, Names.MlPrediction),
        ImagePullPolicy = "IfNotPresent",
        Ports =
        {
            new ContainerPortArgs { Name = HttpPortName, ContainerPortValue = MlContract.PredictionHttp, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = ServicePorts.Metrics, Protocol = "TCP" },
        },
        Env =
        {
            Env.FromField(EnvironmentNames.PodName, "metadata.name"),
            Env.FromField(EnvironmentNames.PodNamespace, "metadata.namespace"),
            Env.Value(EnvironmentNames.Region, context.Region.Name),
            Env.Value(EnvironmentNames.ResidencyGroup, context.Region.Residency ?? ""),
            Env.Value(MlContract.ModelDirectory, ModelFolder),
        },
        Resources = Resources(),
        SecurityContext = PodDefaults.ContainerSecurity(),
        // Ten minutes to load the models; the other probes begin when this one has succeeded.
        StartupProbe = Probes.Http(HttpPaths.Health, MlContract.PredictionHttp, initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 60),
        LivenessProbe = Probes.Http(HttpPaths.Health, MlContract.PredictionHttp, initialDelaySeconds: 0, periodSeconds: 10),
        ReadinessProbe = Probes.Http(HttpPaths.Ready, MlContract.PredictionHttp, initialDelaySeconds: 0, periodSeconds: 5),
        Lifecycle = new LifecycleArgs
        {
            PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = DrainSeconds } },
        },
        VolumeMounts =
        {
            Volumes.Mount("models", ModelFolder),
            Volumes.Mount("shared-memory", "/dev/shm"),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    /// <summary>
    /// A GPU, and most of a node with 8 vCPU and 32 GiB: no second pod with a GPU fits beside it. A GPU cannot be overcommitted, so
    /// request and limit are the same.
    /// </summary>
    private static ResourceRequirementsArgs Resources() => new()
    {
        Requests = { ["cpu"] = "4", ["memory"] = "16Gi", [NodePools.GpuTaint] = "1" },
        Limits = { ["cpu"] = "7", ["memory"] = "24Gi", [NodePools.GpuTaint] = "1" },
    };
}
