using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>How a region's Envoy proxies run.</summary>
internal static class EnvoyProxySpecs
{
    private const int NonRootId = 65532;

    /// <summary>Label that Envoy Gateway gives to its proxies' pods.</summary>
    public static readonly KeyValuePair<string, string> PodLabel = new("app.kubernetes.io/component", "proxy");

    public static EnvoyProxySpecArgs For(RegionSettings region) => new()
    {
        Provider = new EnvoyProviderArgs
        {
            Type = "Kubernetes",
            Kubernetes = new EnvoyKubernetesArgs
            {
                EnvoyDeployment = Deployment(),
                EnvoyHpa = Autoscaler(),
                EnvoyPDB = new EnvoyDisruptionBudgetArgs { MaxUnavailable = "25%" },
                EnvoyService = Service(region),
            },
        },
        Logging = new EnvoyLoggingArgs { Level = new InputMap<string> { ["default"] = "warn" } },
        Telemetry = new EnvoyTelemetryArgs
        {
            AccessLog = AccessLog(),
            Metrics = new EnvoyMetricsArgs { EnableVirtualHostStats = true },
        },
        // Longer than the load balancers drain, so that a proxy outlives the last request sent to it.
        Shutdown = new EnvoyShutdownArgs { DrainTimeout = "60s", MinDrainDuration = "20s" },
    };

    private static EnvoyDeploymentArgs Deployment() => new()
    {
        Name = EdgeNames.EnvoyDeployment,
        Strategy = new EnvoyStrategyArgs
        {
            Type = "RollingUpdate",
            RollingUpdate = new EnvoyRollingUpdateArgs { MaxSurge = "25%", MaxUnavailable = 0 },
        },
        Container = new EnvoyContainerArgs
        {
            Image = Versions.Images.EnvoyProxy,
            Resources = PodDefaults.Resources("500m", "512Mi", "2", "1Gi"),
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                RunAsNonRoot = true,
                RunAsUser = NonRootId,
                RunAsGroup = NonRootId,
                Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
                SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
            },
        },
        Pod = new EnvoyPodArgs
        {
            Labels = new InputMap<string> { ["app"] = EdgeNames.EnvoyDeployment },
            NodeSelector = NodePools.Select(NodePools.General),
            TopologySpreadConstraints = PodDefaults.Spread(EdgeNames.EnvoyDeployment),
        },
    };

    /// <summary>
    /// Follows the load in every season by itself: at 60 % of half a CPU a proxy passes some 3 000 requests/s, so that the bounds
    /// hold an off-season night as well as ten times the peak.
    /// </summary>
    private static EnvoyHpaArgs Autoscaler() => new()
    {
        MinReplicas = 3,
        MaxReplicas = 30,
        Metrics = new[]
        {
            new MetricSpecArgs
            {
                Type = "Resource",
                Resource = new ResourceMetricSourceArgs
                {
                    Name = "cpu",
                    Target = new MetricTargetArgs { Type = "Utilization", AverageUtilization = 60 },
                },
            },
        },
        Behavior = new HorizontalPodAutoscalerBehaviorArgs
        {
            ScaleUp = new HPAScalingRulesArgs
            {
                StabilizationWindowSeconds = 0,
                Policies = { new HPAScalingPolicyArgs { Type = "Percent", Value = 100, PeriodSeconds = 30 } },
            },
            ScaleDown = new HPAScalingRulesArgs
            {
                StabilizationWindowSeconds = 300,
                Policies = { new HPAScalingPolicyArgs { Type = "Percent", Value = 25, PeriodSeconds = 60 } },
            },
        },
    };

    /// <summary>No load balancer of its own: on Google Cloud the global one reaches the pods by NEGs, on AWS the ALB by its target group.</summary>
    private static EnvoyServiceArgs Service(RegionSettings region)
    {
        var service = new EnvoyServiceArgs
        {
            Name = EdgeNames.EnvoyService,
            Type = "ClusterIP",
            Labels = Labels.For(EdgeNames.EnvoyService, "edge"),
        };
        if (region.Cloud == Cloud.Gcp)
        {
            service.Annotations = new InputMap<string> { ["cloud.google.com/neg"] = NegAnnotation(region) };
        }

        return service;
    }

    /// <summary>Asks GKE for network endpoint groups of the proxies' pods under the catalogue's name.</summary>
    public static string NegAnnotation(RegionSettings region)
        => $"{{\"exposed_ports\":{{\"{EdgeNames.GatewayPort}\":{{\"name\":\"{EdgeNames.EndpointGroup(region)}\"}}}}}}";

    /// <summary>Errors and slow requests only: at peak every request would be more log than cache. No path: keys are in it.</summary>
    private static EnvoyAccessLogArgs AccessLog() => new()
    {
        Settings = new[]
        {
            new EnvoyAccessLogSettingArgs
            {
                Matches = new[] { "response.code >= 500 || request.duration > duration('1s')" },
                Format = new EnvoyAccessLogFormatArgs
                {
                    Type = "JSON",
                    Json = new InputMap<string>
                    {
                        ["start_time"] = "%START_TIME%",
                        ["method"] = "%REQ(:METHOD)%",
                        ["protocol"] = "%PROTOCOL%",
                        ["response_code"] = "%RESPONSE_CODE%",
                        ["response_flags"] = "%RESPONSE_FLAGS%",
                        ["duration"] = "%DURATION%",
                        ["bytes_received"] = "%BYTES_RECEIVED%",
                        ["bytes_sent"] = "%BYTES_SENT%",
                        ["upstream_host"] = "%UPSTREAM_HOST%",
                        ["request_id"] = "%REQ(X-REQUEST-ID)%",
                        ["route"] = "%ROUTE_NAME%",
                    },
                },
                Sinks = new[] { new EnvoyAccessLogSinkArgs { Type = "File", File = new EnvoyFileSinkArgs { Path = "/dev/stdout" } } },
            },
        },
    };
}
