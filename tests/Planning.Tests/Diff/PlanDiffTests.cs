using WedSync.Planning.Diff;
using static WedSync.Planning.Tests.SamplePlans;

namespace WedSync.Planning.Tests.Diff;

public sealed class PlanDiffTests
{
    private const string StatefulSet = "kubernetes:apps/v1:StatefulSet";
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Job = "kubernetes:batch/v1:Job";
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";

    [Fact]
    public void Compare_SeasonsOfOneScope_MatchByUrnWithoutStack()
    {
        var change = Only(
            Resource(Deployment, "cache", """{"spec":{"replicas":10}}"""),
            Resource(Deployment, "cache", """{"spec":{"replicas":25}}"""));

        Assert.Equal(ChangeKind.Update, change.Kind);
        Assert.Equal("urn:pulumi:peak-us-east::wedsync::kubernetes:apps/v1:Deployment::cache", change.Urn);
        var property = Assert.Single(change.Properties);
        Assert.Equal("spec.replicas", property.Path);
        Assert.Equal(("10", "25", false), (property.Before!.ToJsonString(), property.After!.ToJsonString(), property.ForcesReplacement));
    }

    [Fact]
    public void Compare_OnlyOnOneSide_CreatesAndDeletes()
    {
        var changes = PlanDiff.Compare(
            Of("offseason", Resource(ConfigMap, "gone", "{}"), Resource(ConfigMap, "kept", "{}")),
            Of("peak", Resource(ConfigMap, "kept", "{}"), Resource(ConfigMap, "new", "{}")));

        Assert.Equal(
            [("gone", ChangeKind.Delete), ("kept", ChangeKind.Same), ("new", ChangeKind.Create)],
            changes.Resources.Select(c => (c.Resource.Name, c.Kind)));
    }

    [Fact]
    public void Compare_IgnoredPaths_DoNotCount()
    {
        var after = Resource(StatefulSet, "redis", """{"spec":{"replicas":12,"template":{"spec":{"containers":[{"name":"redis","memory":"16Gi"}]}}}}""");
        var before = Resource(StatefulSet, "redis", """{"spec":{"replicas":6,"template":{"spec":{"containers":[{"name":"redis","memory":"4Gi"}]}}}}""");

        var none = Only(before, after with { IgnoreChanges = ["spec.replicas", "spec.template.spec.containers[*].memory"] });
        var one = Only(before, after with { IgnoreChanges = ["spec.replicas"] });

        Assert.Equal(ChangeKind.Same, none.Kind);
        Assert.Equal("spec.template.spec.containers[0].memory", Assert.Single(one.Properties).Path);
    }

    [Fact]
    public void Compare_IgnoredPathInsideAnObjectThatComes_OnlyTheRestCounts()
    {
        var change = Only(
            Resource(Deployment, "cache", "{}"),
            Resource(Deployment, "cache", """{"spec":{"replicas":3,"paused":true}}""") with { IgnoreChanges = ["spec.replicas"] });

        Assert.Equal(["spec.paused"], change.Properties.Select(p => p.Path));
    }

