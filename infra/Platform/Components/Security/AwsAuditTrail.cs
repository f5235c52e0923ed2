using Pulumi;
using Pulumi.Aws.CloudTrail;
using Pulumi.Aws.CloudTrail.Inputs;
using Pulumi.Aws.GuardDuty;
using Pulumi.Aws.GuardDuty.Inputs;

namespace WedSync.Platform.Components.Security;

/// <summary>CloudTrail over all locations of the account, and GuardDuty in the region's.</summary>
internal sealed class AwsAuditTrail(RegionAudit parent, RegionAuditArgs args)
{
    // What GuardDuty watches beside the account's calls and flows.
    private static readonly string[] Features = ["EKS_AUDIT_LOGS", "S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION"];

    public Output<string> Build()
    {
        var region = args.Region;
        var account = args.Settings.Accounts.AwsAccountId;
        var name = CloudTags.Name(region, "audit");
        var (bucket, policy) = new AwsAuditBucket(parent, args).Build($"arn:aws:cloudtrail:{region.Location}:{account}:trail/{name}");
        _ = new Trail($"{region.Name}-audit-trail", new TrailArgs
        {
            Name = name,
            S3BucketName = bucket.Id,
            KmsKeyId = args.Keys.LogsKeyId,
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableLogFileValidation = true,
            EnableLogging = true,
            AdvancedEventSelectors =
            {
                Selector("Management events", ("eventCategory", ["Management"])),
                Selector("Reads and writes of secrets and backups in S3", ("eventCategory", ["Data"]), ("resources.type", ["AWS::S3::Object"])),
            },
            InsightSelectors =
            {
                new TrailInsightSelectorArgs { InsightType = "ApiCallRateInsight" },
                new TrailInsightSelectorArgs { InsightType = "ApiErrorRateInsight" },
            },
            Tags = CloudTags.Named(region, "audit"),
        }, new CustomResourceOptions { Parent = parent, Protect = true, DependsOn = { policy } });
        BuildThreatDetection();
        return bucket.Id;
    }

    private void BuildThreatDetection()
    {
        var region = args.Region;
        var child = new CustomResourceOptions { Parent = parent };
        var detector = new Detector($"{region.Name}-guardduty", new DetectorArgs
        {
            Enable = true,
            FindingPublishingFrequency = "FIFTEEN_MINUTES",
            Tags = CloudTags.Named(region, "guardduty"),
        }, new CustomResourceOptions { Parent = parent, Protect = true });
        foreach (var feature in Features)
        {
            _ = new DetectorFeature($"{region.Name}-guardduty-{feature}", new DetectorFeatureArgs
            {
                DetectorId = detector.Id,
                Name = feature,
                Status = "ENABLED",
            }, child);
        }

        _ = new DetectorFeature($"{region.Name}-guardduty-RUNTIME_MONITORING", new DetectorFeatureArgs
        {
            DetectorId = detector.Id,
            Name = "RUNTIME_MONITORING",
            Status = "ENABLED",
            AdditionalConfigurations =
            {
                new DetectorFeatureAdditionalConfigurationArgs { Name = "EKS_ADDON_MANAGEMENT", Status = "ENABLED" },
            },
        }, child);
    }

    private static TrailAdvancedEventSelectorArgs Selector(string name, params (string Field, string[] Values)[] fields) => new()
    {
        Name = name,
        FieldSelectors = fields.Select(f => new TrailAdvancedEventSelectorFieldSelectorArgs { Field = f.Field, Equals = f.Values }).ToArray(),
    };
}
