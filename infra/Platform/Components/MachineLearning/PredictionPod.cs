using System.Globalization;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>
/// The prediction service's pod: Triton over models that come as an image of their own, so that a model's version is pinned and rolled
/// back as code is.
/// </summary>
internal static class PredictionPod
{
    /// <summary>Port of the inference API over HTTP, and of its probes.</summary>
    public const int HttpPort = 8000;

    /// <summary>Port of the inference API over gRPC.</summary>
    public const int GrpcPort = 8001;

    /// <summary>Port of the metrics.</summary>
    public const int MetricsPort = 8002;

    private const string ModelFolder = "/models";

    public static PodSpecArgs Spec() => new()
    {
        ServiceAccountName = Names.MlPrediction,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        SecurityContext = PodDefaults.PodSecurity(),
        TerminationGracePeriodSeconds = 60,
        NodeSelector = NodePools.Select(NodePools.Gpu),
        Tolerations = { NodePools.TolerateGpu() },
        // GPU nodes are few and not in every zone: zones are wished for, never demanded.
        TopologySpreadConstraints =
        {
            new TopologySpreadConstraintArgs
            {
                MaxSkew = 1,
                TopologyKey = "topology.kubernetes.io/zone",
                WhenUnsatisfiable = "ScheduleAnyway",
                LabelSelector = NetworkRules.Pods(Names.MlPrediction),
            },
        },
        InitContainers = { Models() },
        Containers = { Server() },
        Volumes =
        {
            Volumes.Scratch("models", "20Gi"),
            Volumes.Scratch("tmp", "1Gi"),
            // Processes of a model exchange tensors here; the default of 64 MiB is too small.
            Volumes.Scratch("shared-memory", "2Gi", inMemory: true),
        },
    };

    private static ContainerArgs Models() => new()
    {
        Name = "models",
        Image = Versions.Images.MlModels,
        ImagePullPolicy = "IfNotPresent",
        Command = { "cp", "-r", "/repository/.", ModelFolder },
        Resources = PodDefaults.Resources("100m", "128Mi", "1", "512Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        VolumeMounts = { Volumes.Mount("models", ModelFolder) },
    };

    private static ContainerArgs Server() => new()
    {
        Name = Names.MlPrediction,
        Image = Versions.Images.Triton,
        ImagePullPolicy = "IfNotPresent",
        Command = { "tritonserver" },
        Args =
        {
            $"--model-repository={ModelFolder}",
            "--model-control-mode=none",
            // A model that does not load makes the pod fail, not the requests.
            "--exit-on-error=true",
            "--exit-timeout-secs=45",
            Argument("--http-port", HttpPort),
            Argument("--grpc-port", GrpcPort),
            Argument("--metrics-port", MetricsPort),
        },
        Ports =
        {
            new ContainerPortArgs { Name = "http", ContainerPortValue = HttpPort, Protocol = "TCP" },
            new ContainerPortArgs { Name = "grpc", ContainerPortValue = GrpcPort, Protocol = "TCP" },
            new ContainerPortArgs { Name = "metrics", ContainerPortValue = MetricsPort, Protocol = "TCP" },
        },
        Resources = new ResourceRequirementsArgs
        {
            Requests = { ["cpu"] = "2", ["memory"] = "8Gi", [NodePools.GpuTaint] = "1" },
            Limits = { ["cpu"] = "4", ["memory"] = "16Gi", [NodePools.GpuTaint] = "1" },
        },
        SecurityContext = PodDefaults.ContainerSecurity(),
        // Ten minutes to load models into the GPU.
        StartupProbe = Probes.Http("/v2/health/ready", HttpPort, 10, 10, failureThreshold: 60),
        LivenessProbe = Probes.Http("/v2/health/live", HttpPort, 10, 10),
        ReadinessProbe = Probes.Http("/v2/health/ready", HttpPort, 5, 5),
        Lifecycle = new LifecycleArgs { PreStop = new LifecycleHandlerArgs { Sleep = new SleepActionArgs { Seconds = 10 } } },
        VolumeMounts =
        {
            Volumes.MountReadOnly("models", ModelFolder),
            Volumes.Mount("tmp", "/tmp"),
            Volumes.Mount("shared-memory", "/dev/shm"),
        },
    };

    private static string Argument(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}
