using System.Text.Json.Nodes;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Configuration;

public class SettingsBinderTests
{
    [Theory]
    [InlineData("peak", 25, 200, 60, 70, 10, 50, 70, 12, "16Gi", 15, 4.0)]
    [InlineData("preseason", 15, 100, 65, 75, 5, 25, 70, 8, "8Gi", 8, 2.0)]
    [InlineData("offseason", 10, 50, 70, 80, 3, 15, 75, 6, "4Gi", 5, 1.0)]
    public void SeasonFiles_HoldTheNumbersOfTheSeasonTable(
        string season, int min, int max, int cpu, int memory, int mlMin, int mlMax, int mlCpu, int nodes, string perNode, int preprocessors, double load)
    {
        var profile = TestSettings.For(season).ActiveProfile;

        Assert.Equal(new CacheServiceScale { MinReplicas = min, MaxReplicas = max, CpuTargetPercent = cpu, MemoryTargetPercent = memory }, profile.CacheService);
        Assert.Equal(new MlServiceScale { MinReplicas = mlMin, MaxReplicas = mlMax, CpuTargetPercent = mlCpu }, profile.MlService);
        Assert.Equal(new RedisClusterScale { Nodes = nodes, MemoryPerNode = perNode }, profile.RedisCluster);
        Assert.Equal(preprocessors, profile.Preprocessor.Replicas);
        Assert.Equal(load, profile.LoadFactor);
    }

    [Fact]
    public void Catalogue_IsTheFourRegions()
    {
        var settings = TestSettings.For("peak");

        Assert.Equal(
            ["us-east Gcp us-east1 us-west", "us-west Aws us-west-2 us-east", "eu-west Gcp europe-west1 us-east", "ap-southeast Gcp asia-southeast1 us-west"],
            settings.Regions.Select(r => $"{r.Name} {r.Cloud} {r.Location} {r.DrPartner}"));
        Assert.Equal("eu", settings.Region("eu-west").Residency);
        Assert.All(settings.Regions.Where(r => r.Name != "eu-west"), r => Assert.Null(r.Residency));
    }

    [Theory]
    [InlineData("peak", true, "us-east,us-west,eu-west,ap-southeast")]
    [InlineData("peak-global", true, "")]
    [InlineData("offseason-eu-west", false, "eu-west")]
    public void StackName_SaysWhichScopesItHolds(string stack, bool global, string regions)
    {
        var settings = TestSettings.For(stack);

        Assert.Equal(global, settings.Stack.HoldsGlobal);
        Assert.Equal(regions, string.Join(',', settings.StackRegions.Select(r => r.Name)));
        Assert.Equal(stack, settings.Stack.Name);
    }

    [Theory]
    [InlineData("summer", "stack 'summer': unknown season 'summer'; allowed: peak, preseason, offseason")]
    [InlineData("Peak", "unknown season 'Peak'")]
    [InlineData("peak-mars", "unknown scope 'mars'; allowed: global, us-east, us-west, eu-west, ap-southeast")]
    public void StackName_Unknown_SaysWhatIsAllowed(string stack, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => TestSettings.For(stack));

