using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>
/// Who did what in a region, kept in the region's location for 400 days where nobody can change it: calls to the cloud and to the
/// cluster's API server, whose own audit policy both clouds fix. On AWS with threat detection; on Google Cloud that belongs to the organization.
/// </summary>
public sealed class RegionAudit : ComponentResource
{
    /// <summary>How long audit records are kept.</summary>
    public const int RetentionDays = 400;

    /// <summary>Declares the audit trail in the region's cloud.</summary>
    public RegionAudit(string name, RegionAuditArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:security:RegionAudit", name, options)
    {
        Destination = args.Region.Cloud == Cloud.Gcp ? new GcpAuditLogs(this, args).Build() : new AwsAuditTrail(this, args).Build();
        RegisterOutputs(new Dictionary<string, object?> { ["destination"] = Destination });
    }

    /// <summary>Where the records lie: log bucket or S3 bucket.</summary>
    [Output("destination")]
    public Output<string> Destination { get; private set; }
}
