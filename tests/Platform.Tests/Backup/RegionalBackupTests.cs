using System.Text.Json.Nodes;
using Pulumi;
using WedSync.Planning;
using WedSync.Platform.Components.Backup;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Backup;

public sealed class RegionalBackupTests
{
    private const string GcpBucket = "gcp:storage/bucket:Bucket";
    private const string GcpGrant = "gcp:storage/bucketIAMMember:BucketIAMMember";
    private const string Location = "kubernetes:velero.io/v1:BackupStorageLocation";
    private const string Snapshots = "kubernetes:velero.io/v1:VolumeSnapshotLocation";
    private const string Schedule = "kubernetes:velero.io/v1:Schedule";

    [Fact]
    public async Task GcpBuckets_AreClosedEncryptedVersionedAndKept()
    {
        var plan = await PlanAsync("peak-us-east");
        var bucket = plan.Get(GcpBucket, "us-east-backup-bucket");
        var copy = plan.Get(GcpBucket, "us-east-backup-copy-bucket");

        Assert.Equal(("wedsync-wedding-cache-backups-us-east", "US-EAST1"), (bucket.Text("name"), bucket.Text("location")));
        Assert.Equal(("wedsync-wedding-cache-backups-us-east-copy", "US-CENTRAL1"), (copy.Text("name"), copy.Text("location")));
        Assert.All([bucket, copy], b =>
        {
            Assert.True(b.Protect && b.RetainOnDelete);
            Assert.True(Flag(b, "uniformBucketLevelAccess"));
            Assert.Equal("enforced", b.Text("publicAccessPrevention"));
            Assert.True(Flag(b, "versioning.enabled"));
            Assert.Equal(14 * 86_400, b.At("softDeletePolicy.retentionDurationSeconds")!.GetValue<int>());
        });
        Assert.Contains("/locations/us-east1/keyRings/wedsync-us-east-backup/", bucket.Text("encryption.defaultKmsKeyName"), StringComparison.Ordinal);
        Assert.Contains("/locations/us-central1/keyRings/wedsync-us-east-backup-copy/", copy.Text("encryption.defaultKmsKeyName"), StringComparison.Ordinal);
        Assert.Equal("wedsync-wedding-cache-backups-us-east-logs", bucket.Text("logging.logBucket"));
    }

    [Fact]
    public async Task Transfer_CopiesEveryHourAndNeverDeletes()
    {
        var job = (await PlanAsync("peak-us-east")).Get("gcp:storage/transferJob:TransferJob", "us-east-backup-transfer");
        Assert.Equal("3600s", job.Text("schedule.repeatInterval"));
        Assert.Equal("wedsync-wedding-cache-backups-us-east", job.Text("transferSpec.gcsDataSource.bucketName"));
        Assert.Equal("wedsync-wedding-cache-backups-us-east-copy", job.Text("transferSpec.gcsDataSink.bucketName"));
        Assert.False(Flag(job, "transferSpec.transferOptions.deleteObjectsUniqueInSink"));
    }

    [Fact]
    public async Task ResidentBackups_StayInEurope()
    {
        var plan = await PlanAsync("peak-eu-west");
        var buckets = plan.Resources.Where(r => r.Type == GcpBucket).ToList();
        Assert.Equal(3, buckets.Count);
        Assert.All(buckets, b => Assert.StartsWith("EUROPE-", b.Text("location"), StringComparison.Ordinal));
        // Without a location Google keeps snapshots in a multi-region of its choice.
        Assert.Equal("europe-west4", plan.Get(Snapshots, "eu-west-backup-snapshots").Text("spec.config.snapshotLocation"));
    }

