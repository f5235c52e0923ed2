using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>All rule files of a region, in the order in which Prometheus' configuration names them.</summary>
public static class RuleCatalogue
{
    /// <summary>The platform's own rule files, and last what other components contribute.</summary>
    /// <param name="settings">The stack's settings: budget thresholds.</param>
    /// <param name="region">The region that Prometheus watches.</param>
    /// <param name="contributed">Rule files of other components.</param>
    /// <exception cref="ArgumentException">Two alerts or two files have one name.</exception>
    public static IReadOnlyList<RuleFile> For(
        PlatformSettings settings, RegionSettings region, params IEnumerable<RuleFile> contributed)
    {
        List<RuleFile> files =
        [
            WeddingSeasonRules.File(),
            CachePerformanceRules.File(),
            RegionalFailoverRules.File(region.Name),
            SloRules.File(),
            RedisRules.File(),
            ReplicationRules.File(),
            BackupRules.File(),
            PlatformRules.File(),
            CostRules.File(settings.Budget),
            SelfMonitoringRules.File(),
            .. contributed,
        ];
        RejectDuplicates("rule file", files.Select(f => f.FileName));
        RejectDuplicates("alert", Alerts(files).Select(a => a.Name));
        return files;
    }

    /// <summary>Every alert of some rule files.</summary>
    public static IEnumerable<AlertRule> Alerts(IEnumerable<RuleFile> files) =>
        files.SelectMany(f => f.Groups).SelectMany(g => g.Alerts);

    // One runbook and one silence belong to one alert: a name that stands twice would mix them up without any error.
    private static void RejectDuplicates(string kind, IEnumerable<string> names)
    {
        var doubled = names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (doubled.Count > 0)
        {
            throw new ArgumentException($"{kind} names must be unique; named twice: {string.Join(", ", doubled)}. Rename the contributed one.");
        }
    }
}
