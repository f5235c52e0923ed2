using WedSync.Platform.Components.Backup;
using YamlDotNet.Serialization;

namespace WedSync.Platform.Tests.Backup;

public sealed class BackupScheduleTests
{
    private static readonly IReadOnlyList<BackupSchedule> Schedules = BackupSchedules.For(["ml-prediction", "cache-preprocessor"]);

    [Theory]
    [InlineData("wedding-cache-daily-backup", "0 2 * * *", "168h", "wedding-cache-backup", true)]
    [InlineData("wedding-cache-frequent-backup", "*/10 * * * *", "24h", "wedding-cache-backup", false)]
    [InlineData("wedding-cache-frequent-remote-backup", "5-59/10 * * * *", "24h", "wedding-cache-backup-remote", false)]
    [InlineData("ml-models-hourly-backup", "20 * * * *", "10h", "wedding-cache-backup", true)]
    public void Schedules_HaveTheirTimesAndPlaces(string name, string cron, string ttl, string location, bool volumes)
    {
        var schedule = Assert.Single(Schedules, s => s.Name == name);
        Assert.Equal((cron, ttl, location, volumes), (schedule.Cron, schedule.Ttl, schedule.Location, schedule.Volumes));
    }

    [Fact]
    public void SmallScope_IsSavedWithinTheRecoveryPointAndWithoutVolumes()
    {
        // One backup a day has a recovery point of a day; 15 minutes are promised.
        var frequent = Schedules.Single(s => s.Name == BackupNames.Frequent);
        Assert.StartsWith("*/10 ", frequent.Cron, StringComparison.Ordinal);
        Assert.Contains("persistentvolumeclaims", frequent.ExcludedResources);
        Assert.Contains("events.events.k8s.io", frequent.ExcludedResources);
    }

    [Fact]
    public void Daily_LeavesOutEventsOnly()
        => Assert.Equal(["events", "events.events.k8s.io"], Schedules.Single(s => s.Name == BackupNames.Daily).ExcludedResources);

    [Fact]
    public void Strategy_IsYamlWithNumbers()
    {
        var settings = TestSettings.For("peak-us-east");
        var yaml = RecoveryStrategy.Yaml(settings.Region("us-east"), settings.Regions);
        var strategy = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(yaml);

        Assert.Equal("us-east", strategy["region"]);
        Assert.Equal(["us-west", "ap-southeast"], (IEnumerable<object>)strategy["successors"]);
        var criteria = (Dictionary<object, object>)strategy["failover_criteria"];
        Assert.Equal("60", criteria["region_unavailable_seconds"]);
        Assert.Equal("0.1", criteria["cache_error_rate"]);
        Assert.Equal("2.0", criteria["response_latency_p99_seconds"]);
        var models = (Dictionary<object, object>)((Dictionary<object, object>)strategy["recovery_procedures"])["ml_models"];
        Assert.Equal("3600", models["backup_frequency_seconds"]);
        Assert.Equal("10", models["version_retention"]);
    }

    [Fact]
    public void Strategy_OfAResidentRegion_NamesNoSuccessorOutsideItsGroup()
    {
        var settings = TestSettings.For("peak-eu-west");
        var yaml = RecoveryStrategy.Yaml(settings.Region("eu-west"), settings.Regions);
        Assert.Contains("successors: []", yaml, StringComparison.Ordinal);
        Assert.Contains("copy_location: europe-west4", yaml, StringComparison.Ordinal);
        Assert.Contains("residency: eu\n", yaml, StringComparison.Ordinal);
    }
}
