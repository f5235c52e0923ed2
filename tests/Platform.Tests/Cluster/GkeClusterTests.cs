using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Cluster;

public sealed class GkeClusterTests
{
    private const string ClusterType = "gcp:container/cluster:Cluster";
    private const string PoolType = "gcp:container/nodePool:NodePool";

    [Fact]
    public async Task Cluster_IsPrivateAndKnowsItsOperators()
    {
        var cluster = (await RegionFixture.PlanAsync("peak-us-east")).Single(ClusterType, "us-east-gke");

        cluster.Has(
            ("name", "wedsync-us-east-cluster"),
            ("location", "us-east1"),
            ("privateClusterConfig.enablePrivateNodes", "true"),
            ("privateClusterConfig.enablePrivateEndpoint", "true"),
            ("privateClusterConfig.masterIpv4CidrBlock", "10.16.32.0/28"),
            ("masterAuthorizedNetworksConfig.cidrBlocks[0].cidrBlock", "10.0.0.0/12"),
            ("masterAuthorizedNetworksConfig.cidrBlocks[1]", null),
            ("masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled", "false"),
            ("ipAllocationPolicy.clusterSecondaryRangeName", "pods"),
            ("ipAllocationPolicy.servicesSecondaryRangeName", "services"));
    }

    [Fact]
    public async Task Cluster_IsEncryptedHardenedAndAudited()
    {
        var cluster = (await RegionFixture.PlanAsync("peak-us-east")).Single(ClusterType, "us-east-gke");

        cluster.Has(
            ("databaseEncryption.state", "ENCRYPTED"),
            ("databaseEncryption.keyName", "projects/wedsync-prod/locations/us-east1/keyRings/wedsync-us-east-keys/cryptoKeys/secrets"),
            ("workloadIdentityConfig.workloadPool", "wedsync-prod.svc.id.goog"),
            ("datapathProvider", "ADVANCED_DATAPATH"),
            ("enableShieldedNodes", "true"),
            ("enableLegacyAbac", "false"),
            ("masterAuth.clientCertificateConfig.issueClientCertificate", "false"),
            ("authenticatorGroupsConfig.securityGroup", "gke-security-groups@wedsync.com"),
            ("binaryAuthorization.evaluationMode", "PROJECT_SINGLETON_POLICY_ENFORCE"),
            ("securityPostureConfig.mode", "BASIC"),
            ("releaseChannel.channel", "REGULAR"),
            ("gatewayApiConfig.channel", "CHANNEL_STANDARD"),
            ("costManagementConfig.enabled", "true"),
            ("monitoringConfig.managedPrometheus.enabled", "false"),
            ("loggingConfig.enableComponents", """["SYSTEM_COMPONENTS","WORKLOADS","APISERVER","SCHEDULER","CONTROLLER_MANAGER"]"""),
            ("maintenancePolicy.recurringWindow.recurrence", "FREQ=WEEKLY;BYDAY=TU,WE,TH"),
            ("deletionProtection", "true"),
            ("removeDefaultNodePool", "true"));
        Assert.True(cluster.Protect);
        Assert.Equal(["initialNodeCount", "nodeConfig"], cluster.IgnoreChanges.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cluster_WithAPublicOperator_HasAPublicEndpointForItAlone()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east", change: s => s with
        {
            Accounts = s.Accounts with { OperatorNetworks = ["203.0.113.0/24"] },
        });
        plan.Single(ClusterType, "us-east-gke").Has(
            ("privateClusterConfig.enablePrivateNodes", "true"),
            ("privateClusterConfig.enablePrivateEndpoint", "false"),
            ("masterAuthorizedNetworksConfig.cidrBlocks[0].cidrBlock", "203.0.113.0/24"),
            ("masterAuthorizedNetworksConfig.cidrBlocks[1]", null));
    }

    [Theory]
    [InlineData("general", "n2-standard-8", 5, 22, "BALANCED", null, null)]
    [InlineData("memory", "n2-highmem-4", 3, 15, "BALANCED", "wedsync.com/dedicated", "memory")]
    [InlineData("gpu", "g2-standard-8", 0, 53, "ANY", "nvidia.com/gpu", "present")]
    public async Task Pool_HasItsSizeTaintAndHardenedNodes(
        string pool, string machine, int min, int max, string locations, string? taint, string? taintValue)
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east");
        var nodes = plan.Single(PoolType, $"us-east-pool-{pool}");

