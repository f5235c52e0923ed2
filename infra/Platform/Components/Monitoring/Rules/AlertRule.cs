namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>How soon someone must act on an alert; decides its route in Alertmanager.</summary>
public enum AlertSeverity
{
    /// <summary>Couples are hurt now or will be within the hour: pages whoever is on call.</summary>
    Critical,

    /// <summary>Someone looks at it this working day: the team's channel.</summary>
    Warning,
}

/// <summary>Who an alert is for.</summary>
public enum AlertAudience
{
    /// <summary>The platform team.</summary>
    Platform,

    /// <summary>Whoever watches the budget; told by mail as well.</summary>
    Finance,
}

/// <summary>An alerting rule. Its runbook is the page <c>docs/runbooks/&lt;Name&gt;.md</c>; a test asserts that it exists.</summary>
public sealed record AlertRule
{
    /// <summary>Name in the form <c>CacheHitRateDropped</c>, unique among all groups.</summary>
    public required string Name { get; init; }

    /// <summary>PromQL that returns the series to alert on; aggregated over pods before it is compared.</summary>
    public required string Expression { get; init; }

    /// <summary>How long the expression must hold, as a Prometheus duration such as <c>5m</c>; null = at once.</summary>
    public string? For { get; init; }

    /// <summary>How soon someone must act.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Who it is for.</summary>
    public AlertAudience Audience { get; init; } = AlertAudience.Platform;

    /// <summary>One line for a pager; may use Prometheus templates such as <c>{{ $labels.region }}</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>What is wrong, with the value in a form that people read.</summary>
    public required string Description { get; init; }

    /// <summary>Labels beside severity and audience, for routing and inhibition.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>A recording rule: an expression under a name of the form <c>level:metric:operations</c>.</summary>
/// <param name="Name">Name of the series that it records.</param>
/// <param name="Expression">PromQL.</param>
public sealed record RecordingRule(string Name, string Expression);

/// <summary>Rules that are evaluated together: first the records, then the alerts that read them.</summary>
public sealed record RuleGroup
{
    /// <summary>Name, unique in its file.</summary>
    public required string Name { get; init; }

    /// <summary>Records, in order of evaluation.</summary>
    public IReadOnlyList<RecordingRule> Records { get; init; } = [];

    /// <summary>Alerts.</summary>
    public IReadOnlyList<AlertRule> Alerts { get; init; } = [];
}

/// <summary>A rule file that Prometheus loads.</summary>
/// <param name="FileName">Name such as <c>wedding_season_rules.yml</c>.</param>
/// <param name="Groups">Its groups.</param>
public sealed record RuleFile(string FileName, IReadOnlyList<RuleGroup> Groups);
