using System.Globalization;
using System.Text;
using WedSync.Contracts;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>
/// The recovery strategy of a region as YAML. Criteria are numbers: <c>&gt;10%</c> starts a folded text in YAML, and a file that
/// holds it cannot be read at all.
/// </summary>
public static class RecoveryStrategy
{
    /// <summary>Seconds without an answer after which a region counts as lost.</summary>
    public const int UnavailableSeconds = 60;

    /// <summary>Share of failed requests above which a region is drained, 0 to 1.</summary>
    public const double ErrorRate = 0.10;

    /// <summary>99th percentile above which a region is drained, in seconds.</summary>
    public const double LatencyP99Seconds = 2.0;

    /// <summary>The strategy of a region: itself first, then the regions that may take over, its partner before the others.</summary>
    public static string Yaml(RegionSettings region, IReadOnlyList<RegionSettings> regions)
    {
        var successors = regions
            .Where(r => r.Name != region.Name && r.Residency == region.Residency)
            .OrderByDescending(r => r.Name == region.DrPartner)
            .Select(r => r.Name)
            .ToList();
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"""
            region: {region.Name}
            residency: {region.Residency ?? "none"}
            successors: [{string.Join(", ", successors)}]
            failover_criteria:
              region_unavailable_seconds: {UnavailableSeconds}
              cache_error_rate: {ErrorRate}
              response_latency_p99_seconds: {LatencyP99Seconds:0.0}
            recovery_objectives:
              recovery_time_seconds: {Promises.RecoveryTimeSeconds}
              recovery_point_seconds: {Promises.RecoveryPointSeconds}
            recovery_procedures:
              cache_data:
                carried_by: append-only file and cross-region replication
                backup_schedule: {BackupNames.Frequent}
                backup_frequency_seconds: 600
                retention_period_days: 7
                copy_location: {region.BackupCopyLocation}
                cross_region_replication: true
              ml_models:
                backup_schedule: {BackupNames.Models}
                backup_frequency_seconds: 3600
                version_retention: 10
                fast_recovery_cache: true

            """);
        return yaml.ToString();
    }
}
