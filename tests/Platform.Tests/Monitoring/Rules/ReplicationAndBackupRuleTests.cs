using WedSync.Platform.Components.Backup;

namespace WedSync.Platform.Tests.Monitoring.Rules;

public sealed class ReplicationAndBackupRuleTests
{
    private const string Peer = "job=\"cache-sync-service\",region=\"us-east\",peer=\"eu-west\"";

    [Theory]
    [InlineData("30x30", "ReplicationLagHigh", 0)]
    [InlineData("90x30", "ReplicationLagHigh", 1)]
    [InlineData("90x30", "ReplicationRpoAtRisk", 0)]
    [InlineData("700x30", "ReplicationRpoAtRisk", 1)]
    public Task Lag(string seconds, string alert, int firing) => new RuleScenario()
        .Series($"sync_replication_lag_seconds{{{Peer},pod=\"a\"}}", seconds)
        .Firing(alert, firing, "20m").RunAsync();

    [Theory]
    [InlineData("0x30", "0x30", 0)]
    [InlineData("0x30", "64x30", 1)]
    [InlineData("4096x30", "4096x30", 1)]
    [InlineData("64x1 0x29", "0x30", 0)]
    public Task Unowned_AsAnyWorkerSaysIt(string first, string second, int firing) => new RuleScenario()
        .Series("sync_unowned_partitions{job=\"cache-sync-service\",region=\"us-east\",pod=\"a\"}", first)
        .Series("sync_unowned_partitions{job=\"cache-sync-service\",region=\"us-east\",pod=\"b\"}", second)
        .Firing("ReplicationPartitionsUnowned", firing, "10m").RunAsync();

    [Theory]
    [InlineData("0+60x30", "100x30", 1)]
    [InlineData("0+60x30", "0x30", 0)]
    [InlineData("100-3x30", "100x30", 0)]
    public Task Stall_GrowsAsFastAsTheClock(string seconds, string keys, int firing) => new RuleScenario()
        .Series($"sync_replication_lag_seconds{{{Peer},pod=\"a\"}}", seconds)
        .Series($"sync_replication_lag_keys{{{Peer},pod=\"a\"}}", keys)
        .Firing("ReplicationStalled", firing, "20m").RunAsync();

    [Theory]
    [InlineData(10, 1)]
    [InlineData(2, 0)]
    public Task Conflicts_AsAShareOfAllChanges(int lost, int firing) => new RuleScenario()
        .Series($"sync_conflicts_total{{{Peer}}}", $"0+{lost}x60")
        .Series($"sync_applied_total{{{Peer}}}", "0+100x60")
        .Firing("ReplicationConflictSurge", firing, "45m").RunAsync();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public Task Quarantine(int entries, int firing) => new RuleScenario()
        .Series($"sync_quarantined_entries{{{Peer}}}", $"{entries}x20")
        .Firing("ReplicationEntriesQuarantined", firing, "10m").RunAsync();

    [Theory]
    [InlineData("1x30", 0)]
    [InlineData("0x30", 1)]
    [InlineData("1x15 0x3 1x12", 0)]
    public Task PeerUnreachable_OneOfTwoWorkers(string second, int firing) => new RuleScenario()
        .Series($"sync_peer_connected{{{Peer},pod=\"a\"}}", "1x30")
        .Series($"sync_peer_connected{{{Peer},pod=\"b\"}}", second)
        .Firing("ReplicationPeerUnreachable", firing, "20m").RunAsync();

    [Theory]
    [InlineData("0+1x180", 1)]
    [InlineData("0x60 500x120", 0)]
    [InlineData("7x180", 0)]
    public Task Diverging_AgainAndAgain_NotOnce(string found, int firing) => new RuleScenario()
        .Series($"sync_divergence_found_total{{{Peer}}}", found)
        .Firing("ReplicationDiverging", firing, "140m").RunAsync();

    [Theory]
    [InlineData("64x60", "0x60", 1)]
    [InlineData("64x60", "0+10x60", 0)]
    [InlineData("0x60", "0x60", 0)]
    public Task ComparisonStuck_UnlessRecordsArrive(string waiting, string applied, int firing) => new RuleScenario()
        .Series($"sync_waiting_partitions{{{Peer}}}", waiting)
        .Series($"sync_applied_total{{{Peer}}}", applied)
        .Firing("ReplicationComparisonStuck", firing, "45m").RunAsync();

    [Theory]
    [InlineData("1x120", 1)]
    [InlineData("1x50 0x70", 0)]
    public Task Erasure_WaitsForARegion(string pending, int firing) => new RuleScenario()
        .Series("sync_pending_erasures{job=\"cache-sync-service\",region=\"us-east\",pod=\"a\"}", pending)
        .Firing("ErasurePending", firing, "100m").RunAsync();

    // promtool's clock starts at 0: a backup at second 0 is as old as the scenario.
    [Theory]
    [InlineData("10m", 0, 0, 0, 0)]
    [InlineData("25m", 2, 0, 0, 0)]
    [InlineData("70m", 2, 2, 0, 0)]
    [InlineData("140m", 2, 2, 1, 0)]
    [InlineData("27h", 2, 2, 1, 1)]
    public Task BackupAge(string at, int late, int missing, int models, int daily) => AllSchedules("0x2000")
        .Firing("BackupFrequentTooOld", late, at)
        .Firing("BackupFrequentMissing", missing, at)
        .Firing("BackupModelsTooOld", models, at)
        .Firing("BackupDailyTooOld", daily, at).RunAsync();

    [Fact]
    public Task Backup_FreshOnes_StaySilent() => AllSchedules("0+60x180")
        .Firing("BackupFrequentTooOld", 0, "3h")
        .Firing("BackupModelsTooOld", 0, "3h")
        .Firing("BackupDailyTooOld", 0, "3h").RunAsync();

    /// <summary>A schedule that never made a backup has no series: the one case in which an age alone stays silent.</summary>
    [Fact]
    public Task Backup_NeverMade_Fires() => new RuleScenario()
        .Series("up{job=\"velero\"}", "1x60")
        .Firing("BackupFrequentMissing", 2, "30m")
        .Firing("BackupModelsTooOld", 1, "30m")
        .Firing("BackupDailyTooOld", 1, "30m").RunAsync();

    [Fact]
    public Task Backup_PartialFailure_Fires() => new RuleScenario()
        .Series("velero_backup_failure_total{job=\"velero\",schedule=\"wedding-cache-daily-backup\"}", "0x60")
        .Series("velero_backup_partial_failure_total{job=\"velero\",schedule=\"wedding-cache-daily-backup\"}", "0x30 1x30")
        .Firing("BackupFailing", 1, "45m")
        .Firing("BackupFailing", 0, "20m").RunAsync();

    private static RuleScenario AllSchedules(string lastSuccess) =>
        new[] { BackupNames.Frequent, BackupNames.FrequentRemote, BackupNames.Models, BackupNames.Daily }
            .Aggregate(new RuleScenario(), (scenario, schedule) =>
                scenario.Series($"velero_backup_last_successful_timestamp{{job=\"velero\",schedule=\"{schedule}\"}}", lastSuccess));
}