        nodes.Has(
            ("autoscaling.totalMinNodeCount", $"{min}"),
            ("autoscaling.totalMaxNodeCount", $"{max}"),
            ("autoscaling.locationPolicy", locations),
            ("nodeConfig.machineType", machine),
            ("nodeConfig.bootDiskKmsKey", "projects/wedsync-prod/locations/us-east1/keyRings/wedsync-us-east-keys/cryptoKeys/disks"),
            ("nodeConfig.serviceAccount", "ws-us-east-nodes@wedsync-prod.iam.gserviceaccount.com"),
            ("nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"),
            ("nodeConfig.shieldedInstanceConfig.enableSecureBoot", "true"),
            ("nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", "true"),
            ("nodeConfig.taints[0].key", taint),
            ("nodeConfig.taints[0].value", taintValue),
            ("nodeConfig.taints[0].effect", taint is null ? null : "NO_SCHEDULE"),
            ("nodeConfig.guestAccelerators[0].type", pool == "gpu" ? "nvidia-l4" : null),
            ("networkConfig.enablePrivateNodes", "true"),
            ("management.autoRepair", "true"));
        Assert.Equal(pool == "memory", nodes.Protect);
        Assert.Contains("nodeCount", nodes.IgnoreChanges);
        Assert.Equal(pool, (string?)nodes.Inputs["nodeConfig"]!["labels"]!["wedsync.com/node-pool"]);
    }

    [Fact]
    public async Task Nodes_HaveTwoRolesAndNoMore()
    {
        var plan = await RegionFixture.PlanAsync("peak-us-east");
        Assert.Equal(["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"], plan.OfType("gcp:projects/iAMMember:IAMMember").Select(m => m.Text("role")).Order());
    }

    [Fact]
    public async Task FastStorage_IsEncryptedAndOutlivesItsClaims()
    {
        var storage = (await RegionFixture.PlanAsync("peak-us-east")).Single("kubernetes:storage.k8s.io/v1:StorageClass", "us-east-fast-ssd");
        storage.Has(
            ("metadata.name", "fast-ssd"),
            ("provisioner", "pd.csi.storage.gke.io"),
            ("parameters.type", "pd-ssd"),
            ("parameters.disk-encryption-kms-key", "projects/wedsync-prod/locations/us-east1/keyRings/wedsync-us-east-keys/cryptoKeys/disks"),
            ("volumeBindingMode", "WaitForFirstConsumer"),
            ("reclaimPolicy", "Retain"),
            ("allowVolumeExpansion", "true"));
    }

    [Theory]
    [InlineData("peak-us-east", 3)]
    [InlineData("peak-us-west", 12)]
    public async Task Provider_WaitsForNodesAndKeepsTheKubeconfigSecret(string stack, int waits)
    {
        var plan = await RegionFixture.PlanAsync(stack);
        var provider = Assert.Single(plan.OfType("pulumi:providers:kubernetes"));
        provider.Has(("kubeconfig", "[secret]"), ("enableServerSideApply", "true"));
        Assert.Equal(waits, provider.DependsOn.Count);
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("us-west")]
    public async Task BetweenSeasons_OnlySizesOfPoolsChange(string region)
    {
        var peak = await RegionFixture.PlanAsync($"peak-{region}");
        var off = await RegionFixture.PlanAsync($"offseason-{region}");
        var changed = peak.Resources.Zip(off.Resources)
            .Where(p => p.First.Inputs.ToJsonString() != p.Second.Inputs.ToJsonString())
            .Select(p => (p.First.Name, p.Second.Name))
            .ToList();

        Assert.Equal(peak.Resources.Select(r => (r.Type, r.Name)), off.Resources.Select(r => (r.Type, r.Name)));
        Assert.All(changed, c => Assert.Matches("^us-(east-pool|west-group)-(general|gpu)$", c.Item1));
        Assert.Equal(2, changed.Count);
    }
}
