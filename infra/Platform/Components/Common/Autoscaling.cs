using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;

namespace WedSync.Platform.Components.Common;

/// <summary>Parts of horizontal pod autoscalers.</summary>
public static class Autoscaling
{
    /// <summary>Use of a resource relative to the pods' requests.</summary>
    public static MetricSpecArgs Utilization(string resource, int percent) => new()
    {
        Type = "Resource",
        Resource = new ResourceMetricSourceArgs
        {
            Name = resource,
            Target = new MetricTargetArgs { Type = "Utilization", AverageUtilization = percent },
        },
    };

    /// <summary>
    /// A metric of the whole workload, divided by its pods. It must fall as pods are added: a ratio such as a hit rate does not.
    /// </summary>
    public static MetricSpecArgs ExternalPerPod(string metric, int averageValue) => new()
    {
        Type = "External",
        External = new ExternalMetricSourceArgs
        {
            Metric = new MetricIdentifierArgs { Name = metric },
            Target = new MetricTargetArgs
            {
                Type = "AverageValue",
                AverageValue = averageValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        },
    };

    /// <summary>Up at most twofold a minute after one minute, down at most by half a minute after five.</summary>
    public static HorizontalPodAutoscalerBehaviorArgs Behavior() => new()
    {
        ScaleUp = new HPAScalingRulesArgs
        {
            StabilizationWindowSeconds = 60,
            Policies = { new HPAScalingPolicyArgs { Type = "Percent", Value = 100, PeriodSeconds = 60 } },
        },
        ScaleDown = new HPAScalingRulesArgs
        {
            StabilizationWindowSeconds = 300,
            Policies = { new HPAScalingPolicyArgs { Type = "Percent", Value = 50, PeriodSeconds = 60 } },
        },
    };
}
