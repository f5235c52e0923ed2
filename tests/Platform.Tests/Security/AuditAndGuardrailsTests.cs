using System.Text.Json.Nodes;
using Pulumi;
using WedSync.Planning;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Security;

public sealed class AuditAndGuardrailsTests
{
    [Fact]
    public async Task Gcp_AuditLogsStayInTheLocationUnderItsKey()
    {
        var plan = await AuditAsync("peak-eu-west");

        var bucket = plan.Single("gcp:logging/projectBucketConfig:ProjectBucketConfig", "eu-west-audit-logs");
        bucket.Has(
            ("location", "europe-west1"), ("retentionDays", "400"), ("bucketId", "wedsync-eu-west-audit"),
            ("cmekSettings.kmsKeyName", "projects/wedsync-prod/locations/europe-west1/keyRings/wedsync-eu-west-keys/cryptoKeys/logs"));
        Assert.True(bucket.Protect && bucket.RetainOnDelete);
        plan.Single("gcp:logging/projectSink:ProjectSink", "eu-west-audit-sink").Has(
            ("destination", "logging.googleapis.com/projects/wedsync-prod/locations/europe-west1/buckets/wedsync-eu-west-audit"),
            ("filter", "logName:\"projects/wedsync-prod/logs/cloudaudit.googleapis.com\" AND "
                + "(resource.labels.location=~\"^europe-west1(-[a-z])?$\" OR resource.labels.zone=~\"^europe-west1-[a-z]$\")"));
    }

    [Fact]
    public async Task Aws_TrailCoversAllLocationsEncryptedAndValidated()
    {
        var trail = (await AuditAsync("peak-us-west")).Single("aws:cloudtrail/trail:Trail", "us-west-audit-trail");

        trail.Has(
            ("isMultiRegionTrail", "true"), ("enableLogFileValidation", "true"), ("includeGlobalServiceEvents", "true"),
            ("kmsKeyId", "arn:aws:kms:us-west-2:123456789012:key/us-west-key-logs"),
            ("s3BucketName", "wedsync-us-west-audit-123456789012"));
        Assert.True(trail.Protect);
    }

    [Fact]
    public async Task Aws_AuditBucketIsPrivateLockedAndEncrypted()
    {
        var plan = await AuditAsync("peak-us-west");

        var bucket = plan.Single("aws:s3/bucket:Bucket", "us-west-audit-bucket");
        bucket.Has(("objectLockEnabled", "true"), ("forceDestroy", "false"));
        Assert.True(bucket.Protect && bucket.RetainOnDelete);
        plan.Single("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "us-west-audit-bucket-private").Has(
            ("blockPublicAcls", "true"), ("blockPublicPolicy", "true"), ("ignorePublicAcls", "true"), ("restrictPublicBuckets", "true"));
        plan.Single("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "us-west-audit-bucket-lock").Has(
            ("rule.defaultRetention.mode", "COMPLIANCE"), ("rule.defaultRetention.days", "400"));
        plan.Single("aws:s3/bucketVersioning:BucketVersioning", "us-west-audit-bucket-versions").Has(("versioningConfiguration.status", "Enabled"));
        plan.Single("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "us-west-audit-bucket-encryption").Has(
            ("rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", "aws:kms"));
    }

    [Fact]
    public async Task Aws_AuditBucketTakesThisTrailOverTlsOnly()
    {
        var policy = (await AuditAsync("peak-us-west")).Single("aws:s3/bucketPolicy:BucketPolicy", "us-west-audit-bucket-policy");
        var statements = JsonNode.Parse(policy.Text("policy")!)!["Statement"]!.AsArray();

        const string Trail = "arn:aws:cloudtrail:us-west-2:123456789012:trail/wedsync-us-west-audit";
        Assert.Equal(["TrailChecksAcl", "TrailWrites", "TlsOnly"], statements.Select(s => (string?)s!["Sid"]));
        Assert.Equal(Trail, (string?)statements[0]!["Condition"]!["StringEquals"]!["aws:SourceArn"]);
        Assert.Equal(Trail, (string?)statements[1]!["Condition"]!["StringEquals"]!["aws:SourceArn"]);
        Assert.Equal(("Deny", "false"), ((string?)statements[2]!["Effect"], (string?)statements[2]!["Condition"]!["Bool"]!["aws:SecureTransport"]));
    }

    [Fact]
    public async Task Aws_ThreatsAreDetectedInClustersToo()
    {
        var plan = await AuditAsync("peak-us-west");
        plan.Single("aws:guardduty/detector:Detector", "us-west-guardduty").Has(("enable", "true"), ("findingPublishingFrequency", "FIFTEEN_MINUTES"));
        Assert.Equal(
            ["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"],
            plan.OfType("aws:guardduty/detectorFeature:DetectorFeature").Select(f => f.Text("name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Project_AuditsReadsAndWritesOfEveryUsedService()
    {
        var configs = (await GuardrailsAsync()).OfType("gcp:projects/iAMAuditConfig:IAMAuditConfig").ToList();

        Assert.Equal(ProjectGuardrails.AuditedServices, configs.Select(c => c.Text("service")!).Order(StringComparer.Ordinal));
        Assert.Contains("secretmanager.googleapis.com", ProjectGuardrails.AuditedServices);
        Assert.All(configs, c => c.Has(
            ("auditLogConfigs", """[{"logType":"ADMIN_READ"},{"logType":"DATA_READ"},{"logType":"DATA_WRITE"}]""")));
    }

    [Fact]
    public async Task Project_HoldsDataOnlyInTheCataloguesLocations()
    {
        var plan = await GuardrailsAsync();
        plan.Single("gcp:orgpolicy/policy:Policy", "global-policy-gcp.resourceLocations").Has(
            ("name", "projects/wedsync-prod/policies/gcp.resourceLocations"),
            ("parent", "projects/wedsync-prod"),
            ("spec.rules[0].values.allowedValues",
                """["in:asia-northeast1-locations","in:asia-southeast1-locations","in:europe-west1-locations","in:europe-west4-locations","in:us-central1-locations","in:us-east1-locations"]"""));
    }

    [Theory]
    [InlineData("iam.disableServiceAccountKeyCreation")]
    [InlineData("storage.publicAccessPrevention")]
    [InlineData("storage.uniformBucketLevelAccess")]
    [InlineData("compute.requireShieldedVm")]
    public async Task Project_ShutsDoors(string constraint) =>
        (await GuardrailsAsync()).Single("gcp:orgpolicy/policy:Policy", $"global-policy-{constraint}").Has(("spec.rules[0].enforce", "TRUE"));

    private static Task<Plan> AuditAsync(string stack)
    {
        var settings = TestSettings.For(stack);
        var region = settings.StackRegions.Single();
        return PlanRunner.RunAsync(new PlanRequest { StackName = stack, IsPreview = false }, () =>
        {
            var options = new ComponentResourceOptions { Providers = { CloudProviders.ForRegion(settings, region) } };
            var keys = new RegionKeys($"{region.Name}-keys", new RegionKeysArgs { Settings = settings, Region = region }, options);
            _ = new RegionAudit($"{region.Name}-audit", new RegionAuditArgs { Settings = settings, Region = region, Keys = keys }, options);
        });
    }

    private static Task<Plan> GuardrailsAsync()
    {
        var settings = TestSettings.For("peak-global");
        return PlanRunner.RunAsync(new PlanRequest { StackName = "peak-global", IsPreview = false }, () =>
        {
            _ = new ProjectGuardrails("global-guardrails", new ProjectGuardrailsArgs { Settings = settings });
        });
    }
}
