using WedSync.Planning;
using WedSync.Platform.Components.SyncWorker;

namespace WedSync.Platform.Tests.SyncWorker;

public sealed class SyncWorkerTests
{
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Container = "spec.template.spec.containers[0]";

    [Fact]
    public async Task Environment_HasTheFirstPlatformsValuesAndThePeersOfTheCatalogue()
    {
        var environment = WorkloadPlans.Environment((await PlanAsync("peak-eu-west")).OfType(Deployment).Single(), Container);
        Assert.Equal("us-east,us-west,eu-west,ap-southeast", environment["REGIONS"]);
        Assert.Equal("30s", environment["SYNC_INTERVAL"]);
        Assert.Equal("last-writer-wins", environment["CONFLICT_RESOLUTION_STRATEGY"]);
        Assert.Equal(
            "us-east=https://sync-us-east.wedsync.com:8443,us-west=https://sync-us-west.wedsync.com:8443,"
            + "ap-southeast=https://sync-ap-southeast.wedsync.com:8443",
            environment["SYNC_PEERS"]);
        Assert.Equal("/etc/wedsync/sync-tls", environment["SYNC_TLS_DIRECTORY"]);
        Assert.Equal("eu-west", environment["REGION"]);
        Assert.Equal("eu", environment["RESIDENCY_GROUP"]);
        Assert.Equal("sync", environment["REDIS_USERNAME"]);
        Assert.Equal("/etc/wedsync/redis-passwords/sync", environment["REDIS_PASSWORD_FILE"]);
        Assert.Equal("8443", environment["SYNC_GRPC_PORT"]);
        Assert.Equal("field/metadata.name", environment["POD_NAME"]);
        Assert.Equal("field/status.podIP", environment["POD_IP"]);
    }

    [Fact]
    public async Task Deployment_IsTheFirstPlatforms_WithProbesAndAGracefulStop()
    {
        var deployment = (await PlanAsync("peak-us-east")).OfType(Deployment).Single();
        Assert.Equal("cache-sync-service", deployment.Text("metadata.name"));
        Assert.Equal("3", deployment.Text("spec.replicas"));
        Assert.Equal("""{"cpu":"250m","memory":"512Mi"}""", deployment.Text($"{Container}.resources.requests"));
        Assert.Equal("""{"cpu":"1","memory":"2Gi"}""", deployment.Text($"{Container}.resources.limits"));
        Assert.Equal("us-docker.pkg.dev/wedsync-prod/platform/cache-sync:0.1.0", deployment.Text($"{Container}.image"));
        Assert.Equal("8080", deployment.Text($"{Container}.livenessProbe.httpGet.port"));
        Assert.Equal("/ready", deployment.Text($"{Container}.readinessProbe.httpGet.path"));
        Assert.Equal("""{"maxSurge":1,"maxUnavailable":0}""", deployment.Text("spec.strategy.rollingUpdate"));
    }

    [Fact]
    public async Task Certificate_IsOfTheCaThatRegionsShare_AndNamesTheRegion()
    {
        var certificate = (await PlanAsync("peak-us-east")).OfType("kubernetes:cert-manager.io/v1:Certificate").Single();
        Assert.Equal("wedsync-sync-ca", certificate.Text("spec.issuerRef.name"));
        Assert.Equal("us-east", certificate.Text("spec.commonName"));
        Assert.Equal("sync-us-east.wedsync.com", certificate.Text("spec.dnsNames[0]"));
        Assert.Contains("client auth", certificate.Text("spec.usages"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("peak-us-east", "cloud.google.com/l4-rbs", "enabled", "A")]
    [InlineData("peak-us-west", "service.beta.kubernetes.io/aws-load-balancer-scheme", "internet-facing", "CNAME")]
    public async Task Service_IsALayer4LoadBalancerUnderTheRegionsName(string stack, string annotation, string value, string record)
    {
        var plan = await PlanAsync(stack);
        var service = plan.OfType("kubernetes:core/v1:Service").Single();
        Assert.Equal("LoadBalancer", service.Text("spec.type"));
        Assert.Equal(value, service.Text($"metadata.annotations[\"{annotation}\"]"));
        Assert.Equal("""{"name":"grpc","port":8443,"protocol":"TCP","targetPort":"grpc"}""", service.Text("spec.ports[0]"));
        var dns = plan.OfType("aws:route53/record:Record").Single();
        Assert.Equal(record, dns.Text("type"));
        Assert.Equal($"sync-{stack["peak-".Length..]}.wedsync.com", dns.Text("name"));
    }

    [Fact]
    public async Task Season_ChangesNothing()
        => Assert.Empty(WorkloadPlans.Differences(await PlanAsync("offseason-us-east"), await PlanAsync("peak-us-east")));

    [Fact]
    public async Task Budget_LetsOneWorkerGoAtATime()
    {
        var budget = (await PlanAsync("peak-us-east")).OfType("kubernetes:policy/v1:PodDisruptionBudget").Single();
        Assert.Equal("1", budget.Text("spec.maxUnavailable"));
    }

    private static Task<Plan> PlanAsync(string stack)
        => WorkloadPlans.RunAsync(stack, context => _ = new Components.SyncWorker.SyncWorker("sync", new SyncWorkerArgs { Context = context }));
}
