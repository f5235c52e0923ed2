using WedSync.Planning;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Tests.Redis;

public sealed class RedisClusterTests
{
    private const string StatefulSet = "kubernetes:apps/v1:StatefulSet";
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";
    private const string Job = "kubernetes:batch/v1:Job";
    private const string Server = "spec.template.spec.containers[0]";

    [Theory]
    [InlineData("peak-us-east", 12, "16Gi", "maxmemory 12025908370\n")]
    [InlineData("preseason-us-west", 8, "8Gi", "maxmemory 6012954150\n")]
    [InlineData("offseason-us-east", 6, "4Gi", "maxmemory 3006477040\n")]
    public async Task Nodes_HaveTheProfilesCountAndMemory_InFieldsThatTheOperatorOwns(string stack, int nodes, string memory, string limit)
    {
        var plan = await PlanAsync(stack);
        var set = plan.OfType(StatefulSet).Single();
        Assert.Equal(nodes, set.At("spec.replicas")!.GetValue<int>());
        Assert.Equal(memory, set.Text($"{Server}.resources.requests.memory"));
        Assert.Equal(memory, set.Text($"{Server}.resources.limits.memory"));
        Assert.Equal(
            ["spec.replicas", $"{Server}.resources.requests.memory", $"{Server}.resources.limits.memory"], set.IgnoreChanges);
        var configMap = plan.OfType(ConfigMap).Single(c => c.Text("metadata.name") == "redis-memory");
        Assert.Equal(limit, configMap.Text("data[\"maxmemory.conf\"]"));
        Assert.Equal(["data[\"maxmemory.conf\"]"], configMap.IgnoreChanges);
    }

