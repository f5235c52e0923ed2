using System.Text.Json;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.SeasonOperator;

namespace WedSync.Platform.Tests.SeasonOperator;

public sealed class SeasonalConfigTests
{
    [Fact]
    public void Data_SaysTheModeAndTheProfile()
    {
        var data = SeasonalConfigData.For(TestSettings.For("offseason-us-east"));
        Assert.Equal(["active-profile.json", "current-mode", "profiles.json", "ttl-policies", "unit-costs.json"], data.Keys);
        Assert.Equal("offseason", data["current-mode"]);
        Assert.Equal(
            """
            {
              "cacheService": {
                "minReplicas": 10,
                "maxReplicas": 50,
                "cpuTargetPercent": 70,
                "memoryTargetPercent": 80
              },
              "mlService": {
                "minReplicas": 3,
                "maxReplicas": 15,
                "cpuTargetPercent": 75
              },
              "redisCluster": {
                "nodes": 6,
                "memoryPerNode": "4Gi"
              },
              "preprocessor": {
                "replicas": 5
              },
              "loadFactor": 1
            }

            """,
            data["active-profile.json"]);
    }

    [Fact]
    public void Data_OfTwoSeasons_DiffersInWhatIsSeasonalOnly()
    {
        var peak = SeasonalConfigData.For(TestSettings.For("peak-us-east"));
        var off = SeasonalConfigData.For(TestSettings.For("offseason-us-east"));
        Assert.Equal(["active-profile.json", "current-mode", "ttl-policies"], peak.Keys.Where(k => peak[k] != off[k]));
    }

    [Fact]
    public void Profiles_ReadBackTheSame_InTheSeasonsOrder()
    {
        var settings = TestSettings.For("peak-us-east");
        var json = SeasonalConfigData.For(settings)["profiles.json"];
        Assert.Equal(["peak", "preseason", "offseason"], JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(settings.Profiles.OrderBy(p => p.Key), SeasonProfileJson.ReadAll(json).OrderBy(p => p.Key));
        Assert.Equal(settings.ActiveProfile, SeasonProfileJson.Read(SeasonalConfigData.For(settings)["active-profile.json"]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Read_OfAnythingElse_Fails(string json) => Assert.Throws<JsonException>(() => SeasonProfileJson.Read(json));

    [Fact]
    public void ReadAll_OfAnUnknownSeason_SaysWhichAreAllowed()
    {
        var profile = SeasonProfileJson.Write(TestSettings.For("peak-us-east").ActiveProfile);
        var error = Assert.Throws<JsonException>(() => SeasonProfileJson.ReadAll($$"""{"summer":{{profile}}}"""));
        Assert.Equal("Unknown season 'summer'; allowed: peak, preseason, offseason.", error.Message);
    }

    [Fact]
    public async Task ConfigMap_HoldsTheDataInPlace()
    {
        var plan = await WorkloadPlans.RunAsync(
            "peak-us-east", context => _ = new SeasonalConfig("season", new SeasonalConfigArgs { Context = context }));
        var map = plan.OfType("kubernetes:core/v1:ConfigMap").Single();
        Assert.Equal("seasonal-config", map.Text("metadata.name"));
        Assert.Equal("peak", map.Text("data.current-mode"));
        Assert.Empty(map.IgnoreChanges);
    }
}
