using Pulumi;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>The prediction service: pods with a GPU each, as many as its autoscaler wants.</summary>
internal sealed class PredictionService(RegionContext context, Resource parent, Resource[] after)
{
    private const string App = Names.MlPrediction;

    public Service Build()
    {
        var objects = new MlObjects(context, parent, after);
        var account = objects.Account(App);
        var policy = objects.Policy(
            App,
            [
                NetworkRules.FromApps([Names.CacheService, Names.Preprocessor], MlContract.PredictionHttp),
                NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics),
            ],
            [NetworkRules.ToDns(), MlObjects.ToObjectStorage()]);
        _ = objects.DisruptionBudget(App, "10%");
        BuildAutoscaler(BuildDeployment([.. after, account, policy]));
        return BuildService();
    }

    // No replicas: they are the autoscaler's, and a new version must not reset them.
    private Deployment BuildDeployment(Resource[] dependsOn) => new(context.Logical(App), new DeploymentArgs
    {
        Metadata = MlObjects.Metadata(App, App),
        Spec = new DeploymentSpecArgs
        {
            RevisionHistoryLimit = 5,
            MinReadySeconds = 10,
            // Loading a model takes minutes, and a node for the new pod some more.
            ProgressDeadlineSeconds = 1800,
            Selector = NetworkRules.Pods(App),
            Strategy = new DeploymentStrategyArgs
            {
                Type = "RollingUpdate",
                // The pool has a GPU a zone beyond the autoscaler's maximum; no more may be asked for at once.
                RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = "10%" },
            },
            Template = PredictionPod.Template(context),
        },
    }, context.In(parent, dependsOn));

    private Service BuildService() => new(context.Logical(App), new ServiceArgs
    {
        Metadata = MlObjects.Metadata(App, App),
        Spec = new ServiceSpecArgs
        {
            Type = "ClusterIP",
            Selector = Labels.Selector(App),
            Ports = { new ServicePortArgs { Name = "http", Port = MlContract.PredictionHttp, TargetPort = PredictionPod.HttpPortName, Protocol = "TCP" } },
        },
    }, context.In(parent, after));

    private void BuildAutoscaler(Deployment deployment)
    {
        var scale = context.Settings.ActiveProfile.MlService;
        var options = context.In(parent, deployment);
        options.IgnoreChanges = [.. MlServing.ElasticFields];
        _ = new HorizontalPodAutoscaler(context.Logical(App), new HorizontalPodAutoscalerArgs
        {
            Metadata = MlObjects.Metadata(Names.MlPredictionHpa, App),
            Spec = new HorizontalPodAutoscalerSpecArgs
            {
                ScaleTargetRef = new CrossVersionObjectReferenceArgs { ApiVersion = "apps/v1", Kind = "Deployment", Name = App },
                MinReplicas = scale.MinReplicas,
                MaxReplicas = scale.MaxReplicas,
                Metrics =
                {
                    new MetricSpecArgs
                    {
                        Type = "Resource",
                        Resource = new ResourceMetricSourceArgs
                        {
                            Name = "cpu",
                            Target = new MetricTargetArgs { Type = "Utilization", AverageUtilization = scale.CpuTargetPercent },
                        },
                    },
                },
                Behavior = Behavior(),
            },
        }, options);
    }

    /// <summary>Up at once and by half, since a pod needs minutes to be useful; down slowly, since it was dear to start.</summary>
    private static HorizontalPodAutoscalerBehaviorArgs Behavior() => new()
    {
        ScaleUp = new HPAScalingRulesArgs
        {
            StabilizationWindowSeconds = 0,
            SelectPolicy = "Max",
            Policies =
            {
                new HPAScalingPolicyArgs { Type = "Percent", Value = 50, PeriodSeconds = 60 },
                new HPAScalingPolicyArgs { Type = "Pods", Value = 2, PeriodSeconds = 60 },
            },
        },
        ScaleDown = new HPAScalingRulesArgs
        {
            StabilizationWindowSeconds = 900,
            SelectPolicy = "Max",
            Policies = { new HPAScalingPolicyArgs { Type = "Percent", Value = 20, PeriodSeconds = 120 } },
        },
    };
}
