using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Delivery;

/// <summary>Values of the Argo Rollouts chart.</summary>
public static class RolloutsValues
{
    private const string PluginVolume = "traffic-router";
    private const string PluginFolder = "/plugins";
    private const string PluginBinary = "rollouts-plugin-trafficrouter-gatewayapi";

    /// <summary>Values for a region: with the Gateway API plugin and its rights, or with the built-in nginx router alone.</summary>
    public static InputMap<object> For(EdgeMode edge)
    {
        var gateway = edge == EdgeMode.Gateway;
        return new InputMap<object>
        {
            ["fullnameOverride"] = DeliveryNames.Release,
            ["installCRDs"] = true,
            // CRDs outlive the release: removing them would remove every Rollout, and with it every pod of the cache.
            ["keepCRDs"] = true,
            ["controller"] = Controller(gateway),
            ["providerRBAC"] = ProviderRights(gateway),
            ["dashboard"] = new Dictionary<string, object> { ["enabled"] = false },
        };
    }

    private static Dictionary<string, object> Controller(bool gateway)
    {
        var controller = new Dictionary<string, object>
        {
            // Two pods, one leads; a canary goes on while a node is drained.
            ["replicas"] = 2,
            ["pdb"] = new Dictionary<string, object> { ["enabled"] = true, ["minAvailable"] = 1 },
            ["logging"] = new Dictionary<string, object> { ["level"] = "info", ["format"] = "json" },
            ["metrics"] = new Dictionary<string, object> { ["enabled"] = true },
            ["resources"] = Resources("100m", "256Mi", "1", "1Gi"),
            ["nodeSelector"] = new Dictionary<string, object> { [Common.NodePools.Label] = Common.NodePools.General },
            ["topologySpreadConstraints"] = new object[]
            {
                new Dictionary<string, object>
                {
                    ["maxSkew"] = 1,
                    ["topologyKey"] = "topology.kubernetes.io/zone",
                    ["whenUnsatisfiable"] = "ScheduleAnyway",
                },
            },
        };
        if (gateway)
        {
            AddPlugin(controller);
        }

        return controller;
    }

    /// <summary>The plugin comes from a pinned image instead of a download at each start, which would tie canaries to GitHub.</summary>
    private static void AddPlugin(Dictionary<string, object> controller)
    {
        object[] mounts = [new Dictionary<string, object> { ["name"] = PluginVolume, ["mountPath"] = PluginFolder }];
        controller["initContainers"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["name"] = "copy-traffic-router",
                ["image"] = Versions.Images.RolloutsGatewayPlugin,
                ["command"] = new object[] { "cp", $"/bin/{PluginBinary}", $"{PluginFolder}/{PluginBinary}" },
                ["volumeMounts"] = mounts,
                ["resources"] = Resources("50m", "64Mi", "200m", "128Mi"),
                ["securityContext"] = new Dictionary<string, object>
                {
                    ["allowPrivilegeEscalation"] = false,
                    ["readOnlyRootFilesystem"] = true,
                    ["runAsNonRoot"] = true,
                    ["capabilities"] = new Dictionary<string, object> { ["drop"] = new object[] { "ALL" } },
                    ["seccompProfile"] = new Dictionary<string, object> { ["type"] = "RuntimeDefault" },
                },
            },
        };
        controller["volumes"] = new object[]
        {
            new Dictionary<string, object> { ["name"] = PluginVolume, ["emptyDir"] = new Dictionary<string, object>() },
        };
        controller["volumeMounts"] = mounts;
        controller["trafficRouterPlugins"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["name"] = DeliveryNames.GatewayPlugin,
                ["location"] = $"file://{PluginFolder}/{PluginBinary}",
            },
        };
    }

    /// <summary>The chart grants rights on nine routers' resources by default; ours needs Gateway API routes at most.</summary>
    private static Dictionary<string, object> ProviderRights(bool gateway) => new()
    {
        ["enabled"] = true,
        ["providers"] = new Dictionary<string, object>
        {
            ["istio"] = false,
            ["smi"] = false,
            ["ambassador"] = false,
            ["awsLoadBalancerController"] = false,
            ["awsAppMesh"] = false,
            ["traefik"] = false,
            ["apisix"] = false,
            ["contour"] = false,
            ["glooPlatform"] = false,
            ["gatewayAPI"] = gateway,
        },
    };

    private static Dictionary<string, object> Resources(string cpu, string memory, string cpuLimit, string memoryLimit) => new()
    {
        ["requests"] = new Dictionary<string, object> { ["cpu"] = cpu, ["memory"] = memory },
        ["limits"] = new Dictionary<string, object> { ["cpu"] = cpuLimit, ["memory"] = memoryLimit },
    };
}
