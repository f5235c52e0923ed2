using System.Globalization;
using WedSync.Contracts.Quantities;
using WedSync.Contracts.Seasons;

namespace WedSync.Platform.Tests.Security;

public sealed class NamespaceQuotaTests
{
    private static readonly IReadOnlyDictionary<Season, SeasonProfile> Profiles = TestSettings.For("peak").Profiles;

    [Fact]
    public void Hard_OfThePeak_HoldsEveryMaximum() => Assert.Equal(
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            // 250 cache, 53 prediction, 19 preprocessor and 14 Redis pods, and the fixed share.
            ["limits.cpu"] = "1025",
            ["limits.memory"] = "3067Gi",
            ["persistentvolumeclaims"] = "34",
            ["pods"] = "356",
            ["requests.cpu"] = "365",
            ["requests.memory"] = "1365Gi",
            ["requests.nvidia.com/gpu"] = "53",
            ["requests.storage"] = "3400Gi",
            ["services.loadbalancers"] = "1",
            ["services.nodeports"] = "0",
        },
        NamespaceQuota.Hard(Profiles[Season.Peak]));

    [Theory]
    [InlineData(Season.Peak)]
    [InlineData(Season.Preseason)]
    [InlineData(Season.Offseason)]
    public void Hard_LeavesRoomForTheAutoscalersMaximaAtTheirLimits(Season season)
    {
        var profile = Profiles[season];
        var hard = NamespaceQuota.Hard(profile);
        var redis = profile.RedisCluster.Nodes * BinaryQuantity.Parse(profile.RedisCluster.MemoryPerNode).Gibibytes;

        Assert.True(Number(hard["limits.cpu"]) >= (profile.CacheService.MaxReplicas * 2) + (profile.RedisCluster.Nodes * 2));
        Assert.True(BinaryQuantity.Parse(hard["limits.memory"]).Gibibytes >= (profile.CacheService.MaxReplicas * 4) + redis);
        Assert.True(Number(hard["requests.nvidia.com/gpu"]) >= profile.MlService.MaxReplicas);
        Assert.True(Number(hard["pods"]) > profile.CacheService.MaxReplicas + profile.MlService.MaxReplicas + profile.RedisCluster.Nodes);
    }

    [Fact]
    public void Hard_HasTheSameKeysInEverySeason() =>
        Assert.Single(Profiles.Values.Select(p => string.Join(',', NamespaceQuota.Hard(p).Keys)).Distinct());

    [Theory]
    [InlineData("limits.cpu")]
    [InlineData("requests.cpu")]
    [InlineData("pods")]
    [InlineData("requests.nvidia.com/gpu")]
    public void Hard_OfTheOffseason_IsLessThanHalfThePeaks(string key)
    {
        var (peak, off) = (NamespaceQuota.Hard(Profiles[Season.Peak]), NamespaceQuota.Hard(Profiles[Season.Offseason]));
        Assert.True(Number(off[key]) < Number(peak[key]) / 2);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
