using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Delivery.CustomResources;

namespace WedSync.Platform.Components.Delivery;

/// <summary>Canaries of a region: Argo Rollouts with its traffic router, and the analyses that a Rollout refers to.</summary>
public sealed class CanaryDelivery : ComponentResource
{
    /// <summary>The controller; a Rollout depends on it, since it installs the Rollout's CRD.</summary>
    public Release Controller { get; }

    /// <summary>Names of the analyses, in the order that a Rollout's templates list them.</summary>
    [Output("analyses")]
    public Output<string[]> Analyses { get; private set; }

    /// <summary>Creates the component.</summary>
    public CanaryDelivery(string name, CanaryDeliveryArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:delivery:CanaryDelivery", name, options)
    {
        var context = args.Context;
        Controller = new Release(
            context.Logical("argo-rollouts"),
            HelmReleases.Args(
                Versions.Charts.ArgoRollouts,
                DeliveryNames.Release,
                Namespaces.Rollouts,
                RolloutsValues.For(context.Settings.Edge)),
            context.In(this));
        Template(context, "canary-analysis", Names.CanaryAnalysis, CanaryMetrics.Analysis);
        Template(context, "canary-watch", DeliveryNames.CanaryWatch, CanaryMetrics.Watch);
        DeliveryPolicies.Create(context, this);
        Analyses = Output.Create(new[] { Names.CanaryAnalysis, DeliveryNames.CanaryWatch });
        RegisterOutputs(new Dictionary<string, object?> { ["analyses"] = Analyses });
    }

    private void Template(RegionContext context, string logicalName, string physicalName, IReadOnlyList<CanaryMetric> metrics)
        => _ = new AnalysisTemplate(
            context.Logical(logicalName),
            new AnalysisTemplateArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = physicalName,
                    Namespace = Namespaces.Cache,
                    Labels = Labels.For(Names.CacheService, "delivery"),
                },
                Spec = new AnalysisTemplateSpecArgs
                {
                    Args = new[]
                    {
                        new AnalysisArgumentArgs { Name = CanaryArguments.ServiceName, Value = Names.CacheService },
                        new AnalysisArgumentArgs { Name = CanaryArguments.CanaryHash },
                    },
                    Metrics = metrics.Select(Metric).ToArray(),
                },
            },
            context.In(this, Controller));

    private static AnalysisMetricArgs Metric(CanaryMetric metric)
    {
        var args = new AnalysisMetricArgs
        {
            Name = metric.Name,
            // A canary's counters need two scrapes before a rate exists.
            InitialDelay = "1m",
            Interval = "1m",
            SuccessCondition = metric.SuccessCondition,
            FailureCondition = metric.FailureCondition,
            FailureLimit = metric.FailureLimit,
            InconclusiveLimit = metric.InconclusiveLimit,
            ConsecutiveErrorLimit = 4,
            Provider = new AnalysisProviderArgs
            {
                Prometheus = new PrometheusMetricArgs { Address = DeliveryNames.PrometheusAddress, Query = metric.Query },
            },
        };
        if (metric.Count is { } count)
        {
            args.Count = count;
        }

        return args;
    }
}
