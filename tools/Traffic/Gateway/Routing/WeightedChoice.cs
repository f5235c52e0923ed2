namespace WedSync.Gateway.Routing;

/// <summary>A choice by weights.</summary>
internal static class WeightedChoice
{
    /// <summary>Index of the chosen weight; -1 where there is none. Weights that are all 0 count alike.</summary>
    /// <param name="weights">Not negative.</param>
    /// <param name="uniform">From 0 to below 1.</param>
    public static int Pick(ReadOnlySpan<int> weights, double uniform)
    {
        long total = 0;
        foreach (var weight in weights) total += weight;
        if (total == 0) return weights.Length == 0 ? -1 : (int)(uniform * weights.Length);
        var point = (long)(uniform * total);
        for (var index = 0; index < weights.Length; index++)
        {
            point -= weights[index];
            if (point < 0) return index;
        }

        return -1;
    }
}
