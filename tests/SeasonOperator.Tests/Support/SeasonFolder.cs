using WedSync.Contracts.Seasons;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>The mounted seasonal-config ConfigMap.</summary>
internal sealed class SeasonFolder : IDisposable
{
    public SeasonFolder(int nodes, string mode)
    {
        Path = Directory.CreateTempSubdirectory("wedsync-season-").FullName;
        Write(Path, nodes, mode);
    }

    public string Path { get; }

    public static void Write(string folder, int nodes, string mode)
    {
        File.WriteAllText(System.IO.Path.Combine(folder, SeasonalConfigKeys.CurrentMode), mode);
        File.WriteAllText(System.IO.Path.Combine(folder, SeasonalConfigKeys.ActiveProfile), SeasonProfileJson.Write(new SeasonProfile
        {
            CacheService = new CacheServiceScale { MinReplicas = 10, MaxReplicas = 50, CpuTargetPercent = 70, MemoryTargetPercent = 80 },
            MlService = new MlServiceScale { MinReplicas = 3, MaxReplicas = 15, CpuTargetPercent = 75 },
            RedisCluster = new RedisClusterScale { Nodes = nodes, MemoryPerNode = "4Gi" },
            Preprocessor = new PreprocessorScale { Replicas = 5 },
            LoadFactor = 1,
        }));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
