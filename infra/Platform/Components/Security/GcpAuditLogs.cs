using Pulumi;
using Pulumi.Gcp.Logging;
using Pulumi.Gcp.Logging.Inputs;

namespace WedSync.Platform.Components.Security;

/// <summary>Audit logs of a region on Google Cloud, in a log bucket in its location under its own key.</summary>
internal sealed class GcpAuditLogs(RegionAudit parent, RegionAuditArgs args)
{
    public Output<string> Build()
    {
        var region = args.Region;
        var project = args.Settings.Accounts.GcpProject;
        var bucket = new ProjectBucketConfig($"{region.Name}-audit-logs", new ProjectBucketConfigArgs
        {
            Project = project,
            Location = region.Location,
            BucketId = CloudTags.Name(region, "audit"),
            Description = $"Audit logs of region {region.Name}",
            RetentionDays = RegionAudit.RetentionDays,
            EnableAnalytics = true,
            CmekSettings = new ProjectBucketConfigCmekSettingsArgs { KmsKeyName = args.Keys.LogsKeyId },
        }, new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });
        _ = new ProjectSink($"{region.Name}-audit-sink", new ProjectSinkArgs
        {
            Name = CloudTags.Name(region, "audit"),
            Project = project,
            Description = $"Audit logs of region {region.Name} to its own bucket",
            Destination = bucket.Id.Apply(id => $"logging.googleapis.com/{id}"),
            Filter = Filter(project, region.Location),
            UniqueWriterIdentity = true,
        }, new CustomResourceOptions { Parent = parent });
        return bucket.Id;
    }

    /// <summary>Audit records of resources in the location, its zones included.</summary>
    internal static string Filter(string project, string location) =>
        $"logName:\"projects/{project}/logs/cloudaudit.googleapis.com\" AND "
        + $"(resource.labels.location=~\"^{location}(-[a-z])?$\" OR resource.labels.zone=~\"^{location}-[a-z]$\")";
}
