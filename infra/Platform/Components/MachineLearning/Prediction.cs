using Pulumi;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Platform.Components.Common;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>The prediction service: model servers on GPUs and their autoscaler.</summary>
internal static class Prediction
{
    /// <summary>Label by which Prometheus finds model servers.</summary>
    private const string ModelServer = "ml-model-server";

    /// <summary>Fields of the autoscaler that belong to the season operator.</summary>
    public static readonly IReadOnlyList<string> ElasticFields =
        ["spec.minReplicas", "spec.maxReplicas", "spec.metrics[0].resource.target.averageUtilization"];

    public static Service Create(RegionContext context, Resource parent, Resource[] after)
    {
        var account = new ServiceAccount(context.Logical(Names.MlPrediction), new ServiceAccountArgs
        {
            Metadata = Metadata(Names.MlPrediction),
            AutomountServiceAccountToken = false,
        }, context.In(parent, after));
        var policy = CreatePolicy(context, parent, after);
        var deployment = CreateDeployment(context, parent, [.. after, account, policy]);
        CreateAutoscaler(context, parent, deployment);
        _ = new PodDisruptionBudget(context.Logical(Names.MlPrediction), new PodDisruptionBudgetArgs
        {
            Metadata = Metadata(Names.MlPrediction),
            Spec = new PodDisruptionBudgetSpecArgs { MaxUnavailable = 1, Selector = NetworkRules.Pods(Names.MlPrediction) },
        }, context.In(parent, after));
        return new Service(context.Logical(Names.MlPrediction), new ServiceArgs
        {
            Metadata = Metadata(Names.MlPrediction),
            Spec = new ServiceSpecArgs
            {
                Type = "ClusterIP",
                Selector = Labels.Selector(Names.MlPrediction),
                Ports =
                {
                    new ServicePortArgs { Name = "http", Port = PredictionPod.HttpPort, TargetPort = "http", Protocol = "TCP" },
                    new ServicePortArgs { Name = "grpc", Port = PredictionPod.GrpcPort, TargetPort = "grpc", Protocol = "TCP" },
                },
            },
        }, context.In(parent, after));
    }

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.MlPrediction, ModelServer),
    };

    private static Deployment CreateDeployment(RegionContext context, Resource parent, Resource[] after)
    {
        var labels = Labels.For(Names.MlPrediction, ModelServer);
        labels["component"] = ModelServer;
        return new Deployment(context.Logical(Names.MlPrediction), new DeploymentArgs
        {
            Metadata = Metadata(Names.MlPrediction),
            // No replicas: the autoscaler owns them.
            Spec = new DeploymentSpecArgs
            {
                RevisionHistoryLimit = 10,
                ProgressDeadlineSeconds = 1200,
                Selector = NetworkRules.Pods(Names.MlPrediction),
                // No surge: a GPU for one more pod would be a node for ten minutes.
                Strategy = new DeploymentStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 0, MaxUnavailable = 1 },
                },
                Template = new PodTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs { Labels = labels, Annotations = ScrapeAnnotations.For(PredictionPod.MetricsPort) },
                    Spec = PredictionPod.Spec(),
                },
            },
        }, context.In(parent, after));
    }

    private static void CreateAutoscaler(RegionContext context, Resource parent, Deployment deployment)
    {
        var scale = context.Settings.ActiveProfile.MlService;
        var options = context.In(parent, deployment);
        options.IgnoreChanges = [.. ElasticFields];
        _ = new HorizontalPodAutoscaler(context.Logical(Names.MlPrediction), new HorizontalPodAutoscalerArgs
        {
            Metadata = Metadata(Names.MlPredictionHpa),
            Spec = new HorizontalPodAutoscalerSpecArgs
            {
                ScaleTargetRef = new CrossVersionObjectReferenceArgs { ApiVersion = "apps/v1", Kind = "Deployment", Name = Names.MlPrediction },
                MinReplicas = scale.MinReplicas,
                MaxReplicas = scale.MaxReplicas,
                Metrics = { Autoscaling.Utilization("cpu", scale.CpuTargetPercent) },
                Behavior = Autoscaling.Behavior(),
            },
        }, options);
    }

    private static NetworkPolicy CreatePolicy(RegionContext context, Resource parent, Resource[] after)
        => new(context.Logical(Names.MlPrediction), new NetworkPolicyArgs
        {
            Metadata = Metadata(Names.MlPrediction),
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(Names.MlPrediction),
                PolicyTypes = { "Ingress", "Egress" },
                Ingress =
                {
                    NetworkRules.FromApps(
                        [Names.CacheService, Names.Preprocessor], PredictionPod.HttpPort, PredictionPod.GrpcPort),
                    NetworkRules.FromNamespace(Namespaces.Monitoring, PredictionPod.MetricsPort),
                },
                Egress = { NetworkRules.ToDns() },
            },
        }, context.In(parent, after));
}
