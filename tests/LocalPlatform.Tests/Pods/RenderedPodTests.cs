using System.Text;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Running;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Pods;

[Collection(RenderedStackGroup.Name)]
public sealed class RenderedPodTests(RenderedStack stack)
{
    private static readonly string[] RedisNodes = [.. Enumerable.Range(0, 6).Select(i => $"redis-cluster-primary-{i}")];

    private string RedisEndpoints(string region) => string.Join(',', RedisNodes.Select((_, i) => $"{stack.Pod(region, "redis-cluster-primary", i).Ip}:6379"));

    [Fact]
    public void Redis_RunsTheProfilesNodes_EachOnItsOwnAddress()
    {
        var pods = stack.Region("us-east").Pods.Where(p => p.Workload.Name == "redis-cluster-primary").ToList();

        Assert.Equal(RedisNodes, pods.Select(p => p.Name));
        Assert.Equal(6, pods.Select(p => p.Ip).Distinct().Count());
        Assert.All(pods, p => Assert.StartsWith("127.77.1.", p.Ip, StringComparison.Ordinal));
    }

    [Fact]
    public void Redis_StartsByItsOwnScript_WithItsFilesInTheContainersFolder()
    {
        var pod = stack.Pod("us-east", "redis-cluster-primary", 2);
        var redis = pod.Containers.Single(c => c.Name == "redis");
        var folder = Path.Combine(stack.State.Pods, "us-east", "redis-cluster-primary-2", "redis");

        Assert.Equal(["sh", $"{folder}/etc/redis/config/start.sh"], redis.Command);
        Assert.Equal(pod.Ip, redis.Environment["POD_IP"]);
        Assert.Equal("redis-cluster-primary-2", redis.Environment["POD_NAME"]);
        Assert.Equal(pod.Ip, redis.Environment["REDIS_ANNOUNCE_HOSTNAME"]);
        Assert.Equal($"{folder}/etc/redis/tls", redis.Environment["REDIS_TLS_DIRECTORY"]);
        Assert.Equal("6379", redis.Environment["REDIS_PORT"]);
        Assert.Contains(redis.Files, f => f.Path == $"{folder}/etc/redis/config/start.sh" && !f.IsSecret);
        Assert.Contains(redis.Files, f => f.Path == $"{folder}/etc/redis/tls/tls.key" && f.IsSecret);
        Assert.Contains(redis.Links, l => l.Path == $"{folder}/data" && l.Target == Path.Combine(stack.State.Data, "us-east", "redis-cluster-primary-2", "redis-storage"));
    }

