using Pulumi;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Edge;

/// <summary>Values of the Envoy Gateway chart: the controller; proxies are described by <see cref="EnvoyProxySpecs"/>.</summary>
public static class EnvoyGatewayValues
{
    /// <summary>Values, the same in every region.</summary>
    public static InputMap<object> Create() => new()
    {
        ["deployment"] = new Dictionary<string, object>
        {
            ["replicas"] = 2,
            ["envoyGateway"] = new Dictionary<string, object>
            {
                ["resources"] = new Dictionary<string, object>
                {
                    ["requests"] = new Dictionary<string, object> { ["cpu"] = "100m", ["memory"] = "256Mi" },
                    ["limits"] = new Dictionary<string, object> { ["cpu"] = "1", ["memory"] = "1Gi" },
                },
            },
            ["pod"] = new Dictionary<string, object>
            {
                ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.General },
            },
        },
        ["podDisruptionBudget"] = new Dictionary<string, object> { ["minAvailable"] = 1 },
        ["config"] = new Dictionary<string, object>
        {
            ["envoyGateway"] = new Dictionary<string, object>
            {
                ["gateway"] = new Dictionary<string, object> { ["controllerName"] = ControllerName },
                ["provider"] = new Dictionary<string, object> { ["type"] = "Kubernetes" },
                ["logging"] = new Dictionary<string, object> { ["level"] = new Dictionary<string, object> { ["default"] = "info" } },
            },
        },
    };

    /// <summary>Name that the controller answers to.</summary>
    public const string ControllerName = "gateway.envoyproxy.io/gatewayclass-controller";
}
