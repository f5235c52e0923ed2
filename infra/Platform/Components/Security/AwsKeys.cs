using Pulumi;
using Pulumi.Aws.Kms;

namespace WedSync.Platform.Components.Security;

/// <summary>Keys on AWS.</summary>
internal sealed class AwsKeys(RegionKeys parent, RegionKeysArgs args)
{
    /// <summary>A new version every 90 days.</summary>
    public const int RotationDays = 90;

    /// <summary>A key marked for deletion can be brought back for 30 days.</summary>
    public const int DeletionDays = 30;

    public KeyFacts Build()
    {
        var account = args.Settings.Accounts.AwsAccountId;
        return new KeyFacts(
            Key("secrets", "Secrets of the cluster", AwsKeyPolicies.ByIam(account)),
            Key("disks", "Disks of nodes and volumes", AwsKeyPolicies.WithAutoScaling(account)),
            Key("logs", "Audit and flow logs", AwsKeyPolicies.WithLogs(account, args.Region.Location)));
    }

    private Output<string> Key(string purpose, string description, string policy)
    {
        var region = args.Region;
        var key = new Key($"{region.Name}-key-{purpose}", new KeyArgs
        {
            Description = $"{description}, region {region.Name}",
            KeyUsage = "ENCRYPT_DECRYPT",
            EnableKeyRotation = true,
            RotationPeriodInDays = RotationDays,
            DeletionWindowInDays = DeletionDays,
            MultiRegion = false,
            Policy = policy,
            Tags = CloudTags.Named(region, purpose),
        }, new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });
        _ = new Pulumi.Aws.Kms.Alias($"{region.Name}-key-{purpose}-alias", new AliasArgs
        {
            Name = $"alias/wedsync-{region.Name}-{purpose}",
            TargetKeyId = key.KeyId,
        }, new CustomResourceOptions { Parent = parent });
        return key.Arn;
    }
}
