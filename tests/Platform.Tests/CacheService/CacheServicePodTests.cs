using System.Globalization;
using WedSync.Contracts;
using WedSync.Contracts.Quantities;
using WedSync.Planning;
using WedSync.Platform.Components.CacheService;

namespace WedSync.Platform.Tests.CacheService;

/// <summary>The pod that <c>wedsync up</c> runs on one machine: environment, files, ports and probes.</summary>
public sealed class CacheServicePodTests
{
    private const string Container = "spec.template.spec.containers[0]";

    [Fact]
    public async Task Environment_SaysWhereEverythingIs()
    {
        var environment = WorkloadPlans.Environment(await RolloutAsync("peak-eu-west"), Container);
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["AUDIT_DIRECTORY"] = "/var/lib/wedsync/audit",
                ["DRAIN_PERIOD"] = "5s",
                ["HTTP_PORT"] = "3000",
                ["JWT_AUDIENCE"] = "ai-cache",
                ["JWT_ISSUER"] = "https://auth.wedsync.com/",
                ["JWT_JWKS_URI"] = "https://auth.wedsync.com/.well-known/jwks.json",
                ["L1_BYTES"] = "268435456",
                ["MAX_CONCURRENCY"] = "512",
                ["MAX_ENTRY_BYTES"] = "1048576",
                ["METRICS_PORT"] = "9090",
                ["ORIGIN_CALL_COST"] = "0.002",
                ["POD_IP"] = "field/status.podIP",
                ["POD_NAME"] = "field/metadata.name",
                ["POD_NAMESPACE"] = "field/metadata.namespace",
                ["REDIS_CLUSTER_ENDPOINTS"] = "configmap/redis-config/cluster-endpoints",
                ["REDIS_PASSWORD_FILE"] = "/etc/wedsync/redis-passwords/cache",
                ["REDIS_TLS_CA_FILE"] = "/etc/wedsync/redis-tls/ca.crt",
                ["REDIS_USERNAME"] = "cache",
                ["REGION"] = "eu-west",
                ["REGIONS"] = "us-east,us-west,eu-west,ap-southeast",
                ["RESIDENCY_GROUP"] = "eu",
                ["SEASONAL_CONFIG_DIRECTORY"] = "/etc/wedsync/season",
                ["SWEEP_INTERVAL"] = "10m",
                ["WEDDING_SEASON_MODE"] = "configmap/seasonal-config/current-mode",
            },
            environment.OrderBy(e => e.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Files_ThatTheEnvironmentNames_AreMounted()
    {
        var rollout = await RolloutAsync("peak-us-east");
        Assert.Equal("redis-acl", rollout.Text("spec.template.spec.volumes[0].secret.secretName"));
        // Of all passwords the pod sees its own alone.
        Assert.Equal("""[{"key":"cache","path":"cache"}]""", rollout.Text("spec.template.spec.volumes[0].secret.items"));
        Assert.Equal(0b100_100_000, rollout.At("spec.template.spec.volumes[0].secret.defaultMode")!.GetValue<int>());
        Assert.Equal("""[{"key":"ca.crt","path":"ca.crt"}]""", rollout.Text("spec.template.spec.volumes[1].secret.items"));
        Assert.Equal("seasonal-config", rollout.Text("spec.template.spec.volumes[2].configMap.name"));
        Assert.Equal(
            ["/etc/wedsync/redis-passwords", "/etc/wedsync/redis-tls", "/etc/wedsync/season", "/var/lib/wedsync/audit", "/tmp"],
            rollout.At($"{Container}.volumeMounts")!.AsArray().Select(m => m!["mountPath"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Probes_AreTheFirstPlatforms_AndAStopDrainsFirst()
    {
        var rollout = await RolloutAsync("peak-us-east");
        Assert.Equal("/health", rollout.Text($"{Container}.livenessProbe.httpGet.path"));
        Assert.Equal("3000", rollout.Text($"{Container}.livenessProbe.httpGet.port"));
        Assert.Equal("30", rollout.Text($"{Container}.livenessProbe.initialDelaySeconds"));
        Assert.Equal("10", rollout.Text($"{Container}.livenessProbe.periodSeconds"));
        Assert.Equal("/ready", rollout.Text($"{Container}.readinessProbe.httpGet.path"));
        Assert.Equal("5", rollout.Text($"{Container}.readinessProbe.initialDelaySeconds"));
        Assert.Equal("5", rollout.Text($"{Container}.readinessProbe.periodSeconds"));
        Assert.Equal("/health", rollout.Text($"{Container}.startupProbe.httpGet.path"));
        Assert.Equal("15", rollout.Text($"{Container}.lifecycle.preStop.sleep.seconds"));
        Assert.Equal("60", rollout.Text("spec.template.spec.terminationGracePeriodSeconds"));
    }

    [Fact]
    public async Task Stop_LeavesRoomForPreStopDrainAndRequestsUnderWay()
    {
        var rollout = await RolloutAsync("peak-us-east");
        var preStop = rollout.At($"{Container}.lifecycle.preStop.sleep.seconds")!.GetValue<int>();
        var drain = int.Parse(WorkloadPlans.Environment(rollout, Container)["DRAIN_PERIOD"].TrimEnd('s'), CultureInfo.InvariantCulture);
        var grace = rollout.At("spec.template.spec.terminationGracePeriodSeconds")!.GetValue<int>();
        Assert.InRange(preStop + drain + CacheServiceLimits.ShutdownSeconds, 1, grace - 1);
    }

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("preseason-us-east")]
    [InlineData("offseason-us-east")]
    public async Task MemoryTier_FullTwice_AddsNoPods(string stack)
    {
        // The runtime, code and buffers of a pod that serves.
        const int BesidesMib = 128;
        var rollout = await RolloutAsync(stack);
        var tierMib = long.Parse(WorkloadPlans.Environment(rollout, Container)["L1_BYTES"], CultureInfo.InvariantCulture) >> 20;
        var requestMib = BinaryQuantity.Parse(rollout.Text($"{Container}.resources.requests.memory")!).Bytes >> 20;
        var limitMib = BinaryQuantity.Parse(rollout.Text($"{Container}.resources.limits.memory")!).Bytes >> 20;
        var target = TestSettings.For(stack).ActiveProfile.CacheService.MemoryTargetPercent;
        Assert.InRange((tierMib * 2) + BesidesMib, 1, requestMib * target / 100);
        Assert.True(requestMib <= limitMib);
    }

    [Fact]
    public async Task Container_HasTheFirstPlatformsResources_AndNoRights()
    {
        var rollout = await RolloutAsync("peak-us-east");
        Assert.Equal("us-docker.pkg.dev/wedsync-prod/platform/ai-cache-service:0.1.0", rollout.Text($"{Container}.image"));
        Assert.Equal("""{"cpu":"500m","memory":"1Gi"}""", rollout.Text($"{Container}.resources.requests"));
        Assert.Equal("""{"cpu":"2","memory":"4Gi"}""", rollout.Text($"{Container}.resources.limits"));
        Assert.Equal("true", rollout.Text($"{Container}.securityContext.readOnlyRootFilesystem"));
        Assert.Equal("false", rollout.Text("spec.template.spec.automountServiceAccountToken"));
        Assert.Equal("9090", rollout.Text("spec.template.metadata.annotations[\"prometheus.io/port\"]"));
        Assert.Equal("true", rollout.Text("spec.template.metadata.annotations[\"prometheus.io/scrape\"]"));
    }

    [Fact]
    public async Task Pods_SpreadOverZonesAndNodes()
    {
        var rollout = await RolloutAsync("peak-us-east");
        const string Spread = "spec.template.spec.topologySpreadConstraints";
        Assert.Equal("topology.kubernetes.io/zone", rollout.Text($"{Spread}[0].topologyKey"));
        Assert.Equal("DoNotSchedule", rollout.Text($"{Spread}[0].whenUnsatisfiable"));
        Assert.Equal("kubernetes.io/hostname", rollout.Text($"{Spread}[1].topologyKey"));
        Assert.Equal("general", rollout.Text("spec.template.spec.nodeSelector[\"wedsync.com/node-pool\"]"));
    }

    private static async Task<PlannedResource> RolloutAsync(string stack)
        => (await WorkloadPlans.RunAsync(
            stack, context => _ = new Components.CacheService.CacheService("cache-service", new CacheServiceArgs { Context = context })))
            .OfType("kubernetes:argoproj.io/v1alpha1:Rollout").Single();
}
