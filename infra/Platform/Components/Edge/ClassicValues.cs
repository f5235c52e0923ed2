using Pulumi;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Values of the ingress-nginx chart. The project was retired in March 2026: this is its last release, and it gets no fixes.</summary>
public static class ClassicValues
{
    /// <summary>Values for a region.</summary>
    public static InputMap<object> For(RegionSettings region) => new()
    {
        ["fullnameOverride"] = ClassicNames.Release,
        ["controller"] = new Dictionary<string, object>
        {
            ["replicaCount"] = 3,
            ["minAvailable"] = 2,
            ["autoscaling"] = new Dictionary<string, object>
            {
                ["enabled"] = true,
                ["minReplicas"] = 3,
                ["maxReplicas"] = 30,
                ["targetCPUUtilizationPercentage"] = 60,
                ["targetMemoryUtilizationPercentage"] = null!,
            },
            ["ingressClassResource"] = new Dictionary<string, object>
            {
                ["name"] = ClassicNames.NginxClass,
                ["enabled"] = true,
                ["default"] = false,
                ["controllerValue"] = "k8s.io/ingress-nginx",
            },
            ["watchIngressWithoutClass"] = false,
            // Snippets let whoever writes an Ingress run code in the proxy.
            ["allowSnippetAnnotations"] = false,
            ["containerPort"] = new Dictionary<string, object> { ["http"] = 8080, ["https"] = ClassicNames.PodPort },
            ["extraArgs"] = new Dictionary<string, object>
            {
                ["http-port"] = "8080",
                ["https-port"] = "8443",
                ["default-ssl-certificate"] = $"{Namespaces.Edge}/{EdgeNames.GatewayTls}",
            },
            // The chart's own choice, 8443, is taken above.
            ["admissionWebhooks"] = new Dictionary<string, object> { ["enabled"] = true, ["port"] = ClassicNames.Webhook },
            ["config"] = Configuration(),
            ["service"] = Service(region),
            ["metrics"] = new Dictionary<string, object> { ["enabled"] = true },
            ["resources"] = new Dictionary<string, object>
            {
                ["requests"] = new Dictionary<string, object> { ["cpu"] = "500m", ["memory"] = "512Mi" },
                ["limits"] = new Dictionary<string, object> { ["cpu"] = "2", ["memory"] = "1Gi" },
            },
            ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.General },
            ["podLabels"] = new Dictionary<string, object> { ["app"] = ClassicNames.Release },
        },
        ["defaultBackend"] = new Dictionary<string, object> { ["enabled"] = false },
    };

    private static Dictionary<string, object> Configuration() => new()
    {
        // The load balancer in front says who the client is.
        ["use-forwarded-headers"] = "true",
        ["compute-full-forwarded-for"] = "true",
        // It keeps connections for 600 s; whoever closes first must be the load balancer.
        ["keep-alive"] = "620",
        // A slow client is answered 408 and reaches no pod: bodies are read before one is asked.
        ["client-header-timeout"] = "10",
        ["client-body-timeout"] = "30",
        ["proxy-read-timeout"] = "55",
        ["proxy-connect-timeout"] = "1",
        // A write must not run twice.
        ["proxy-next-upstream"] = "error timeout",
        ["proxy-next-upstream-tries"] = "2",
        ["ssl-protocols"] = "TLSv1.2 TLSv1.3",
        ["hsts"] = "true",
        ["hsts-max-age"] = "63072000",
        ["disable-access-log"] = "true",
        ["server-tokens"] = "false",
    };

    private static Dictionary<string, object> Service(RegionSettings region)
    {
        var service = new Dictionary<string, object> { ["type"] = "ClusterIP" };
        if (region.Cloud == Cloud.Gcp)
        {
            service["annotations"] = new Dictionary<string, object>
            {
                ["cloud.google.com/neg"] = "{\"ingress\":true}",
                ["cloud.google.com/app-protocols"] = "{\"https\":\"HTTPS\"}",
                ["cloud.google.com/backend-config"] = $"{{\"default\":\"{ClassicNames.Config}\"}}",
            };
        }

        return service;
    }
}
