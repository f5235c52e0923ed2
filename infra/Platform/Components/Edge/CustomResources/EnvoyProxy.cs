using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace WedSync.Platform.Components.Edge.CustomResources;

/// <summary>How Envoy Gateway runs its proxies.</summary>
public sealed class EnvoyProxy(string name, EnvoyProxyArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="EnvoyProxy"/>.</summary>
public sealed class EnvoyProxyArgs() : CustomResourceArgs("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy")
{
    /// <summary>Pods, service, logs and shutdown.</summary>
    [Input("spec", required: true)]
    public Input<EnvoyProxySpecArgs> Spec { get; set; } = null!;
}

/// <summary>Pods, service, logs and shutdown.</summary>
public sealed class EnvoyProxySpecArgs : ResourceArgs
{
    /// <summary>Where the proxies run.</summary>
    [Input("provider", required: true)]
    public Input<EnvoyProviderArgs> Provider { get; set; } = null!;

    /// <summary>The proxies' own log.</summary>
    [Input("logging")]
    public Input<EnvoyLoggingArgs>? Logging { get; set; }

    /// <summary>Access log and metrics.</summary>
    [Input("telemetry")]
    public Input<EnvoyTelemetryArgs>? Telemetry { get; set; }

    /// <summary>How a proxy ends.</summary>
    [Input("shutdown")]
    public Input<EnvoyShutdownArgs>? Shutdown { get; set; }
}

/// <summary>Where the proxies run.</summary>
public sealed class EnvoyProviderArgs : ResourceArgs
{
    /// <summary><c>Kubernetes</c>.</summary>
    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    /// <summary>The Kubernetes objects.</summary>
    [Input("kubernetes")]
    public Input<EnvoyKubernetesArgs>? Kubernetes { get; set; }
}

/// <summary>The proxies' Kubernetes objects.</summary>
public sealed class EnvoyKubernetesArgs : ResourceArgs
{
    /// <summary>Their Deployment.</summary>
    [Input("envoyDeployment")]
    public Input<EnvoyDeploymentArgs>? EnvoyDeployment { get; set; }

    /// <summary>Their autoscaler.</summary>
    [Input("envoyHpa")]
    public Input<EnvoyHpaArgs>? EnvoyHpa { get; set; }

    /// <summary>Their disruption budget.</summary>
    [Input("envoyPDB")]
    public Input<EnvoyDisruptionBudgetArgs>? EnvoyPDB { get; set; }

    /// <summary>Their service.</summary>
    [Input("envoyService")]
    public Input<EnvoyServiceArgs>? EnvoyService { get; set; }
}

/// <summary>The proxies' Deployment.</summary>
public sealed class EnvoyDeploymentArgs : ResourceArgs
{
    /// <summary>Name; generated when absent.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>How pods are replaced.</summary>
    [Input("strategy")]
    public Input<EnvoyStrategyArgs>? Strategy { get; set; }

    /// <summary>The proxy's container.</summary>
    [Input("container")]
    public Input<EnvoyContainerArgs>? Container { get; set; }

    /// <summary>Its pod.</summary>
    [Input("pod")]
    public Input<EnvoyPodArgs>? Pod { get; set; }
}

/// <summary>How pods are replaced.</summary>
public sealed class EnvoyStrategyArgs : ResourceArgs
{
    /// <summary><c>RollingUpdate</c> or <c>Recreate</c>.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>Bounds of a rolling update.</summary>
    [Input("rollingUpdate")]
    public Input<EnvoyRollingUpdateArgs>? RollingUpdate { get; set; }
}

/// <summary>Bounds of a rolling update.</summary>
public sealed class EnvoyRollingUpdateArgs : ResourceArgs
{
    /// <summary>Pods above the number, in percent.</summary>
    [Input("maxSurge")]
    public Input<string>? MaxSurge { get; set; }

    /// <summary>Pods below the number.</summary>
    [Input("maxUnavailable")]
    public Input<int>? MaxUnavailable { get; set; }
}

/// <summary>The proxy's container.</summary>
public sealed class EnvoyContainerArgs : ResourceArgs
{
    /// <summary>Image.</summary>
    [Input("image")]
    public Input<string>? Image { get; set; }

    /// <summary>Requests and limits.</summary>
    [Input("resources")]
    public Input<ResourceRequirementsArgs>? Resources { get; set; }

    /// <summary>Rights.</summary>
    [Input("securityContext")]
    public Input<SecurityContextArgs>? SecurityContext { get; set; }
}

/// <summary>The proxy's pod.</summary>
public sealed class EnvoyPodArgs : ResourceArgs
{
    /// <summary>Annotations.</summary>
    [Input("annotations")]
    public InputMap<string>? Annotations { get; set; }

    /// <summary>Labels.</summary>
    [Input("labels")]
    public InputMap<string>? Labels { get; set; }

    /// <summary>Labels of the nodes it may run on.</summary>
    [Input("nodeSelector")]
    public InputMap<string>? NodeSelector { get; set; }

    /// <summary>Priority.</summary>
    [Input("priorityClassName")]
    public Input<string>? PriorityClassName { get; set; }

    /// <summary>How pods spread.</summary>
    [Input("topologySpreadConstraints")]
    public InputList<TopologySpreadConstraintArgs>? TopologySpreadConstraints { get; set; }

    /// <summary>Rights.</summary>
    [Input("securityContext")]
    public Input<PodSecurityContextArgs>? SecurityContext { get; set; }
}

/// <summary>The proxies' autoscaler.</summary>
public sealed class EnvoyHpaArgs : ResourceArgs
{
    /// <summary>Pods at least.</summary>
    [Input("minReplicas")]
    public Input<int>? MinReplicas { get; set; }

    /// <summary>Pods at most.</summary>
    [Input("maxReplicas", required: true)]
    public Input<int> MaxReplicas { get; set; } = null!;

    /// <summary>What it follows.</summary>
    [Input("metrics")]
    public InputList<MetricSpecArgs>? Metrics { get; set; }

    /// <summary>How fast it moves.</summary>
    [Input("behavior")]
    public Input<HorizontalPodAutoscalerBehaviorArgs>? Behavior { get; set; }
}

/// <summary>The proxies' disruption budget.</summary>
public sealed class EnvoyDisruptionBudgetArgs : ResourceArgs
{
    /// <summary>Pods that stay.</summary>
    [Input("minAvailable")]
    public Input<int>? MinAvailable { get; set; }

    /// <summary>Pods that may go, in percent.</summary>
    [Input("maxUnavailable")]
    public Input<string>? MaxUnavailable { get; set; }
}

/// <summary>The proxies' service.</summary>
public sealed class EnvoyServiceArgs : ResourceArgs
{
    /// <summary>Name; generated when absent.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary><c>ClusterIP</c>, <c>LoadBalancer</c> or <c>NodePort</c>.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>Annotations.</summary>
    [Input("annotations")]
    public InputMap<string>? Annotations { get; set; }

    /// <summary>Labels.</summary>
    [Input("labels")]
    public InputMap<string>? Labels { get; set; }

    /// <summary><c>Local</c> or <c>Cluster</c>.</summary>
    [Input("externalTrafficPolicy")]
    public Input<string>? ExternalTrafficPolicy { get; set; }
}

/// <summary>The proxies' own log.</summary>
public sealed class EnvoyLoggingArgs : ResourceArgs
{
    /// <summary>Level by component, such as <c>default</c>.</summary>
    [Input("level")]
    public InputMap<string>? Level { get; set; }
}

/// <summary>Access log and metrics.</summary>
public sealed class EnvoyTelemetryArgs : ResourceArgs
{
    /// <summary>Access log.</summary>
    [Input("accessLog")]
    public Input<EnvoyAccessLogArgs>? AccessLog { get; set; }

    /// <summary>Metrics.</summary>
    [Input("metrics")]
    public Input<EnvoyMetricsArgs>? Metrics { get; set; }
}

/// <summary>Access log.</summary>
public sealed class EnvoyAccessLogArgs : ResourceArgs
{
    /// <summary>Logs that are written.</summary>
    [Input("settings")]
    public InputList<EnvoyAccessLogSettingArgs>? Settings { get; set; }
}

/// <summary>A log that is written.</summary>
public sealed class EnvoyAccessLogSettingArgs : ResourceArgs
{
    /// <summary>Its lines.</summary>
    [Input("format")]
    public Input<EnvoyAccessLogFormatArgs>? Format { get; set; }

    /// <summary>Where they go.</summary>
    [Input("sinks", required: true)]
    public InputList<EnvoyAccessLogSinkArgs>? Sinks { get; set; }

    /// <summary>CEL expressions that a request must satisfy.</summary>
    [Input("matches")]
    public InputList<string>? Matches { get; set; }
}

/// <summary>Lines of an access log.</summary>
public sealed class EnvoyAccessLogFormatArgs : ResourceArgs
{
    /// <summary><c>Text</c> or <c>JSON</c>.</summary>
    [Input("type")]
    public Input<string>? Type { get; set; }

    /// <summary>Fields and Envoy's operators.</summary>
    [Input("json")]
    public InputMap<string>? Json { get; set; }
}

/// <summary>Where lines of an access log go.</summary>
public sealed class EnvoyAccessLogSinkArgs : ResourceArgs
{
    /// <summary><c>File</c>, <c>ALS</c> or <c>OpenTelemetry</c>.</summary>
    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    /// <summary>A file.</summary>
    [Input("file")]
    public Input<EnvoyFileSinkArgs>? File { get; set; }
}

/// <summary>A file that lines go to.</summary>
public sealed class EnvoyFileSinkArgs : ResourceArgs
{
    /// <summary>Path, such as <c>/dev/stdout</c>.</summary>
    [Input("path", required: true)]
    public Input<string> Path { get; set; } = null!;
}

/// <summary>Metrics of the proxies.</summary>
public sealed class EnvoyMetricsArgs : ResourceArgs
{
    /// <summary>Whether virtual hosts are counted.</summary>
    [Input("enableVirtualHostStats")]
    public Input<bool>? EnableVirtualHostStats { get; set; }

    /// <summary>Whether each endpoint is counted.</summary>
    [Input("enablePerEndpointStats")]
    public Input<bool>? EnablePerEndpointStats { get; set; }
}

/// <summary>How a proxy ends.</summary>
public sealed class EnvoyShutdownArgs : ResourceArgs
{
    /// <summary>How long open requests may take to end.</summary>
    [Input("drainTimeout")]
    public Input<string>? DrainTimeout { get; set; }

    /// <summary>How long it waits at least.</summary>
    [Input("minDrainDuration")]
    public Input<string>? MinDrainDuration { get; set; }
}
