using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Configuration;

/// <summary>Binds a season's numbers.</summary>
internal static class ProfileBinder
{
    private const int MaxReplicas = 1000;

    public static SeasonProfile Bind(ConfigSection section)
    {
        var profile = new SeasonProfile
        {
            CacheService = BindCacheService(section.Section("cacheService")),
            MlService = BindMlService(section.Section("mlService")),
            RedisCluster = BindRedis(section.Section("redisCluster")),
            Preprocessor = BindPreprocessor(section.Section("preprocessor")),
            LoadFactor = (double)section.Number("loadFactor", 0.1m, 100m),
        };
        section.RejectUnknownKeys();
        return profile;
    }

    private static CacheServiceScale BindCacheService(ConfigSection section)
    {
        var (min, max) = BindBounds(section);
        var scale = new CacheServiceScale
        {
            MinReplicas = min,
            MaxReplicas = max,
            CpuTargetPercent = section.Integer("cpuTargetPercent", 1, 100),
            MemoryTargetPercent = section.Integer("memoryTargetPercent", 1, 100),
        };
        section.RejectUnknownKeys();
        return scale;
    }

    private static MlServiceScale BindMlService(ConfigSection section)
    {
        var (min, max) = BindBounds(section);
        var scale = new MlServiceScale
        {
            MinReplicas = min,
            MaxReplicas = max,
            CpuTargetPercent = section.Integer("cpuTargetPercent", 1, 100),
        };
        section.RejectUnknownKeys();
        return scale;
    }

    private static RedisClusterScale BindRedis(ConfigSection section)
    {
        var nodes = section.Integer("nodes", 6, 1000);
        if (nodes % 2 != 0)
        {
            section.Reject("nodes", $"{nodes}", "allowed: an even number, as every primary has a replica");
        }

        var scale = new RedisClusterScale
        {
            Nodes = nodes,
            MemoryPerNode = section.Text("memoryPerNode", ConfigFormats.IsMemory, ConfigFormats.MemoryForm),
        };
        section.RejectUnknownKeys();
        return scale;
    }

    private static PreprocessorScale BindPreprocessor(ConfigSection section)
    {
        var scale = new PreprocessorScale { Replicas = section.Integer("replicas", 1, MaxReplicas) };
        section.RejectUnknownKeys();
        return scale;
    }

    private static (int Min, int Max) BindBounds(ConfigSection section)
    {
        var min = section.Integer("minReplicas", 1, MaxReplicas);
        var max = section.Integer("maxReplicas", 1, MaxReplicas);
        if (min > max)
        {
            section.Reject("minReplicas", $"{min}", $"allowed: at most maxReplicas, which is {max}");
        }

        return (min, max);
    }
}
