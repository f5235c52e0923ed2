using System.Collections.Immutable;
using Pulumi;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>Values of the Velero chart. Locations and schedules are objects of ours, so the chart makes none.</summary>
public static class VeleroValues
{
    /// <summary>Name of the plugin of a cloud.</summary>
    public static string Provider(Cloud cloud) => cloud == Cloud.Gcp ? "velero.io/gcp" : "velero.io/aws";

    /// <summary>Values for a region.</summary>
    /// <param name="cloud">The region's cloud.</param>
    /// <param name="identity">Annotations that bind Velero's service account to its cloud identity.</param>
    public static InputMap<object> For(Cloud cloud, Output<ImmutableDictionary<string, string>> identity) => new()
    {
        ["fullnameOverride"] = BackupNames.Velero,
        ["initContainers"] = new object[] { Plugin(cloud) },
        ["credentials"] = new Dictionary<string, object> { ["useSecret"] = false },
        ["serviceAccount"] = new Dictionary<string, object>
        {
            ["server"] = new Dictionary<string, object>
            {
                ["create"] = true,
                ["name"] = BackupNames.ServiceAccount,
                ["annotations"] = identity,
            },
        },
        ["backupsEnabled"] = false,
        ["snapshotsEnabled"] = false,
        ["deployNodeAgent"] = false,
        ["upgradeCRDs"] = true,
        // Removing the CRDs would remove every backup's record.
        ["cleanUpCRDs"] = false,
        ["kubectl"] = new Dictionary<string, object>
        {
            ["image"] = new Dictionary<string, object>
            {
                ["repository"] = Versions.Images.Kubectl[..Versions.Images.Kubectl.LastIndexOf(':')],
                ["tag"] = Versions.Images.Kubectl[(Versions.Images.Kubectl.LastIndexOf(':') + 1)..],
            },
            // The hook's pods have no labels of their own; by this one the network policy lets them reach the control plane.
            ["labels"] = new Dictionary<string, object> { ["app.kubernetes.io/name"] = BackupNames.Velero },
            ["containerSecurityContext"] = Locked(),
        },
        ["configuration"] = new Dictionary<string, object>
        {
            ["defaultBackupStorageLocation"] = BackupNames.Location,
            ["defaultBackupTTL"] = "168h",
            ["garbageCollectionFrequency"] = "1h",
            ["logFormat"] = "json",
        },
        ["metrics"] = new Dictionary<string, object> { ["enabled"] = true },
        ["resources"] = Resources("250m", "256Mi", "1", "1Gi"),
        ["upgradeJobResources"] = Resources("50m", "128Mi", "200m", "256Mi"),
        ["nodeSelector"] = new Dictionary<string, object> { [NodePools.Label] = NodePools.General },
        ["podSecurityContext"] = new Dictionary<string, object>
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = PodDefaults.NonRootId,
            ["runAsGroup"] = PodDefaults.NonRootId,
            // AWS' web identity token is readable by this group.
            ["fsGroup"] = PodDefaults.NonRootId,
            ["seccompProfile"] = new Dictionary<string, object> { ["type"] = "RuntimeDefault" },
        },
        ["containerSecurityContext"] = Locked(),
    };

    private static Dictionary<string, object> Plugin(Cloud cloud) => new()
    {
        ["name"] = cloud == Cloud.Gcp ? "velero-plugin-for-gcp" : "velero-plugin-for-aws",
        ["image"] = cloud == Cloud.Gcp ? Versions.Images.VeleroGcpPlugin : Versions.Images.VeleroAwsPlugin,
        ["imagePullPolicy"] = "IfNotPresent",
        ["volumeMounts"] = new object[] { new Dictionary<string, object> { ["name"] = "plugins", ["mountPath"] = "/target" } },
        ["resources"] = Resources("50m", "64Mi", "200m", "128Mi"),
        ["securityContext"] = Locked(),
    };

    private static Dictionary<string, object> Locked() => new()
    {
        ["allowPrivilegeEscalation"] = false,
        ["readOnlyRootFilesystem"] = true,
        ["capabilities"] = new Dictionary<string, object> { ["drop"] = new object[] { "ALL" } },
    };

    private static Dictionary<string, object> Resources(string cpu, string memory, string cpuLimit, string memoryLimit) => new()
    {
        ["requests"] = new Dictionary<string, object> { ["cpu"] = cpu, ["memory"] = memory },
        ["limits"] = new Dictionary<string, object> { ["cpu"] = cpuLimit, ["memory"] = memoryLimit },
    };
}
