using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.Common;

/// <summary>What every pod of ours has in common.</summary>
public static class PodDefaults
{
    /// <summary>User and group of our containers.</summary>
    public const int NonRootId = 10001;

    /// <summary>A pod that runs as a user without rights.</summary>
    public static PodSecurityContextArgs PodSecurity(int id = NonRootId) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = id,
        RunAsGroup = id,
        FsGroup = id,
        SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
    };

    /// <summary>A container that cannot gain rights or write to its image.</summary>
    public static SecurityContextArgs ContainerSecurity() => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        RunAsNonRoot = true,
        Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
    };

    /// <summary>Spreads a workload's pods over zones, and softly over nodes.</summary>
    public static InputList<TopologySpreadConstraintArgs> Spread(string app) => new()
    {
        SpreadOver("topology.kubernetes.io/zone", app, "DoNotSchedule"),
        SpreadOver("kubernetes.io/hostname", app, "ScheduleAnyway"),
    };

    /// <summary>Requests and limits.</summary>
    public static ResourceRequirementsArgs Resources(string cpu, string memory, string cpuLimit, string memoryLimit) => new()
    {
        Requests = { ["cpu"] = cpu, ["memory"] = memory },
        Limits = { ["cpu"] = cpuLimit, ["memory"] = memoryLimit },
    };

    private static TopologySpreadConstraintArgs SpreadOver(string topologyKey, string app, string whenUnsatisfiable) => new()
    {
        MaxSkew = 1,
        TopologyKey = topologyKey,
        WhenUnsatisfiable = whenUnsatisfiable,
        LabelSelector = new LabelSelectorArgs { MatchLabels = Labels.Selector(app) },
    };
}
