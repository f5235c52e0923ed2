using System.Text.Json.Nodes;
using WedSync.Planning.Policies;
using static WedSync.Planning.Tests.SamplePlans;

namespace WedSync.Planning.Tests.Policies;

/// <summary>Each rule fires on a plan that breaks it and is silent on the plan mended.</summary>
public sealed class PolicyTests
{
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Job = "kubernetes:batch/v1:Job";
    private const string GcsBucket = "gcp:storage/bucket:Bucket";
    private const string S3Bucket = "aws:s3/bucket:Bucket";

    private static readonly Dictionary<string, string> Residencies = new() { ["eu-west"] = "eu" };

    private static readonly string GoodContainer = """
        {"name":"main","image":"registry:5000/redis:7.0.15","resources":{"requests":{"cpu":"1","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}},
         "securityContext":{"runAsNonRoot":true,"readOnlyRootFilesystem":true,"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}},
         "livenessProbe":{"tcpSocket":{}},"readinessProbe":{"tcpSocket":{}}}
        """;

    [Theory]
    [InlineData("container-resources", "resources.limits.memory", null)]
    [InlineData("container-resources", "resources.requests.cpu", null)]
    [InlineData("container-non-root", "securityContext.runAsNonRoot", "false")]
    [InlineData("container-non-root", "securityContext.runAsUser", "0")]
    [InlineData("container-read-only-root", "securityContext.readOnlyRootFilesystem", null)]
    [InlineData("container-privileges", "securityContext.allowPrivilegeEscalation", "true")]
    [InlineData("container-privileges", "securityContext.privileged", "true")]
    [InlineData("container-privileges", "securityContext.capabilities.drop", "[]")]
    [InlineData("container-image-tag", "image", "\"redis\"")]
    [InlineData("container-image-tag", "image", "\"registry:5000/redis\"")]
    [InlineData("container-image-tag", "image", "\"redis:latest\"")]
    [InlineData("container-probes", "livenessProbe", null)]
    [InlineData("container-probes", "readinessProbe", null)]
    public void Container_OneFieldWrong_BreaksItsRule(string rule, string path, string? value)
    {
        var violation = Assert.Single(Check(Workload(Deployment, With(GoodContainer, path, value))));

        Assert.Equal(rule, violation.Rule);
        Assert.Equal($"spec.template.spec.containers[0].{path}", violation.Path);
        Assert.Contains("Container: main.", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData("kubernetes:argoproj.io/v1alpha1:Rollout")]
    public void Container_AllFieldsRight_BreaksNothing(string type) => Assert.Empty(Check(Workload(type, GoodContainer)));

    [Fact]
    public void Container_InitContainer_IsCheckedToo()
    {
        var workload = Workload(Deployment, GoodContainer);
        ((JsonObject)workload.At("spec.template.spec")!)["initContainers"] = new JsonArray(JsonNode.Parse(With(GoodContainer, "image", "\"redis:latest\"")));

        Assert.Equal("spec.template.spec.initContainers[0].image", Assert.Single(Check(workload)).Path);
    }

    [Fact]
    public void Container_OfAJob_NeedsNoProbes()
        => Assert.Empty(Check(Workload(Job, With(With(GoodContainer, "livenessProbe", null), "readinessProbe", null))));

    [Fact]
    public void Pod_OnTheHostsNetwork_IsRefused()
    {
        var workload = Workload(Deployment, GoodContainer);
        ((JsonObject)workload.At("spec.template.spec")!)["hostNetwork"] = true;

        Assert.Equal("container-privileges", Assert.Single(Check(workload)).Rule);
    }

    [Theory]
    [InlineData("uniformBucketLevelAccess", "bucket-private")]
    [InlineData("publicAccessPrevention", "bucket-private")]
    [InlineData("encryption", "encryption-at-rest")]
    public void GcsBucket_WithoutField_BreaksItsRule(string field, string rule)
    {
        Assert.Empty(Check(GoodGcsBucket()));
        Assert.Equal(rule, Assert.Single(Check(GoodGcsBucket() with { Inputs = Without(GoodGcsBucket().Inputs, field) })).Rule);
    }

    [Fact]
    public void GcsBucket_NeitherProtectedNorRetained_IsRefusedTwice()
        => Assert.Equal(2, Check(GoodGcsBucket() with { Protect = false, RetainOnDelete = false }).Count(v => v.Rule == "stateful-protected"));

    [Fact]
    public void S3Bucket_NeedsItsBlockAndEncryption()
    {
        var bucket = Resource(S3Bucket, "b", """{"bucket":"backups"}""") with { Protect = true, RetainOnDelete = true };
        var block = Resource(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "block",
            """{"bucket":"backups","blockPublicAcls":true,"blockPublicPolicy":true,"ignorePublicAcls":true,"restrictPublicBuckets":true}""");
        var encryption = Resource(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "encryption",
            """{"bucket":"backups","rules":[{"applyServerSideEncryptionByDefault":{"sseAlgorithm":"aws:kms"}}]}""");

        Assert.Empty(Check(bucket, block, encryption));
        Assert.Equal(4, Check(bucket, encryption).Count(v => v.Rule == "bucket-private"));
        Assert.Equal("encryption-at-rest", Assert.Single(Check(bucket, block)).Rule);
    }

    [Theory]
    [InlineData("aws:s3/bucketLogging:BucketLogging", """{"bucket":"data","targetBucket":"logs"}""", 0)]
    [InlineData("aws:lb/loadBalancer:LoadBalancer", """{"accessLogs":{"bucket":"logs"}}""", 0)]
    [InlineData("aws:lb/loadBalancer:LoadBalancer", """{"accessLogs":{"bucket":"others"}}""", 1)]
    public void S3Bucket_WithKeysOfS3_IsForAccessLogsOnly(string type, string inputs, int expected)
    {
        var bucket = Resource(S3Bucket, "b", """{"bucket":"logs"}""") with { Protect = true, RetainOnDelete = true };
        var encryption = Resource(
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "encryption",
            """{"bucket":"logs","rules":[{"applyServerSideEncryptionByDefault":{"sseAlgorithm":"AES256"}}]}""");

        Assert.Equal(expected, Check(bucket, encryption, Resource(type, "source", inputs)).Count(v => v.Rule == "encryption-at-rest"));
    }

    [Theory]
    [InlineData("""{"databaseEncryption":{"keyName":"k"},"privateClusterConfig":{"enablePrivateNodes":false},"masterAuthorizedNetworksConfig":{"cidrBlocks":[]}}""", "private-nodes")]
    [InlineData("""{"databaseEncryption":{"keyName":"k"},"privateClusterConfig":{"enablePrivateNodes":true},"masterAuthorizedNetworksConfig":{"cidrBlocks":[{"cidrBlock":"0.0.0.0/0"}]}}""", "private-nodes")]
    [InlineData("""{"databaseEncryption":{"keyName":"k"},"privateClusterConfig":{"enablePrivateNodes":true}}""", "private-nodes")]
    [InlineData("""{"privateClusterConfig":{"enablePrivateNodes":true},"masterAuthorizedNetworksConfig":{"cidrBlocks":[]}}""", "encryption-at-rest")]
    public void Gke_OpenOrUnencrypted_IsRefused(string inputs, string rule)
        => Assert.Equal(rule, Assert.Single(Check(Resource("gcp:container/cluster:Cluster", "c", inputs) with { Protect = true })).Rule);

    [Theory]
    [InlineData("""{"encryptionConfig":{"provider":{"keyArn":"k"}},"vpcConfig":{"endpointPublicAccess":true,"publicAccessCidrs":["0.0.0.0/0"]}}""", 1)]
    [InlineData("""{"encryptionConfig":{"provider":{"keyArn":"k"}},"vpcConfig":{"endpointPublicAccess":true,"publicAccessCidrs":["10.0.0.0/8"]}}""", 0)]
    [InlineData("""{"encryptionConfig":{"provider":{"keyArn":"k"}},"vpcConfig":{"endpointPublicAccess":false}}""", 0)]
    public void Eks_ControlPlaneOpenToAll_IsRefused(string inputs, int expected)
        => Assert.Equal(expected, Check(Resource("aws:eks/cluster:Cluster", "c", inputs) with { Protect = true }).Count(v => v.Rule == "private-nodes"));

    [Theory]
    [InlineData("eu-west-backup", "europe-west1", 0)]
    [InlineData("eu-west-backup", "EUROPE-WEST4", 0)]
    [InlineData("eu-west-backup", "europe-west2", 1)]
    [InlineData("eu-west-backup", "us-central1", 1)]
    [InlineData("us-east-backup", "us-central1", 0)]
    public void Residency_LocationOutsideTheGroup_IsRefused(string name, string location, int expected)
    {
        var bucket = GoodGcsBucket() with { Name = name };
        bucket.Inputs["location"] = location;

        Assert.Equal(expected, Check(bucket).Count(v => v.Rule == "data-residency"));
    }

    [Theory]
    [InlineData("kubernetes:core/v1:Secret", """{"stringData":{"password":"hunter2"}}""", 1)]
    [InlineData("kubernetes:core/v1:Secret", """{"stringData":{"password":"[secret]"}}""", 0)]
    [InlineData("kubernetes:core/v1:ConfigMap", """{"data":{"redis.conf":"port 6379\nrequirepass hunter2hunter2\n"}}""", 1)]
    [InlineData("kubernetes:core/v1:ConfigMap", """{"data":{"a":"-----BEGIN RSA PRIVATE KEY-----"}}""", 1)]
    [InlineData("kubernetes:core/v1:ConfigMap", """{"data":{"prometheus.yml":"bearer_token_file: /var/run/token\npassword_file: /etc/secret"}}""", 0)]
    public void Secret_InPlainText_IsRefused(string type, string inputs, int expected)
        => Assert.Equal(expected, Check(Resource(type, "s", inputs)).Count(v => v.Rule == "secret-plaintext"));

    [Theory]
    [InlineData("""{"name":"REDIS_PASSWORD","value":"hunter2"}""", 1)]
    [InlineData("""{"name":"REDIS_PASSWORD","valueFrom":{"secretKeyRef":{"name":"redis"}}}""", 0)]
    [InlineData("""{"name":"REDIS_PASSWORD_FILE","value":"/etc/redis/password"}""", 0)]
    [InlineData("""{"name":"REGIONS","value":"us-east"}""", 0)]
    public void Secret_InAVariable_IsRefused(string variable, int expected)
        => Assert.Equal(expected, Check(Workload(Deployment, With(GoodContainer, "env", $"[{variable}]"))).Count(v => v.Rule == "secret-plaintext"));

    [Fact]
    public void Namespace_NeedsDefaultDenyAndPodSecurity()
    {
        var space = Resource(
            "kubernetes:core/v1:Namespace", "ns", """{"metadata":{"name":"cache","labels":{"pod-security.kubernetes.io/enforce":"restricted"}}}""");
        var privileged = Resource(
            "kubernetes:core/v1:Namespace", "ns", """{"metadata":{"name":"cache","labels":{"pod-security.kubernetes.io/enforce":"privileged"}}}""");
        PlannedResource Policy(string spec) => Resource(
            "kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", $$$"""{"metadata":{"namespace":"cache"},"spec":{{{spec}}}}""");
        var deny = Policy("""{"podSelector":{},"policyTypes":["Ingress","Egress"]}""");
        var half = Policy("""{"podSelector":{},"policyTypes":["Ingress"]}""");

        Assert.Empty(Check(space, deny));
        Assert.Equal("network-policy", Assert.Single(Check(space)).Rule);
        Assert.Equal("network-policy", Assert.Single(Check(space, half)).Rule);
        Assert.Equal("pod-security", Assert.Single(Check(privileged, deny)).Rule);
    }

    [Theory]
    [InlineData("""{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["*"]}]}""", 1)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["get"]}]}""", 2)]
    [InlineData("""{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}""", 0)]
    public void Role_WithWildcard_IsRefused(string inputs, int expected)
        => Assert.Equal(expected, Check(Resource("kubernetes:rbac.authorization.k8s.io/v1:Role", "r", inputs)).Count(v => v.Rule == "rbac-wildcard"));

    [Fact]
    public void Binding_ToClusterAdmin_IsRefused()
        => Assert.Equal("rbac-wildcard", Assert.Single(Check(Resource(
            "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", "b", """{"roleRef":{"name":"cluster-admin"}}"""))).Rule);

    [Theory]
    [InlineData("""{"version":"1.2.3"}""", 0)]
    [InlineData("""{"version":"v1.2.3"}""", 0)]
    [InlineData("""{"version":"1.x"}""", 1)]
    [InlineData("{}", 1)]
    public void Chart_WithoutExactVersion_IsRefused(string inputs, int expected)
        => Assert.Equal(expected, Check(Resource("kubernetes:helm.sh/v3:Release", "r", inputs)).Count(v => v.Rule == "chart-version"));

    [Theory]
    [InlineData("x", """{"metadata":{"name":"redis-peak"}}""", "metadata.name")]
    [InlineData("x", """{"metadata":{"labels":{"season":"offseason"}}}""", "metadata.labels.season")]
    [InlineData("x", """{"spec":{"selector":{"matchLabels":{"mode":"preseason"}}}}""", "spec.selector.matchLabels.mode")]
    [InlineData("x", """{"metadata":{"name":"cache-peak-us-east-1"}}""", "metadata.name")]
    [InlineData("redis-peak", "{}", "")]
    public void Identity_OfASeason_IsRefused(string name, string inputs, string path)
    {
        var violation = Assert.Single(Check(Resource("kubernetes:core/v1:ConfigMap", name, inputs)));

        Assert.Equal(("season-identity", path), (violation.Rule, violation.Path));
    }

    [Fact]
    public void Identity_SeasonInDataOrInAWord_IsFine()
        => Assert.Empty(Check(Resource("kubernetes:core/v1:ConfigMap", "speaker", """{"metadata":{"name":"speaker"},"data":{"mode":"peak"}}""")));

    [Fact]
    public void Catalogue_NamesEveryRuleOnce() => Assert.Equal(17, PolicyEngine.Catalogue.Count);

    private static IReadOnlyList<PolicyViolation> Check(params PlannedResource[] resources)
        => PolicyEngine.Check(Of("peak-us-east", resources), Residencies);

    private static PlannedResource Workload(string type, string container)
        => Resource(type, "w", $$$$$"""{"spec":{"template":{"spec":{"containers":[{{{{{container}}}}}]}}}}""");

    private static PlannedResource GoodGcsBucket() => Resource(
        GcsBucket,
        "b",
        """{"uniformBucketLevelAccess":true,"publicAccessPrevention":"enforced","encryption":{"defaultKmsKeyName":"k"}}""") with
    { Protect = true, RetainOnDelete = true };

    private static JsonObject Without(JsonObject inputs, string field)
    {
        var copy = (JsonObject)inputs.DeepClone();
        copy.Remove(field);
        return copy;
    }

    private static string With(string json, string path, string? value)
    {
        var root = (JsonObject)JsonNode.Parse(json)!;
        var steps = PropertyPath.Parse(path);
        var parent = (JsonObject)steps.SkipLast(1).Aggregate((JsonNode)root, (node, step) => node[step]!);
        parent.Remove(steps[^1]);
        if (value is not null)
        {
            parent[steps[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }
}
