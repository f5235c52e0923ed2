using Pulumi;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>
/// The region's own encryption keys: they never leave its location, rotate by themselves, and outlive every stack, since what
/// they encrypt cannot be read without them.
/// </summary>
public sealed class RegionKeys : ComponentResource
{
    /// <summary>Creates the keys in the region's cloud.</summary>
    public RegionKeys(string name, RegionKeysArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:security:RegionKeys", name, options)
    {
        var keys = args.Region.Cloud == Cloud.Gcp ? new GcpKeys(this, args).Build() : new AwsKeys(this, args).Build();
        SecretsKeyId = keys.Secrets;
        DisksKeyId = keys.Disks;
        LogsKeyId = keys.Logs;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["secretsKeyId"] = SecretsKeyId,
            ["disksKeyId"] = DisksKeyId,
            ["logsKeyId"] = LogsKeyId,
        });
    }

    /// <summary>Encrypts the cluster's secrets. A key's full resource name on Google Cloud, its ARN on AWS.</summary>
    [Output("secretsKeyId")]
    public Output<string> SecretsKeyId { get; private set; }

    /// <summary>Encrypts nodes' disks and volumes.</summary>
    [Output("disksKeyId")]
    public Output<string> DisksKeyId { get; private set; }

    /// <summary>Encrypts audit and flow logs.</summary>
    [Output("logsKeyId")]
    public Output<string> LogsKeyId { get; private set; }
}

/// <summary>Keys of a region by purpose.</summary>
internal sealed record KeyFacts(Output<string> Secrets, Output<string> Disks, Output<string> Logs);
