using System.Globalization;
using WedSync.Contracts.Quantities;

namespace WedSync.Contracts.Seasons;

/// <summary>
/// What the cache's namespace may hold in a season: the autoscalers' maxima, a canary beside the stable pods, Redis while it moves
/// between two sizes, and a fixed share for everything else. The program creates the quota with it, the season operator moves it.
/// </summary>
public static class NamespaceQuota
{
    /// <summary>Resource name of GPUs in a quota.</summary>
    public const string Gpu = "requests.nvidia.com/gpu";

    // A canary and its surge run beside the stable pods: a quarter more than the autoscaler's maximum.
    private const int SurgePercent = 25;

    // While slots move the cluster has joining and leaving nodes at once.
    private const int JoiningRedisNodes = 2;

    // Training beside the predictions.
    private const int TrainingGpus = 3;

    private const int VolumeGibPerRedisNode = 100;

    // Milli-CPU and MiB: request, limit. Each stands for a pod with its helpers.
    private static readonly PodSize Cache = new(500, 1024, 2000, 4096);
    private static readonly PodSize Prediction = new(4000, 16384, 8000, 32768);
    private static readonly PodSize Preprocessor = new(500, 1024, 2000, 4096);
    private static readonly PodSize RedisWithoutServerMemory = new(600, 256, 2300, 512);

    // Sync workers, season operator, jobs: twenty pods.
    private static readonly PodSize Everything = new(10_000, 20_480, 30_000, 65_536);
    private const int EverythingPods = 20;

    /// <summary>The quota's <c>spec.hard</c> of a season, in a fixed order of keys.</summary>
    public static SortedDictionary<string, string> Hard(SeasonProfile profile)
    {
        var cachePods = WithSurge(profile.CacheService.MaxReplicas);
        var predictionPods = profile.MlService.MaxReplicas + TrainingGpus;
        var preprocessorPods = WithSurge(profile.Preprocessor.Replicas);
        var redisPods = profile.RedisCluster.Nodes + JoiningRedisNodes;
        var redisMemory = (int)Math.Ceiling(BinaryQuantity.Parse(profile.RedisCluster.MemoryPerNode).Gibibytes * 1024);
        var total = Everything
            + (Cache * cachePods)
            + (Prediction * predictionPods)
            + (Preprocessor * preprocessorPods)
            + ((RedisWithoutServerMemory + new PodSize(0, redisMemory, 0, redisMemory)) * redisPods);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["requests.cpu"] = Cores(total.RequestMilliCpu),
            ["requests.memory"] = Gibibytes(total.RequestMib),
            ["limits.cpu"] = Cores(total.LimitMilliCpu),
            ["limits.memory"] = Gibibytes(total.LimitMib),
            [Gpu] = Text(predictionPods),
            ["pods"] = Text(cachePods + predictionPods + preprocessorPods + redisPods + EverythingPods),
            ["persistentvolumeclaims"] = Text(redisPods + EverythingPods),
            ["requests.storage"] = $"{Text((redisPods + EverythingPods) * VolumeGibPerRedisNode)}Gi",
            // Traffic enters by the edge alone.
            ["services.loadbalancers"] = "1",
            ["services.nodeports"] = "0",
        };
    }

    private static int WithSurge(int pods) => ((pods * (100 + SurgePercent)) + 99) / 100;

    private static string Cores(long milliCpu) => Text((milliCpu + 999) / 1000);

    private static string Gibibytes(long mib) => $"{Text((mib + 1023) / 1024)}Gi";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct PodSize(long RequestMilliCpu, long RequestMib, long LimitMilliCpu, long LimitMib)
    {
        public static PodSize operator +(PodSize a, PodSize b) => new(
            a.RequestMilliCpu + b.RequestMilliCpu, a.RequestMib + b.RequestMib, a.LimitMilliCpu + b.LimitMilliCpu, a.LimitMib + b.LimitMib);

        public static PodSize operator *(PodSize size, int pods) => new(
            size.RequestMilliCpu * pods, size.RequestMib * pods, size.LimitMilliCpu * pods, size.LimitMib * pods);
    }
}
