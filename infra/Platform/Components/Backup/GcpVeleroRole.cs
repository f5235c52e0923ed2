using Pulumi;
using Pulumi.Gcp.Projects;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>What Velero may do in the project on Google Cloud: snapshots of disks and nothing else. Its objects are a matter of the buckets.</summary>
internal static class GcpVeleroRole
{
    /// <summary>Permissions that the plugin's volume snapshotter uses.</summary>
    public static readonly IReadOnlyList<string> Permissions =
    [
        "compute.disks.create",
        "compute.disks.createSnapshot",
        "compute.disks.get",
        "compute.disks.setLabels",
        "compute.projects.get",
        "compute.snapshots.create",
        "compute.snapshots.delete",
        "compute.snapshots.get",
        "compute.snapshots.setLabels",
        "compute.snapshots.useReadOnly",
        "compute.zones.get",
    ];

    /// <summary>Full name of a region's role.</summary>
    public static string Name(RegionSettings region, string project) => $"projects/{project}/roles/{RoleId(region)}";

    public static IAMCustomRole Create(RegionSettings region, string project, Resource parent) => new(
        $"{region.Name}-velero-role",
        new IAMCustomRoleArgs
        {
            RoleId = RoleId(region),
            Project = project,
            Title = $"Velero in {region.Name}",
            Description = "Snapshots of volumes for backups",
            Permissions = Permissions.ToList(),
            Stage = "GA",
        },
        new CustomResourceOptions { Parent = parent });

    // Role ids have no hyphens.
    private static string RoleId(RegionSettings region) => $"wedsyncVelero_{region.Name.Replace('-', '_')}";
}
