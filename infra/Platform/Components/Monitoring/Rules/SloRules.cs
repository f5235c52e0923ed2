namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Burn rates of the error budgets: 99.99 % availability, cached answers under 100 ms.</summary>
public static class SloRules
{
    /// <summary>The rule file.</summary>
    public static RuleFile File() => new("slo_rules.yml",
    [
        new RuleGroup
        {
            Name = "slo_availability",
            Records = [.. Slo.Ranges.Select(r => new RecordingRule(ErrorRatio(r), Promql.ErrorRatio(r)))],
            Alerts = [.. Slo.Windows.Select(Availability)],
        },
        new RuleGroup
        {
            Name = "slo_latency",
            Records = [.. Slo.Ranges.Select(r => new RecordingRule(SlowRatio(r), Promql.SlowHitRatio(r)))],
            Alerts = [.. Slo.Windows.Select(Latency)],
        },
    ]);

    /// <summary>Name of the recorded share of failed requests over a range.</summary>
    public static string ErrorRatio(string range) => $"region:http_errors:ratio_rate{range}";

    /// <summary>Name of the recorded share of slow cached answers over a range.</summary>
    public static string SlowRatio(string range) => $"region:cache_slow_hits:ratio_rate{range}";

    private static AlertRule Availability(BurnWindow window) => new()
    {
        Name = $"AvailabilityBudgetBurn{window.Speed}",
        Expression = Burn(ErrorRatio, window, Slo.AvailabilityBudget),
        For = window.For,
        Severity = window.Severity,
        Summary = $"{{{{ $labels.region }}}} burns its availability budget {window.Factor} times too fast",
        Description = $"{{{{ $value | humanizePercentage }}}} of the requests in {{{{ $labels.region }}}} failed over the last {window.LongRange}; 99.99% availability allows 0.01%.",
        Labels = Labels("availability", window),
    };

    private static AlertRule Latency(BurnWindow window) => new()
    {
        Name = $"LatencyBudgetBurn{window.Speed}",
        Expression = Burn(SlowRatio, window, Slo.LatencyBudget),
        For = window.For,
        Severity = window.Severity,
        Summary = $"{{{{ $labels.region }}}} burns its latency budget {window.Factor} times too fast",
        Description = $"{{{{ $value | humanizePercentage }}}} of the cached answers in {{{{ $labels.region }}}} took over 100ms in the last {window.LongRange}; the promise allows 1%.",
        Labels = Labels("latency", window),
    };

    private static string Burn(Func<string, string> ratio, BurnWindow window, string budget) =>
        $"{ratio(window.LongRange)} > {window.Factor} * {budget} and on (region) {ratio(window.ShortRange)} > {window.Factor} * {budget}";

    private static Dictionary<string, string> Labels(string slo, BurnWindow window) =>
        new() { ["slo"] = slo, ["long_window"] = window.LongRange };
}