    [Fact]
    public void Redis_ProbesAndHook_AreTheDescriptions()
    {
        var redis = stack.Pod("us-east", "redis-cluster-primary").Containers.Single(c => c.Name == "redis");

        var liveness = Assert.IsType<HandlerPlan.Exec>(redis.Liveness!.Handler);
        Assert.Equal(["sh", redis.Command[1].Replace("start.sh", "health.sh", StringComparison.Ordinal), "alive"], liveness.Command);
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 6), (redis.Liveness.Period, redis.Liveness.Timeout, redis.Liveness.FailureThreshold));
        Assert.EndsWith("hand-over.sh", Assert.IsType<HandlerPlan.Exec>(redis.PreStop).Command[1], StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(90), stack.Pod("us-east", "redis-cluster-primary").GracePeriod);
    }

    [Fact]
    public void Exporter_ListensOnThePodAndAsksThePodsRedis()
    {
        var pod = stack.Pod("us-east", "redis-cluster-primary", 1);
        var exporter = pod.Containers.Single(c => c.Name == "exporter");

        Assert.Equal($"{pod.Ip}:9121", exporter.Environment["REDIS_EXPORTER_WEB_LISTEN_ADDRESS"]);
        Assert.Equal($"rediss://{pod.Ip}:6379", exporter.Environment["REDIS_ADDR"]);
        Assert.Equal(48, exporter.Environment["REDIS_PASSWORD"].Length);
    }

    [Fact]
    public void CacheService_FindsRedisItsIssuerAndItself()
    {
        var pod = stack.Pod("eu-west", "ai-cache-service");
        var container = Assert.Single(pod.Containers);

        Assert.Equal(["/usr/bin/dotnet", "/srv/ai-cache-service.dll"], container.Command);
        Assert.Equal(RedisEndpoints("eu-west"), container.Environment["REDIS_CLUSTER_ENDPOINTS"]);
        Assert.Equal("https://127.77.0.2:8443/.well-known/jwks.json", container.Environment["JWT_JWKS_URI"]);
        Assert.Equal("https://auth.wedsync.com/", container.Environment["JWT_ISSUER"]);
        Assert.Equal(pod.Ip, container.Environment["POD_IP"]);
        Assert.Equal("offseason", container.Environment["WEDDING_SEASON_MODE"]);
        Assert.Equal(stack.Settings.SecretFile("trust.pem"), container.Environment["SSL_CERT_FILE"]);
        Assert.Equal(new Uri($"http://{pod.Ip}:3000/ready"), Assert.IsType<HandlerPlan.Http>(container.Readiness!.Handler).Url);
        Assert.Equal(pod.Hash, pod.Labels["rollouts-pod-template-hash"]);
        Assert.Equal("9090", pod.Annotations["prometheus.io/port"]);
    }

    [Fact]
    public void CacheService_SeesTheSameRedisPasswordAsRedis()
    {
        var cache = Text(stack.Pod("us-east", "ai-cache-service").Containers[0], "redis-passwords/cache");
        var redis = Text(stack.Pod("us-east", "redis-cluster-primary", 4).Containers.Single(c => c.Name == "redis"), "passwords/cache");

        Assert.Equal(48, cache.Length);
        Assert.Equal(redis, cache);
    }

    [Fact]
    public void TopologyJob_GetsEveryNodeForTheHeadlessService()
    {
        var pod = stack.Pod("us-east", "redis-topology");
        var container = Assert.Single(pod.Containers);

        Assert.Equal(RedisEndpoints("us-east"), container.Environment["REDIS_NODE_ENDPOINTS"]);
        Assert.Equal(["/usr/bin/dotnet", "/srv/season-operator.dll", "topology", "heal"], container.Command);
        Assert.Equal(new JobLimits(10, TimeSpan.FromSeconds(1200)), pod.Job);
    }

    [Fact]
    public void SyncWorker_ReachesTheOtherRegionByTheLink_AndNobodyWhereARegionDoesNotRun()
    {
        var peers = stack.Pod("us-east", "cache-sync-service").Containers[0].Environment["SYNC_PEERS"].Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);

        Assert.Equal("https://127.77.101.3:8443", peers["eu-west"]);
        Assert.Equal("https://127.77.0.254:8443", peers["us-west"]);
        Assert.Equal("https://127.77.0.254:8443", peers["ap-southeast"]);
    }

    [Fact]
    public void Links_LeadFromEachRegionThatRunsToTheOther_AndNowhereElse() => Assert.Equal(
        [
            new RegionLinkPlan("us-east", "eu-west", "127.77.101.3", 8443, stack.Pod("eu-west", "cache-sync-service").Ip),
            new RegionLinkPlan("eu-west", "us-east", "127.77.103.1", 8443, stack.Pod("us-east", "cache-sync-service").Ip),
        ],
        stack.Plan.Links);

    [Fact]
    public void Prometheus_ListensOnItsPod_AndReadsItsRulesWhereTheyLie()
    {
        var pod = stack.Pod("us-east", "prometheus");
        var container = Assert.Single(pod.Containers);
        var folder = Path.Combine(stack.State.Pods, "us-east", "prometheus-0", "prometheus");

        Assert.Contains($"--config.file={folder}/etc/prometheus/config/prometheus.yml", container.Command);
        Assert.Contains($"--storage.tsdb.path={folder}/prometheus", container.Command);
        Assert.Contains($"--web.listen-address={pod.Ip}:9090", container.Command);
        Assert.Contains($"- {folder}/etc/prometheus/rules/redis_rules.yml", Text(container, "prometheus.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Alertmanager_GossipsOnItsPodOnly()
    {
        var pod = stack.Pod("us-east", "alertmanager");

        Assert.Contains($"--cluster.listen-address={pod.Ip}:9094", pod.Containers[0].Command);
        Assert.DoesNotContain(pod.Containers[0].Command, a => a.Contains("0.0.0.0", StringComparison.Ordinal) || a.Contains(".svc", StringComparison.Ordinal));
    }

    [Fact]
    public void LeftOut_SaysWhyOfEachInOneLine()
    {
        var reasons = stack.Region("us-east").LeftOut.ToDictionary(l => l.Workload, l => l.Reason);

        Assert.Equal("works on the Kubernetes API", reasons["season-operator"]);
        Assert.Equal("works on the Kubernetes API", reasons["season-readiness"]);
        Assert.Equal("CronJob (*/5 * * * *): schedules do not run here", reasons["redis-topology"]);
        Assert.Contains("prometheus-config-reloader", reasons["prometheus/config-reloader"], StringComparison.Ordinal);
        Assert.Contains("grafana", reasons["grafana"], StringComparison.Ordinal);
        Assert.Contains("kubectl", reasons["edge-readiness"], StringComparison.Ordinal);
        Assert.All(reasons.Values, r => Assert.DoesNotContain('\n', r));
    }

    [Fact]
    public void NoSecret_StandsOnACommandLine()
    {
        var secrets = stack.Plan.Regions.SelectMany(r => r.Context.Secrets.Values).SelectMany(s => s.Values)
            .Select(v => Encoding.UTF8.GetString(v)).Where(v => v.Length > 20 && !v.StartsWith("http", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(secrets);
        Assert.All(stack.AllPods.SelectMany(p => p.Containers).SelectMany(c => c.Command), argument => Assert.DoesNotContain(secrets, s => argument.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public void NoName_OfTheClusterIsLeftToLookUp()
    {
        var values = stack.AllPods.SelectMany(p => p.Containers).SelectMany(c => c.Environment.Values.Concat(c.Command)).ToList();

        Assert.All(values, v => Assert.DoesNotContain(".svc", v, StringComparison.Ordinal));
        Assert.All(values, v => Assert.DoesNotContain("sync-", Hosts(v), StringComparison.Ordinal));
    }

    [Fact]
    public void Ports_AreThoseOfTheDescription()
    {
        var ports = stack.Pod("us-east", "ai-cache-service").Containers[0].Ports;

        Assert.Equal([("http", 3000, true), ("metrics", 9090, true)], ports.Select(p => (p.Name, p.Port, p.IsTcp)));
        Assert.Contains(new PortPlan("gossip-udp", 9094, IsTcp: false), stack.Pod("us-east", "alertmanager").Containers[0].Ports);
    }

    [Fact]
    public void Canary_HasAnotherHashNameAndAddress_AndItsOwnVariables()
    {
        var region = stack.Region("us-east");
        var workload = region.Pods.First(p => p.Workload.Name == "ai-cache-service").Workload;
        var identity = PodIdentity.Canary(stack.Settings.Network, region.Index, workload, 0, "2");
        var canary = PodTranslator.Translate(region.Context, identity, new Dictionary<string, string> { ["FAULTS"] = "errors" });
        var stable = stack.Pod("us-east", "ai-cache-service");

        Assert.NotEqual(stable.Hash, canary.Hash);
        Assert.NotEqual(stable.Name, canary.Name);
        Assert.NotEqual(stable.Ip, canary.Ip);
        Assert.Equal("errors", canary.Containers[0].Environment["FAULTS"]);
        Assert.False(stable.Containers[0].Environment.ContainsKey("FAULTS"));
        Assert.Equal(PodIdentity.TemplateHash(workload, "2"), canary.Hash);
    }

    [Fact]
    public void WhatIsMissing_IsToldAllAtOnce()
    {
        var region = stack.Region("us-east");
        var poorer = region.Context with
        {
            ConfigMaps = [.. region.Context.ConfigMaps.Where(m => m.Metadata.Name != "redis-config" && m.Metadata.Name != "seasonal-config")],
            Secrets = region.Context.Secrets.Where(s => s.Key.Name != "redis-tls").ToDictionary(),
        };

        var error = Assert.Throws<LocalPlatformException>(() => PodTranslator.Translate(poorer, region.Pods.Single(p => p.Workload.Name == "ai-cache-service")));

        Assert.Contains(error.Errors, e => e.Contains("variable REDIS_CLUSTER_ENDPOINTS: ConfigMap 'redis-config' does not exist", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.Contains("variable WEDDING_SEASON_MODE: ConfigMap 'seasonal-config' does not exist", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.Contains("Secret 'redis-tls' does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public void Start_IsByNamespace_DataThenJobsThenServices()
    {
        var workloads = stack.Region("us-east").Pods.Select(p => p.Workload).Distinct().ToList();

        var order = StartOrder.Of(workloads, w => w);

        var cache = order.Single(stages => stages[0].Any(w => w.Name == "redis-cluster-primary"));
        Assert.Equal(["redis-cluster-primary"], cache[0].Select(w => w.Name));
        Assert.Equal(["redis-topology"], cache[1].Select(w => w.Name));
        Assert.Equal(["ai-cache-service", "cache-sync-service"], cache[2].Select(w => w.Name).Order(StringComparer.Ordinal));
        var monitoring = order.Single(stages => stages != cache);
        Assert.Equal(["alertmanager", "prometheus"], Assert.Single(monitoring).Select(w => w.Name).Order(StringComparer.Ordinal));
    }

    private static string Text(ContainerPlan container, string suffix) => Encoding.UTF8.GetString(container.Files.Single(f => f.Path.EndsWith(suffix, StringComparison.Ordinal)).Content);

    private static string Hosts(string value) => value.Contains("://", StringComparison.Ordinal) ? value : "";
}
