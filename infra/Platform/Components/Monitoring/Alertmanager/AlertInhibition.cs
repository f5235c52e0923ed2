using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>Causes hold back their consequences: whoever is paged for a lost region need not read forty warnings about it.</summary>
public static class AlertInhibition
{
    private const string Warning = "severity=\"warning\"";

    /// <summary>All rules of inhibition.</summary>
    public static IReadOnlyList<InhibitRule> Rules =>
    [
        // The region is being given up: its own warnings add nothing. Other criticals go on, they may be the cause.
        Rule([$"{RegionalFailoverRules.CriterionLabel}=~\".+\""], [Warning, "audience=\"platform\""], "region"),
        Rule(
            ["alertname=\"RegionUnavailable\""],
            ["alertname=~\"RegionErrorRateHigh|RegionLatencyP99High|AvailabilityBudgetBurn.*|LatencyBudgetBurn.*|CacheHitRateDropped\""],
            "region"),
        Rule(["slo=~\".+\"", "severity=\"critical\""], ["slo=~\".+\"", Warning], "region", "slo"),
        Rule(["alertname=\"RedisClusterDown\""], ["alertname=~\"Redis.+\"", "alertname!=\"RedisClusterDown\"", "alertname!=\"RedisPersistenceFailing\""], "region"),
        Rule(["alertname=\"ReplicationRpoAtRisk\""], ["alertname=\"ReplicationLagHigh\""], "region", "peer"),
        Rule(["alertname=\"BackupFrequentMissing\""], ["alertname=\"BackupFrequentTooOld\""], "region", "schedule"),
        Rule(["alertname=\"CertificateExpiringSoon\""], ["alertname=\"CertificateExpiring\""], "region", "exported_namespace", "name"),
        Rule(["alertname=\"CostOverCap\""], ["alertname=\"CostNearBudget\""], "region"),
    ];

    private static InhibitRule Rule(string[] source, string[] target, params string[] equal) =>
        new() { SourceMatchers = source, TargetMatchers = target, Equal = equal };
}