        Assert.Contains(expected, Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profile.redisCluster.nodes", "7", "'7'; allowed: an even number")]
    [InlineData("profile.redisCluster.nodes", "4", "'4'; allowed: a whole number from 6 to 1000")]
    [InlineData("profile.redisCluster.memoryPerNode", "\"16GB\"", "'16GB'; allowed: a memory quantity")]
    [InlineData("profile.redisCluster.memoryPerNode", "\"512Mi\"", "'512Mi'; allowed: a memory quantity of at least 1Gi")]
    [InlineData("profile.cacheService.minReplicas", "201", "'201'; allowed: at most maxReplicas, which is 200")]
    [InlineData("profile.cacheService.cpuTargetPercent", "0", "'0'; allowed: a whole number from 1 to 100")]
    [InlineData("profile.mlService.maxReplicas", "\"many\"", "'many'; allowed: a whole number from 1 to 1000")]
    [InlineData("profile.preprocessor.replicas", "null", "missing; allowed: a whole number from 1 to 1000")]
    [InlineData("profile.surprise", "1", "'1'; unknown key; allowed here: cacheService, loadFactor, mlService, preprocessor, redisCluster")]
    [InlineData("profile.loadFactor", "-1", "'-1'; allowed: a number from 0.1 to 100")]
    [InlineData("regions.us-east.cloud", "\"azure\"", "'azure'; allowed: gcp, aws")]
    [InlineData("regions.us-east.drPartner", "\"us-east\"", "'us-east'; allowed: us-west, eu-west, ap-southeast")]
    [InlineData("regions.us-east.networkCidr", "\"10.32.0.0/16\"", "'10.32.0.0/16'; allowed: a range no other region has; us-east has this one")]
    [InlineData("regions.us-east.location", "\"us-east-1\"", "'us-east-1'; allowed: a Google Cloud region")]
    [InlineData("regions.us-east.backupCopyLocation", "\"us-east1\"", "'us-east1'; allowed: another location than the region's own")]
    [InlineData("regions.eu-west.backupCopyLocation", "\"us-east1\"", "'us-east1'; allowed: a location inside the residency group 'eu'")]
    [InlineData("regions.eu-west.backupCopyLocation", "\"europe-west2\"", "'europe-west2'; allowed: a location inside the residency group 'eu'")]
    [InlineData("regions.eu-west.residency", "\"mars\"", "'mars'; allowed: eu")]
    [InlineData("edge", "\"magic\"", "edge: 'magic'; allowed: gateway, ingress")]
    [InlineData("unitCosts.networkGb", "-0.1", "unitCosts.networkGb: '-0.1'; allowed: a number from 0 to 100000")]
    [InlineData("budget.alertThresholdsPercent", "[80, 50]", "budget.alertThresholdsPercent: '80, 50'; allowed: ascending, each once")]
    [InlineData("budget.notificationEmail", "\"finance\"", "budget.notificationEmail: 'finance'; allowed: a mailbox")]
    [InlineData("images.version", "\"latest\"", "images.version: 'latest'; allowed: a version such as 1.4.0, never latest")]
    [InlineData("accounts.awsAccountId", "42", "accounts.awsAccountId: '42'; allowed: twelve digits")]
    [InlineData("accounts.operatorNetworks", "[\"10.1.2.3/8\"]", "accounts.operatorNetworks: '[\"10.1.2.3/8\"]'; allowed: a list")]
    [InlineData("auth", "\"none\"", "auth: 'none'; expected a mapping")]
    [InlineData("regoins", "{}", "regoins: '{}'; unknown key; allowed here: accounts, alerting, auth, budget, edge, images, profile, regions, unitCosts")]
    public void BadValue_IsNamedWithWhatIsAllowed(string path, string json, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => BindWith(path, json));

        Assert.Contains(error.Errors, e => e.Contains(path.Split('.')[^1], StringComparison.Ordinal) && e.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void ManyBadValues_AreAllReportedAtOnce()
    {
        var values = Values();
        values["edge"] = "magic";
        values["images"]!["version"] = "latest";
        values["regions"]!["us-east"]!["cloud"] = "azure";
        values["profile"]!["redisCluster"]!["nodes"] = 5;

        var error = Assert.Throws<ConfigurationException>(() => SettingsBinder.Bind("spring-us-east", values, ProjectLoader.LoadProfiles(TestSettings.Root)));

        Assert.Contains(error.Errors, e => e.StartsWith("stack 'spring-us-east'", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.StartsWith("edge:", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.StartsWith("images.version:", StringComparison.Ordinal));
        Assert.Contains(error.Errors, e => e.StartsWith("regions.us-east.cloud:", StringComparison.Ordinal));
    }

    [Fact]
    public void ProfileOfTheStack_WinsOverItsFile()
    {
        var values = Values();
        values["profile"]!["cacheService"]!["minReplicas"] = 30;

        var settings = SettingsBinder.Bind("peak-us-east", values, ProjectLoader.LoadProfiles(TestSettings.Root));

        Assert.Equal(30, settings.ActiveProfile.CacheService.MinReplicas);
        Assert.Equal(10, settings.Profiles[Season.Offseason].CacheService.MinReplicas);
    }

    private static PlatformSettings BindWith(string path, string json)
    {
        var values = Values();
        JsonNode at = values;
        var keys = path.Split('.');
        foreach (var key in keys[..^1])
        {
            at = at[key]!;
        }

        at[keys[^1]] = JsonNode.Parse(json);
        return SettingsBinder.Bind("peak-us-east", values, ProjectLoader.LoadProfiles(TestSettings.Root));
    }

    private static JsonObject Values()
    {
        var values = ProjectLoader.LoadProjectConfig(TestSettings.Root);
        values[SettingsBinder.ProfileKey] = ProjectLoader.LoadProfiles(TestSettings.Root)[Season.Peak].DeepClone();
        return values;
    }
}