    [Fact]
    public async Task Season_ChangesNothingButTheElasticFields()
    {
        var plans = await Task.WhenAll(PlanAsync("offseason-us-east"), PlanAsync("peak-us-east"));
        Assert.Equal(
            [$"{StatefulSet} us-east-redis", $"{ConfigMap} us-east-redis-memory"],
            WorkloadPlans.Differences(plans[0], plans[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nodes_StartTogetherUnderStableNames_AndKeepTheirData()
    {
        var set = (await PlanAsync("peak-us-east")).OfType(StatefulSet).Single();
        Assert.True(set.Protect);
        Assert.Equal("redis-cluster-primary", set.Text("metadata.name"));
        Assert.Equal("redis-cluster-primary", set.Text("spec.serviceName"));
        Assert.Equal("Parallel", set.Text("spec.podManagementPolicy"));
        Assert.Equal("""{"whenDeleted":"Retain","whenScaled":"Retain"}""", set.Text("spec.persistentVolumeClaimRetentionPolicy"));
        Assert.Equal("redis-storage", set.Text("spec.volumeClaimTemplates[0].metadata.name"));
        Assert.Equal("100Gi", set.Text("spec.volumeClaimTemplates[0].spec.resources.requests.storage"));
        Assert.Equal("fast-ssd", set.Text("spec.volumeClaimTemplates[0].spec.storageClassName"));
        Assert.Equal("""{"app":"redis-cluster-primary"}""", set.Text("spec.selector.matchLabels"));
    }

    [Fact]
    public async Task Server_IsConfiguredByFile_NotByVariablesThatItsImageDoesNotRead()
    {
        var set = (await PlanAsync("peak-us-east")).OfType(StatefulSet).Single();
        Assert.DoesNotContain("REDIS_CLUSTER_ENABLED", set.Inputs.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""["sh","/etc/redis/config/start.sh"]""", set.Text($"{Server}.command"));
        Assert.Contains("\ncluster-enabled yes\n", RedisConfiguration.RedisConf(), StringComparison.Ordinal);
        var environment = WorkloadPlans.Environment(set, Server);
        Assert.Equal("field/status.podIP", environment["POD_IP"]);
        Assert.Equal(
            "$(POD_NAME).redis-cluster-primary.wedsync-ai-cache.svc.cluster.local", environment["REDIS_ANNOUNCE_HOSTNAME"]);
        Assert.Equal("6379", environment["REDIS_PORT"]);
        Assert.Equal("16379", environment["REDIS_BUS_PORT"]);
        Assert.Equal("docker.io/library/redis:7.0.15-alpine", set.Text($"{Server}.image"));
    }

    [Fact]
    public async Task Server_ProbesByScriptAndHandsOverBeforeItStops()
    {
        var set = (await PlanAsync("peak-us-east")).OfType(StatefulSet).Single();
        Assert.Equal("""["sh","/etc/redis/config/health.sh","alive"]""", set.Text($"{Server}.livenessProbe.exec.command"));
        Assert.Equal("""["sh","/etc/redis/config/health.sh","ready"]""", set.Text($"{Server}.readinessProbe.exec.command"));
        Assert.Equal("""["sh","/etc/redis/config/hand-over.sh"]""", set.Text($"{Server}.lifecycle.preStop.exec.command"));
        // The hand-over may take 30 s, the shutdown 15 s more.
        Assert.True(set.At("spec.template.spec.terminationGracePeriodSeconds")!.GetValue<int>() > 45);
    }

    [Fact]
    public async Task Nodes_ShareNoMachine_AndSpreadOverZones()
    {
        var set = (await PlanAsync("peak-us-east")).OfType(StatefulSet).Single();
        const string Required = "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";
        Assert.Equal("kubernetes.io/hostname", set.Text($"{Required}.topologyKey"));
        Assert.Equal("""{"app":"redis-cluster-primary"}""", set.Text($"{Required}.labelSelector.matchLabels"));
        Assert.Equal("topology.kubernetes.io/zone", set.Text("spec.template.spec.topologySpreadConstraints[0].topologyKey"));
        Assert.Equal("memory", set.Text("spec.template.spec.nodeSelector[\"wedsync.com/node-pool\"]"));
        Assert.Equal("wedsync.com/dedicated", set.Text("spec.template.spec.tolerations[0].key"));
    }

    [Fact]
    public async Task Exporter_SpeaksTlsAsTheUserThatReadsStatisticsOnly()
    {
        var set = (await PlanAsync("peak-us-east")).OfType(StatefulSet).Single();
        const string Exporter = "spec.template.spec.containers[1]";
        var environment = WorkloadPlans.Environment(set, Exporter);
        Assert.Equal("rediss://$(POD_NAME).redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379", environment["REDIS_ADDR"]);
        Assert.Equal("exporter", environment["REDIS_USER"]);
        Assert.Equal("secret/redis-acl/exporter", environment["REDIS_PASSWORD"]);
        Assert.Equal("-", environment["REDIS_EXPORTER_CONFIG_COMMAND"]);
        Assert.Equal("9121", set.Text($"{Exporter}.ports[0].containerPort"));
        Assert.Equal("9121", set.Text("spec.template.metadata.annotations[\"prometheus.io/port\"]"));
    }

    [Fact]
    public async Task Clients_StartFromTheSixNodesThatEverySeasonHas()
    {
        var config = (await PlanAsync("peak-us-east")).OfType(ConfigMap).Single(c => c.Text("metadata.name") == "redis-config");
        var endpoints = config.Text("data.cluster-endpoints")!.Split(',');
        Assert.Equal(6, endpoints.Length);
        Assert.Equal("redis-cluster-primary-0.redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379", endpoints[0]);
        Assert.Equal("redis-cluster-primary-5.redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379", endpoints[5]);
        Assert.DoesNotContain("masterauth", config.Text("data[\"redis.conf\"]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_ShowNodesBeforeTheyAreReady_AndClientsOnlyReadyOnes()
    {
        var services = (await PlanAsync("peak-us-east")).OfType("kubernetes:core/v1:Service").ToDictionary(s => s.Text("metadata.name")!);
        var headless = services["redis-cluster-primary"];
        Assert.Equal("None", headless.Text("spec.clusterIP"));
        Assert.Equal("true", headless.Text("spec.publishNotReadyAddresses"));
        Assert.Equal(["6379", "16379"], headless.At("spec.ports")!.AsArray().Select(p => p!["port"]!.ToJsonString()));
        Assert.Null(services["redis-cluster"].At("spec.publishNotReadyAddresses"));
    }

    [Fact]
    public async Task Budget_LetsOneNodeGoAtATime()
    {
        var budget = (await PlanAsync("peak-us-east")).OfType("kubernetes:policy/v1:PodDisruptionBudget").Single();
        Assert.Equal("1", budget.Text("spec.maxUnavailable"));
    }

    [Fact]
    public async Task Policy_KeepsTheBusBetweenNodes()
    {
        var policy = (await PlanAsync("peak-us-east")).OfType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
            .Single(p => p.Text("metadata.name") == "redis-cluster-primary");
        var bus = policy.At("spec.ingress")!.AsArray().Single(r => r!["ports"]!.ToJsonString().Contains("16379", StringComparison.Ordinal));
        Assert.Equal("""[{"podSelector":{"matchLabels":{"app":"redis-cluster-primary"}}}]""", bus!["from"]!.ToJsonString());
        Assert.Equal(
            ["ai-cache-service", "cache-sync-service", "season-operator", "redis-topology", "redis-cluster-primary"],
            policy.At("spec.ingress[0].from")!.AsArray().Select(f => f!["podSelector"]!["matchLabels"]!["app"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Topology_IsCreatedByAJobAndHealedEveryFiveMinutes()
    {
        var plan = await PlanAsync("peak-us-east");
        var job = plan.OfType(Job).Single();
        var set = plan.OfType(StatefulSet).Single();
        Assert.Equal("""["topology","heal"]""", job.Text($"{Server}.args"));
        Assert.Equal("us-docker.pkg.dev/wedsync-prod/platform/season-operator:0.1.0", job.Text($"{Server}.image"));
        Assert.True(job.DeleteBeforeReplace);
        Assert.Contains(set.Urn, job.DependsOn);
        var environment = WorkloadPlans.Environment(job, Server);
        Assert.Equal("redis-cluster-primary.wedsync-ai-cache.svc.cluster.local:6379", environment["REDIS_NODE_ENDPOINTS"]);
        Assert.Equal("operator", environment["REDIS_USERNAME"]);
        Assert.Equal("/etc/redis/passwords/operator", environment["REDIS_PASSWORD_FILE"]);
        var heal = plan.OfType("kubernetes:batch/v1:CronJob").Single();
        Assert.Equal("*/5 * * * *", heal.Text("spec.schedule"));
        Assert.Equal("Forbid", heal.Text("spec.concurrencyPolicy"));
        Assert.Equal("""["topology","heal"]""", heal.Text("spec.jobTemplate.spec.template.spec.containers[0].args"));
    }

    [Fact]
    public async Task Passwords_AreGeneratedOnceInTheCluster_OneAUser()
    {
        var plan = await PlanAsync("peak-us-east");
        var generator = plan.OfType("kubernetes:generators.external-secrets.io/v1alpha1:Password").Single();
        Assert.Equal("""["cache","sync","operator","exporter","replication"]""", generator.Text("spec.secretKeys"));
        Assert.Equal("48", generator.Text("spec.length"));
        Assert.Equal("0", generator.Text("spec.symbols"));
        var secret = plan.OfType("kubernetes:external-secrets.io/v1:ExternalSecret").Single();
        Assert.Equal("CreatedOnce", secret.Text("spec.refreshPolicy"));
        Assert.Equal("redis-acl", secret.Text("spec.target.name"));
        Assert.Empty(plan.OfType("kubernetes:core/v1:Secret"));
    }

    [Fact]
    public async Task Certificate_NamesEveryNode_ForBothSidesOfAConnection()
    {
        var certificate = (await PlanAsync("peak-us-east")).OfType("kubernetes:cert-manager.io/v1:Certificate").Single();
        Assert.Equal("wedsync-ca", certificate.Text("spec.issuerRef.name"));
        Assert.Contains(
            "*.redis-cluster-primary.wedsync-ai-cache.svc.cluster.local", certificate.Text("spec.dnsNames"), StringComparison.Ordinal);
        Assert.Contains("client auth", certificate.Text("spec.usages"), StringComparison.Ordinal);
        Assert.Contains("server auth", certificate.Text("spec.usages"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port 0")]
    [InlineData("tls-cluster yes")]
    [InlineData("tls-replication yes")]
    [InlineData("appendonly yes")]
    [InlineData("appendfsync everysec")]
    [InlineData("min-replicas-to-write 1")]
    [InlineData("cluster-require-full-coverage no")]
    [InlineData("cluster-allow-reads-when-down no")]
    [InlineData("cluster-node-timeout 5000")]
    [InlineData("maxmemory-policy volatile-lfu")]
    public void Configuration_Says(string line)
        => Assert.Contains(line, RedisConfiguration.RedisConf().Split('\n'));

    private static Task<Plan> PlanAsync(string stack)
        => WorkloadPlans.RunAsync(stack, context => _ = new RedisCluster("redis", new RedisClusterArgs { Context = context }));
}
