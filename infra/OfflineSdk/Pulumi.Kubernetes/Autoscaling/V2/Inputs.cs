namespace Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;

public class CrossVersionObjectReferenceArgs : ResourceArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind", required: true)] public Input<string> Kind { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

public class ExternalMetricSourceArgs : ResourceArgs
{
    [Input("metric", required: true)] public Input<MetricIdentifierArgs> Metric { get; set; } = null!;
    [Input("target", required: true)] public Input<MetricTargetArgs> Target { get; set; } = null!;
}

public class HPAScalingPolicyArgs : ResourceArgs
{
    [Input("periodSeconds", required: true)] public Input<int> PeriodSeconds { get; set; } = null!;
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
    [Input("value", required: true)] public Input<int> Value { get; set; } = null!;
}

public class HPAScalingRulesArgs : ResourceArgs
{
    [field: Input("policies")] public InputList<HPAScalingPolicyArgs> Policies { get => field ??= new(); set; }
    [Input("selectPolicy")] public Input<string>? SelectPolicy { get; set; }
    [Input("stabilizationWindowSeconds")] public Input<int>? StabilizationWindowSeconds { get; set; }
}

public class HorizontalPodAutoscalerArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec", required: true)] public Input<HorizontalPodAutoscalerSpecArgs> Spec { get; set; } = null!;
}

public class HorizontalPodAutoscalerBehaviorArgs : ResourceArgs
{
    [Input("scaleDown")] public Input<HPAScalingRulesArgs>? ScaleDown { get; set; }
    [Input("scaleUp")] public Input<HPAScalingRulesArgs>? ScaleUp { get; set; }
}

public class HorizontalPodAutoscalerSpecArgs : ResourceArgs
{
    [Input("behavior")] public Input<HorizontalPodAutoscalerBehaviorArgs>? Behavior { get; set; }
    [Input("maxReplicas", required: true)] public Input<int> MaxReplicas { get; set; } = null!;
    [field: Input("metrics")] public InputList<MetricSpecArgs> Metrics { get => field ??= new(); set; }
    [Input("minReplicas")] public Input<int>? MinReplicas { get; set; }
    [Input("scaleTargetRef", required: true)] public Input<CrossVersionObjectReferenceArgs> ScaleTargetRef { get; set; } = null!;
}

public class MetricIdentifierArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
}

public class MetricSpecArgs : ResourceArgs
{
    [Input("external")] public Input<ExternalMetricSourceArgs>? External { get; set; }
    [Input("resource")] public Input<ResourceMetricSourceArgs>? Resource { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public class MetricTargetArgs : ResourceArgs
{
    [Input("averageUtilization")] public Input<int>? AverageUtilization { get; set; }
    [Input("averageValue")] public Input<string>? AverageValue { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public class ResourceMetricSourceArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("target", required: true)] public Input<MetricTargetArgs> Target { get; set; } = null!;
}