    [Theory]
    [InlineData("peak-us-east", "us-east", new[] { "kmsKeyName", "serviceAccount" }, new[] { "snapshotLocation" })]
    [InlineData("peak-us-west", "us-west", new[] { "kmsKeyId", "region" }, new[] { "region" })]
    public async Task Locations_HoldKeysOfThePluginAndNoOther(string stack, string region, string[] storageKeys, string[] snapshotKeys)
    {
        var plan = await PlanAsync(stack);
        var locations = plan.Resources.Where(r => r.Type == Location).ToList();
        Assert.Equal(3, locations.Count);
        Assert.All(locations, l => Assert.Equal(storageKeys, Keys(l.At("spec.config"))));
        Assert.Equal(snapshotKeys, Keys(plan.Get(Snapshots, $"{region}-backup-snapshots").At("spec.config")));
    }

    [Fact]
    public async Task Locations_AreOneForWritingOneToReadAndOneElsewhere()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Get(Location, "us-east-backup-location").Has(
            ("metadata.name", "wedding-cache-backup"),
            ("metadata.namespace", "velero"),
            ("spec.provider", "velero.io/gcp"),
            ("spec.objectStorage.bucket", "wedsync-wedding-cache-backups-us-east"),
            ("spec.objectStorage.prefix", "ai-cache"),
            ("spec.default", "true"));
        plan.Get(Location, "us-east-backup-copy-location").Has(
            ("spec.accessMode", "ReadOnly"),
            ("spec.objectStorage.bucket", "wedsync-wedding-cache-backups-us-east-copy"),
            ("spec.objectStorage.prefix", "ai-cache"));
        plan.Get(Location, "us-east-backup-remote-location").Has(
            ("spec.accessMode", "ReadWrite"),
            ("spec.objectStorage.bucket", "wedsync-wedding-cache-backups-us-east-copy"),
            ("spec.objectStorage.prefix", "ai-cache-remote"));
    }

    [Fact]
    public async Task Schedules_HoldTheCacheNamespace()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Get(Schedule, "us-east-wedding-cache-daily-backup").Has(
            ("metadata.name", "wedding-cache-daily-backup"),
            ("spec.schedule", "0 2 * * *"),
            ("spec.template.includedNamespaces[0]", "wedsync-ai-cache"),
            ("spec.template.excludedResources[0]", "events"),
            ("spec.template.excludedResources[1]", "events.events.k8s.io"),
            ("spec.template.ttl", "168h"),
            ("spec.template.snapshotVolumes", "true"),
            ("spec.template.volumeSnapshotLocations[0]", "wedding-cache-volumes"));
        plan.Get(Schedule, "us-east-ml-models-hourly-backup").Has(
            ("spec.template.orLabelSelectors[0].matchLabels.app", "ml-prediction"),
            ("spec.template.orLabelSelectors[1].matchLabels.app", "cache-preprocessor"));
        Assert.Equal(4, plan.Resources.Count(r => r.Type == Schedule));
    }

    [Fact]
    public async Task Velero_HasNoStoredCredentialsAndItsCloudsPlugin()
    {
        var release = (await PlanAsync("peak-us-west")).Get("kubernetes:helm.sh/v3:Release", "us-west-velero");
        release.Has(
            ("chart", "velero"),
            ("version", "12.1.0"),
            ("namespace", "velero"),
            ("values.credentials.useSecret", "false"),
            ("values.cleanUpCRDs", "false"),
            ("values.initContainers[0].image", Versions.Images.VeleroAwsPlugin),
            ("values.kubectl.image.repository", "registry.k8s.io/kubectl"));
        Assert.Contains("eks.amazonaws.com/role-arn", release.At("values.serviceAccount.server.annotations")!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GcpRights_AreSnapshotsInTheProjectAndObjectsOfItsOwnFolders()
    {
        var plan = await PlanAsync("peak-us-east");
        var role = plan.Get("gcp:projects/iAMCustomRole:IAMCustomRole", "us-east-velero-role");
        Assert.Equal("wedsyncVelero_us_east", role.Text("roleId"));
        Assert.All(role.At("permissions")!.AsArray(), p => Assert.StartsWith("compute.", p!.GetValue<string>(), StringComparison.Ordinal));
        var writer = plan.Get(GcpGrant, "us-east-velero-remote-writer");
        Assert.Equal(
            "resource.name.startsWith(\"projects/_/buckets/wedsync-wedding-cache-backups-us-east-copy/objects/ai-cache-remote/\")",
            writer.Text("condition.expression"));
        var signing = plan.Get("gcp:serviceaccount/iAMMember:IAMMember", "us-east-velero-signs-itself");
        Assert.EndsWith(signing.Text("member")!["serviceAccount:".Length..], signing.Text("serviceAccountId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AwsBuckets_AreClosedEncryptedVersionedAndKept()
    {
        var plan = await PlanAsync("peak-us-west");
        var bucket = plan.Get("aws:s3/bucket:Bucket", "us-west-backup-bucket");
        var copy = plan.Get("aws:s3/bucket:Bucket", "us-west-backup-copy-bucket");
        Assert.Equal(("us-west-2", "us-east-2"), (bucket.Text("region"), copy.Text("region")));
        Assert.All([bucket, copy], b => Assert.True(b.Protect && b.RetainOnDelete));
        plan.Get("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "us-west-backup-copy-public-access").Has(
            ("blockPublicAcls", "true"), ("blockPublicPolicy", "true"), ("ignorePublicAcls", "true"), ("restrictPublicBuckets", "true"));
        plan.Get("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "us-west-backup-encryption")
            .Has(("rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", "aws:kms"));
        plan.Get("aws:s3/bucketVersioning:BucketVersioning", "us-west-backup-versioning").Has(("versioningConfiguration.status", "Enabled"));
    }

    [Fact]
    public async Task AwsReplication_CopiesEncryptedObjectsButNoDeletions()
    {
        var plan = await PlanAsync("peak-us-west");
        var replication = plan.Get("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "us-west-backup-replication");
        replication.Has(
            ("rules[0].deleteMarkerReplication.status", "Disabled"),
            ("rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status", "Enabled"),
            ("rules[0].destination.replicationTime.time.minutes", "15"),
            ("rules[0].filter.prefix", "ai-cache/"));
        Assert.Contains(plan.Get("aws:s3/bucketVersioning:BucketVersioning", "us-west-backup-copy-versioning").Urn, replication.DependsOn);
    }

    [Fact]
    public void AwsPolicy_BindsObjectsToVelerosFolders()
    {
        var policy = JsonNode.Parse(AwsBackupPolicies.Velero("b", "c", "key", "copy-key", "us-west-2"))!["Statement"]!.AsArray();
        Assert.Equal(["arn:aws:s3:::b/ai-cache/*", "arn:aws:s3:::c/ai-cache-remote/*"], Texts(policy[0]!["Resource"]));
        // Whoever takes over Velero cannot delete the copy.
        Assert.Equal(["s3:GetObject"], Texts(policy[1]!["Action"]));
        Assert.All(
            policy.Where(s => Texts(s!["Resource"]).Contains("*")),
            s => Assert.Equal("us-west-2", s!["Condition"]!["StringEquals"]!["aws:RequestedRegion"]!.GetValue<string>()));
    }

    [Fact]
    public void AwsBucketPolicy_RefusesPlainHttp()
    {
        var statement = JsonNode.Parse(AwsBackupPolicies.Bucket("b"))!["Statement"]![0]!;
        Assert.Equal("Deny", statement["Effect"]!.GetValue<string>());
        Assert.Equal("false", statement["Condition"]!["Bool"]!["aws:SecureTransport"]!.GetValue<string>());
    }

    private static bool Flag(PlannedResource resource, string path) => resource.At(path)!.GetValue<bool>();

    private static IEnumerable<string> Keys(JsonNode? node) => node!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);

    private static List<string> Texts(JsonNode? node) => [.. node!.AsArray().Select(t => t!.GetValue<string>())];

    private static Task<Plan> PlanAsync(string stack) => RegionFixture.PlanAsync(
        stack,
        (cluster, cloud) => Assert.NotNull(new RegionalBackup("backup", new RegionalBackupArgs { Cluster = cluster }, cloud)));
}
