namespace WedSync.Platform.Components.Monitoring.Rules;

/// <summary>Rule files in the form that Prometheus reads.</summary>
public static class RuleFileYaml
{
    /// <summary>Label by which Alertmanager routes.</summary>
    public const string SeverityLabel = "severity";

    /// <summary>Label of alerts that finance is told about.</summary>
    public const string AudienceLabel = "audience";

    /// <summary>The text of a rule file.</summary>
    /// <param name="file">The rules.</param>
    /// <param name="runbookBaseUrl">Address that runbooks' pages are under.</param>
    public static string Render(RuleFile file, string runbookBaseUrl) => MonitoringYaml.Serialize(new Document
    {
        Groups = [.. file.Groups.Select(g => new Group
        {
            Name = g.Name,
            Rules = [.. g.Records.Select(Record), .. g.Alerts.Select(a => Alert(a, runbookBaseUrl))],
        })],
    });

    /// <summary>Address of an alert's runbook.</summary>
    public static string RunbookUrl(string alert, string runbookBaseUrl) => $"{runbookBaseUrl.TrimEnd('/')}/{alert}.md";

    private static Rule Record(RecordingRule record) => new() { Record = record.Name, Expr = record.Expression };

    private static Rule Alert(AlertRule alert, string runbookBaseUrl) => new()
    {
        Alert = alert.Name,
        Expr = alert.Expression,
        For = alert.For,
        Labels = Sorted(alert.Labels
            .Append(new(SeverityLabel, Lower(alert.Severity)))
            .Append(new(AudienceLabel, Lower(alert.Audience)))),
        Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["summary"] = alert.Summary,
            ["description"] = alert.Description,
            ["runbook_url"] = RunbookUrl(alert.Name, runbookBaseUrl),
        },
    };

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> labels) =>
        new(labels.ToDictionary(l => l.Key, l => l.Value), StringComparer.Ordinal);

    /// <summary>Value of a severity's label.</summary>
    public static string Lower(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => "critical",
        AlertSeverity.Warning => "warning",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "An alert is critical or a warning."),
    };

    /// <summary>Value of an audience's label.</summary>
    public static string Lower(AlertAudience audience) => audience switch
    {
        AlertAudience.Platform => "platform",
        AlertAudience.Finance => "finance",
        _ => throw new ArgumentOutOfRangeException(nameof(audience), audience, "An alert is for platform or finance."),
    };

    private sealed record Document
    {
        public required IReadOnlyList<Group> Groups { get; init; }
    }

    private sealed record Group
    {
        public required string Name { get; init; }

        public required IReadOnlyList<Rule> Rules { get; init; }
    }

    private sealed record Rule
    {
        public string? Record { get; init; }

        public string? Alert { get; init; }

        public required string Expr { get; init; }

        public string? For { get; init; }

        public SortedDictionary<string, string>? Labels { get; init; }

        public SortedDictionary<string, string>? Annotations { get; init; }
    }
}