    [Theory]
    [InlineData(StatefulSet, """{"spec":{"serviceName":"a"}}""", """{"spec":{"serviceName":"b"}}""")]
    [InlineData(StatefulSet, """{"spec":{"selector":{"matchLabels":{"app":"a"}}}}""", """{"spec":{"selector":{"matchLabels":{"app":"b"}}}}""")]
    [InlineData(StatefulSet, """{"spec":{"podManagementPolicy":"Parallel"}}""", """{"spec":{"podManagementPolicy":"OrderedReady"}}""")]
    [InlineData(StatefulSet, """{"spec":{"volumeClaimTemplates":[{"spec":{"storage":"1Gi"}}]}}""", """{"spec":{"volumeClaimTemplates":[{"spec":{"storage":"2Gi"}}]}}""")]
    [InlineData(Deployment, """{"spec":{"selector":{"matchLabels":{"app":"a"}}}}""", """{"spec":{}}""")]
    [InlineData(Deployment, """{"spec":{"selector":{"matchLabels":{"app":"a"}}}}""", "{}")]
    [InlineData(Deployment, """{"metadata":{"name":"a"}}""", """{"metadata":{"name":"b"}}""")]
    [InlineData(Deployment, """{"metadata":{"namespace":"a"}}""", """{"metadata":{"namespace":"b"}}""")]
    [InlineData("kubernetes:policy/v1:PodDisruptionBudget", """{"spec":{"minAvailable":1}}""", """{"spec":{"minAvailable":2}}""")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", """{"roleRef":{"name":"a"}}""", """{"roleRef":{"name":"b"}}""")]
    [InlineData("kubernetes:core/v1:ResourceQuota", """{"spec":{"scopes":["a"]}}""", """{"spec":{"scopes":["b"]}}""")]
    [InlineData("kubernetes:core/v1:Service", """{"spec":{"clusterIP":"None"}}""", """{"spec":{"clusterIP":"10.0.0.1"}}""")]
    [InlineData("gcp:container/cluster:Cluster", """{"location":"us-east1"}""", """{"location":"us-east4"}""")]
    [InlineData("gcp:container/nodePool:NodePool", """{"nodeConfig":{"serviceAccount":"a"}}""", """{"nodeConfig":{"serviceAccount":"b"}}""")]
    [InlineData("gcp:compute/subnetwork:Subnetwork", """{"ipCidrRange":"10.0.0.0/20"}""", """{"ipCidrRange":"10.1.0.0/20"}""")]
    [InlineData("gcp:storage/bucket:Bucket", """{"location":"EU"}""", """{"location":"US"}""")]
    [InlineData("gcp:storage/bucketIAMMember:BucketIAMMember", """{"role":"a"}""", """{"role":"b"}""")]
    [InlineData("gcp:kms/cryptoKey:CryptoKey", """{"keyRing":"a"}""", """{"keyRing":"b"}""")]
    [InlineData("aws:eks/cluster:Cluster", """{"encryptionConfig":{"provider":{"keyArn":"a"}}}""", """{"encryptionConfig":{"provider":{"keyArn":"b"}}}""")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", """{"instanceTypes":["a"]}""", """{"instanceTypes":["b"]}""")]
    [InlineData("aws:s3/bucket:Bucket", """{"bucket":"a"}""", """{"bucket":"b"}""")]
    public void Compare_FieldThatCannotChangeInPlace_Replaces(string type, string before, string after)
    {
        var change = Only(Resource(type, "x", before), Resource(type, "x", after));

        Assert.Equal(ChangeKind.Replace, change.Kind);
        Assert.All(change.Properties, p => Assert.True(p.ForcesReplacement, p.Path));
    }

    [Theory]
    [InlineData(StatefulSet, """{"spec":{"replicas":6}}""", """{"spec":{"replicas":12}}""")]
    [InlineData(Deployment, """{"metadata":{"labels":{"v":"1"}}}""", """{"metadata":{"labels":{"v":"2"}}}""")]
    [InlineData("gcp:container/nodePool:NodePool", """{"autoscaling":{"maxNodeCount":3}}""", """{"autoscaling":{"maxNodeCount":9}}""")]
    [InlineData("gcp:billing/budget:Budget", """{"amount":{"units":"1"}}""", """{"amount":{"units":"2"}}""")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", """{"scalingConfig":{"maxSize":3}}""", """{"scalingConfig":{"maxSize":9}}""")]
    [InlineData("kubernetes:helm.sh/v3:Release", """{"version":"1.0.0"}""", """{"version":"1.1.0"}""")]
    public void Compare_FieldThatChangesInPlace_Updates(string type, string before, string after)
        => Assert.Equal(ChangeKind.Update, Only(Resource(type, "x", before), Resource(type, "x", after)).Kind);

    [Theory]
    [InlineData("true", ChangeKind.Update)]
    [InlineData("false", ChangeKind.Replace)]
    public void Compare_ConfigMapData_ReplacesUnlessTheProviderMayChangeIt(string mutable, ChangeKind expected)
    {
        PlannedResource[] At(string stack, string mode) =>
        [
            Resource("pulumi:providers:kubernetes", "cluster", $$"""{"enableConfigMapMutable":"{{mutable}}"}"""),
            Resource(ConfigMap, "map", $$$"""{"data":{"mode":"{{{mode}}}"}}""") with
            {
                Provider = $"urn:pulumi:{stack}::wedsync::pulumi:providers:kubernetes::cluster",
            },
        ];

        var changes = PlanDiff.Compare(Of("offseason", At("offseason", "offseason")), Of("peak", At("peak", "peak")));

        Assert.Equal(expected, changes.Resources.First(c => c.Resource.Type == ConfigMap).Kind);
    }

    [Fact]
    public void Compare_ReplaceOnChanges_IsHonoured()
    {
        var change = Only(
            Resource(Deployment, "x", """{"spec":{"replicas":1}}"""),
            Resource(Deployment, "x", """{"spec":{"replicas":2}}""") with { ReplaceOnChanges = ["spec.replicas"] });

        Assert.Equal(ChangeKind.Replace, change.Kind);
    }

    [Fact]
    public void Compare_JobThatMustRunAgain_IsNoReplacement()
    {
        var before = Resource(Job, "ready", """{"metadata":{"name":"ready"},"spec":{"template":{"image":"a:1"}}}""");

        Assert.Equal(ChangeKind.Rerun, Only(before, Resource(Job, "ready", """{"metadata":{"name":"ready"},"spec":{"template":{"image":"a:2"}}}""")).Kind);
        Assert.Equal(ChangeKind.Replace, Only(before, Resource(Job, "ready", """{"metadata":{"name":"again"},"spec":{"template":{"image":"a:1"}}}""")).Kind);
    }

    [Theory]
    [InlineData("same", true)]
    [InlineData("other", false)]
    public void Compare_ReplacedObjectThatKeepsItsName_IsDeletedFirst(string name, bool expected)
    {
        var change = Only(
            Resource(Deployment, "x", """{"metadata":{"name":"same"},"spec":{"selector":"a"}}"""),
            Resource(Deployment, "x", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"selector":"b"}}"""));

        Assert.Equal(expected, change.DeleteBeforeReplace);
    }

    [Fact]
    public void Compare_RenamedWithAlias_IsTheSameResource()
    {
        var change = Only(Resource(Deployment, "old", "{}"), Resource(Deployment, "new", "{}") with { Aliases = ["name=old"] });

        Assert.Equal(("new", ChangeKind.Same), (change.Resource.Name, change.Kind));
    }

    [Fact]
    public void Compare_OtherProvider_Replaces()
    {
        var change = Only(
            Resource(Deployment, "x", "{}") with { Provider = "urn:pulumi:offseason::wedsync::pulumi:providers:kubernetes::a" },
            Resource(Deployment, "x", "{}") with { Provider = "urn:pulumi:peak::wedsync::pulumi:providers:kubernetes::b" });

        Assert.Equal((ChangeKind.Replace, "provider"), (change.Kind, Assert.Single(change.Properties).Path));
    }

    private static ResourceChange Only(PlannedResource before, PlannedResource after)
        => Assert.Single(PlanDiff.Compare(Of("offseason-us-east", before), Of("peak-us-east", after)).Resources);
}
