using Pulumi;
using WedSync.Platform.Components.Backup;
using WedSync.Platform.Components.Budgets;
using WedSync.Platform.Components.CacheService;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Components.MachineLearning;
using WedSync.Platform.Components.Monitoring;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Redis;
using WedSync.Platform.Components.SeasonOperator;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Components.SyncWorker;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Stacks;

/// <summary>One region: everything from its network to its dashboards, in one cloud.</summary>
public sealed class RegionScope : ComponentResource
{
    private readonly PlatformSettings _settings;
    private readonly RegionSettings _region;

    /// <summary>Declares the region.</summary>
    public RegionScope(PlatformSettings settings, RegionSettings region)
        : base("wedsync:stacks:Region", region.Name, new ComponentResourceOptions { Providers = { CloudProviders.ForRegion(settings, region) } })
    {
        _settings = settings;
        _region = region;
        var keys = new RegionKeys(Logical("keys"), new RegionKeysArgs { Settings = settings, Region = region }, Child());
        var cluster = BuildCluster(keys);
        var ground = BuildGround(cluster);
        var delivery = new CanaryDelivery(Logical("delivery"), new CanaryDeliveryArgs { Context = cluster.Context }, Child(ground));
        var redis = BuildWorkloads(cluster.Context, ground, delivery);
        Ready = BuildEdge(cluster, keys, ground, delivery);
        BuildOperations(cluster, ground);
        ClusterName = cluster.ClusterName;
        RedisEndpoints = redis.ClientEndpoints;
        RegisterOutputs(new Dictionary<string, object?> { ["clusterName"] = ClusterName, ["redisEndpoints"] = RedisEndpoints });
    }

    /// <summary>Name of the region's cluster.</summary>
    [Output("clusterName")]
    public Output<string> ClusterName { get; private set; }

    /// <summary>Redis nodes that clients inside the cluster start from.</summary>
    [Output("redisEndpoints")]
    public Output<string> RedisEndpoints { get; private set; }

    /// <summary>What says that the region can be reached.</summary>
    public Resource Ready { get; }

    private RegionCluster BuildCluster(RegionKeys keys)
    {
        _ = new RegionAudit(Logical("audit"), new RegionAuditArgs { Settings = _settings, Region = _region, Keys = keys }, Child());
        var network = new RegionNetwork(
            Logical("network"), new RegionNetworkArgs { Settings = _settings, Region = _region, Keys = keys }, Child());
        var args = new RegionClusterArgs { Settings = _settings, Region = _region, Network = network, Keys = keys };
        return new RegionCluster(Logical("cluster"), args, Child());
    }

    // Namespaces with their rules, and the operators that certificates and secrets come from: everything else in the cluster needs them.
    private Resource[] BuildGround(RegionCluster cluster)
    {
        var security = new ClusterSecurity(Logical("security"), new ClusterSecurityArgs { Context = cluster.Context }, Child());
        var secrets = new ClusterSecrets(
            Logical("secrets"), new ClusterSecretsArgs { Context = cluster.Context, Cluster = cluster }, Child(security));
        return [security, secrets];
    }

    private RedisCluster BuildWorkloads(RegionContext context, Resource[] ground, CanaryDelivery delivery)
    {
        var seasons = new SeasonalConfig(Logical("seasonal-config"), new SeasonalConfigArgs { Context = context, After = ground }, Child());
        var redis = new RedisCluster(Logical("redis"), new RedisClusterArgs { Context = context, After = ground }, Child());
        Resource[] stores = [.. ground, seasons, redis];
        var cache = new CacheService(Logical("cache-service"), new CacheServiceArgs { Context = context, After = [.. stores, delivery] }, Child());
        var sync = new SyncWorker(Logical("sync-worker"), new SyncWorkerArgs { Context = context, After = stores }, Child());
        var ml = new MlServing(Logical("ml-serving"), new MlServingArgs { Context = context, After = ground }, Child());
        var cap = new RegionBudgetCap(Logical("budget-cap"), new RegionBudgetCapArgs { Context = context }, Child(ground));
        _ = new SeasonOperator(
            Logical("season-operator"), new SeasonOperatorArgs { Context = context, After = [.. stores, cache, sync, ml, cap] }, Child());
        return redis;
    }

    private Resource BuildEdge(RegionCluster cluster, RegionKeys keys, Resource[] ground, CanaryDelivery delivery)
    {
        var after = Child([.. ground, delivery]);
        if (_settings.Edge == EdgeMode.Ingress)
        {
            var ingress = new ClassicIngress(Logical("ingress"), new ClassicIngressArgs { Context = cluster.Context }, after);
            BuildAwsEdge(new AwsRegionEdgeArgs
            {
                Cluster = cluster,
                LogsKeyId = keys.LogsKeyId,
                ServiceReady = ingress.Controller,
                Service = ClassicNames.Service,
                PodPort = ClassicNames.PodPort,
            });
            return ingress.Controller;
        }

        var gateway = new RegionalGateway(Logical("gateway"), new RegionalGatewayArgs { Context = cluster.Context }, after);
        BuildAwsEdge(new AwsRegionEdgeArgs { Cluster = cluster, LogsKeyId = keys.LogsKeyId, ServiceReady = gateway.Ready });
        return gateway.Ready;
    }

    // On Google Cloud the global load balancer takes this part.
    private void BuildAwsEdge(AwsRegionEdgeArgs args)
    {
        if (_region.Cloud == Cloud.Aws)
        {
            _ = new AwsRegionEdge(Logical("edge"), args, Child());
        }
    }

    private void BuildOperations(RegionCluster cluster, Resource[] ground)
    {
        _ = new RegionalBackup(Logical("backup"), new RegionalBackupArgs { Cluster = cluster }, Child(ground));
        _ = new RegionMonitoring(Logical("monitoring"), new RegionMonitoringArgs { Context = cluster.Context }, Child(ground));
    }

    private string Logical(string name) => $"{_region.Name}-{name}";

    private ComponentResourceOptions Child(params Resource[] dependsOn) => new() { Parent = this, DependsOn = dependsOn };
}
