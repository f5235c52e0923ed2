namespace WedSync.Contracts.Seasons;

/// <summary>The numbers of one season: what each elastic part of a region scales between. One profile a <c>Pulumi.&lt;season&gt;.yaml</c>.</summary>
public sealed record SeasonProfile
{
    /// <summary>Bounds and targets of the cache service's autoscaler.</summary>
    public required CacheServiceScale CacheService { get; init; }

    /// <summary>Bounds and target of the prediction service's autoscaler.</summary>
    public required MlServiceScale MlService { get; init; }

    /// <summary>Size of a region's Redis cluster.</summary>
    public required RedisClusterScale RedisCluster { get; init; }

    /// <summary>Size of the preprocessor.</summary>
    public required PreprocessorScale Preprocessor { get; init; }

    /// <summary>Expected traffic as a multiple of the off-season baseline (1.0 = baseline, 4.0 = peak season); sizes the network cost.</summary>
    public required double LoadFactor { get; init; }
}

/// <summary>Bounds and targets of the cache service's autoscaler.</summary>
public sealed record CacheServiceScale
{
    /// <summary>Pods that always run, 1 or more.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>Pods at most, at least <see cref="MinReplicas"/>.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Target CPU use in percent of the request, 1 to 100.</summary>
    public required int CpuTargetPercent { get; init; }

    /// <summary>Target memory use in percent of the request, 1 to 100.</summary>
    public required int MemoryTargetPercent { get; init; }
}

/// <summary>Bounds and target of the prediction service's autoscaler.</summary>
public sealed record MlServiceScale
{
    /// <summary>Pods that always run, 1 or more.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>Pods at most, at least <see cref="MinReplicas"/>.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Target CPU use in percent of the request, 1 to 100.</summary>
    public required int CpuTargetPercent { get; init; }
}

/// <summary>Size of a region's Redis cluster.</summary>
public sealed record RedisClusterScale
{
    /// <summary>Nodes, primaries and replicas together: even, 6 or more (three primaries with a replica each).</summary>
    public required int Nodes { get; init; }

    /// <summary>Memory of a node as a Kubernetes quantity in binary units, such as <c>16Gi</c>.</summary>
    public required string MemoryPerNode { get; init; }
}

/// <summary>Size of the preprocessor.</summary>
public sealed record PreprocessorScale
{
    /// <summary>Pods, 1 or more.</summary>
    public required int Replicas { get; init; }
}
