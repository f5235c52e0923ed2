using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Delivery.CustomResources;

/// <summary>Measurements by which Argo Rollouts judges a canary.</summary>
public sealed class AnalysisTemplate(string name, AnalysisTemplateArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of an <see cref="AnalysisTemplate"/>.</summary>
public sealed class AnalysisTemplateArgs() : CustomResourceArgs("argoproj.io/v1alpha1", "AnalysisTemplate")
{
    /// <summary>Arguments and measurements.</summary>
    [Input("spec", required: true)]
    public Input<AnalysisTemplateSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Arguments and measurements of an analysis.</summary>
public sealed class AnalysisTemplateSpecArgs : ResourceArgs
{
    /// <summary>Arguments that queries may refer to as <c>{{args.name}}</c>.</summary>
    [Input("args")]
    public InputList<AnalysisArgumentArgs>? Args { get; set; }

    /// <summary>Measurements.</summary>
    [Input("metrics", required: true)]
    public InputList<AnalysisMetricArgs>? Metrics { get; set; }
}

/// <summary>An argument of an analysis.</summary>
public sealed class AnalysisArgumentArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Its default; without one the Rollout must pass it.</summary>
    [Input("value")]
    public Input<string>? Value { get; set; }
}

/// <summary>A measurement that is repeated.</summary>
public sealed class AnalysisMetricArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Wait before the first measurement, as a duration such as <c>1m</c>.</summary>
    [Input("initialDelay")]
    public Input<string>? InitialDelay { get; set; }

    /// <summary>Time between measurements, as a duration such as <c>1m</c>.</summary>
    [Input("interval")]
    public Input<string>? Interval { get; set; }

    /// <summary>Measurements; absent = until the rollout ends.</summary>
    [Input("count")]
    public Input<int>? Count { get; set; }

    /// <summary>Expression over <c>result</c> that a good measurement satisfies.</summary>
    [Input("successCondition")]
    public Input<string>? SuccessCondition { get; set; }

    /// <summary>Expression over <c>result</c> that a bad measurement satisfies.</summary>
    [Input("failureCondition")]
    public Input<string>? FailureCondition { get; set; }

    /// <summary>Bad measurements that are forgiven.</summary>
    [Input("failureLimit")]
    public Input<int>? FailureLimit { get; set; }

    /// <summary>Measurements that are neither good nor bad and are forgiven.</summary>
    [Input("inconclusiveLimit")]
    public Input<int>? InconclusiveLimit { get; set; }

    /// <summary>Errors in a row, such as Prometheus out of reach, that are forgiven.</summary>
    [Input("consecutiveErrorLimit")]
    public Input<int>? ConsecutiveErrorLimit { get; set; }

    /// <summary>What is measured.</summary>
    [Input("provider", required: true)]
    public Input<AnalysisProviderArgs> Provider { get; set; } = null!;
}

/// <summary>Where a measurement comes from.</summary>
public sealed class AnalysisProviderArgs : ResourceArgs
{
    /// <summary>A query to Prometheus.</summary>
    [Input("prometheus")]
    public Input<PrometheusMetricArgs>? Prometheus { get; set; }
}

/// <summary>A query to Prometheus.</summary>
public sealed class PrometheusMetricArgs : ResourceArgs
{
    /// <summary>Prometheus' address, such as <c>http://prometheus:9090</c>.</summary>
    [Input("address", required: true)]
    public Input<string> Address { get; set; } = null!;

    /// <summary>PromQL.</summary>
    [Input("query", required: true)]
    public Input<string> Query { get; set; } = null!;

    /// <summary>Seconds that the query may take; 30 when absent.</summary>
    [Input("timeout")]
    public Input<int>? Timeout { get; set; }
}
