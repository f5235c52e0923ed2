using WedSync.Contracts.Quantities;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Size of a node pool over all zones of a region.</summary>
/// <param name="Pool">One of <see cref="NodePools"/>.</param>
/// <param name="MinNodes">Nodes that always run.</param>
/// <param name="MaxNodes">Nodes at most.</param>
public sealed record NodePoolPlan(string Pool, int MinNodes, int MaxNodes)
{
    /// <summary>Zones of a region: a pool with a floor has a node in each.</summary>
    public const int Zones = 3;

    // What a node offers to pods, less what the system and the daemons take: 8 vCPU and 32 GiB a general node, 4 vCPU and 32 GiB a memory node.
    private const decimal GeneralCpu = 7.0m;
    private const decimal MemoryNodeGib = 26m;

    // CPU requests of a pod, and of everything that does not scale with the season: monitoring, edge, operators, sync workers.
    private const decimal CacheCpu = 0.5m;
    private const decimal PreprocessorCpu = 0.5m;
    private const decimal FixedCpu = 14m;

    // Room for a canary beside the stable pods and for nodes being replaced.
    private const decimal Surge = 1.25m;

    // Redis may use a quarter more than its maxmemory: buffers of clients and replicas, copy-on-write, exporter.
    private const decimal RedisOverhead = 1.25m;

    /// <summary>
    /// General nodes of a season: enough for the autoscalers' maxima. A ceiling that follows the season caps what a runaway can cost.
    /// </summary>
    public static NodePoolPlan General(SeasonProfile profile)
    {
        var floor = NodesFor(profile.CacheService.MinReplicas, profile.Preprocessor.Replicas, 1);
        var ceiling = NodesFor(profile.CacheService.MaxReplicas, profile.Preprocessor.Replicas, Surge);
        return new NodePoolPlan(NodePools.General, Math.Max(Zones, floor), Math.Max(Zones * 2, ceiling));
    }

    /// <summary>
    /// Memory nodes, the same in every season: while Redis moves from one size to the next, a lost node must be replaced whatever
    /// the new season's size is. The Redis nodes decide how many run.
    /// </summary>
    public static NodePoolPlan Memory(IEnumerable<SeasonProfile> profiles)
    {
        var most = profiles.Max(p => NodesFor(p.RedisCluster));
        return new NodePoolPlan(NodePools.Memory, Zones, RoundUpToZones(most + Zones));
    }

    /// <summary>GPU nodes: none when nothing predicts or trains; one a prediction pod at most, and one for training a zone.</summary>
    public static NodePoolPlan Gpu(SeasonProfile profile) => new(NodePools.Gpu, 0, profile.MlService.MaxReplicas + Zones);

    /// <summary>All pools of a region.</summary>
    public static IReadOnlyList<NodePoolPlan> For(SeasonProfile active, IEnumerable<SeasonProfile> all) =>
        [General(active), Memory(all), Gpu(active)];

    /// <summary>The pool's share of one zone.</summary>
    public NodePoolPlan PerZone() => this with
    {
        MinNodes = (MinNodes + Zones - 1) / Zones,
        MaxNodes = (MaxNodes + Zones - 1) / Zones,
    };

    private static int NodesFor(int cacheReplicas, int preprocessorReplicas, decimal surge) =>
        (int)Math.Ceiling(((cacheReplicas * CacheCpu) + (preprocessorReplicas * PreprocessorCpu) + FixedCpu) * surge / GeneralCpu);

    private static int NodesFor(RedisClusterScale redis)
    {
        var memory = BinaryQuantity.Parse(redis.MemoryPerNode).Gibibytes * RedisOverhead;
        var podsOfNode = Math.Max(1, (int)(MemoryNodeGib / memory));
        return (redis.Nodes + podsOfNode - 1) / podsOfNode;
    }

    private static int RoundUpToZones(int nodes) => (nodes + Zones - 1) / Zones * Zones;
}
