using WedSync.Platform.Components.Monitoring.Rules;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>Who is told of which alert: critical ones page, all of them stand in the team's channel, cost goes to finance by mail.</summary>
public static class AlertmanagerConfigFile
{
    /// <summary>Its key in the ConfigMap.</summary>
    public const string FileName = "alertmanager.yml";

    /// <summary>Folder of the receivers' keys.</summary>
    public const string SecretsDirectory = "/etc/alertmanager/secrets";

    /// <summary>Receiver that pages.</summary>
    public const string Pager = "platform-pager";

    /// <summary>Receiver in the team's channel.</summary>
    public const string Channel = "platform-slack";

    /// <summary>Receiver of cost alerts.</summary>
    public const string Finance = "finance-mail";

    private const string Title = "[{{ .Status | toUpper }}{{ if eq .Status \"firing\" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} {{ .CommonLabels.region }}";

    /// <summary>Builds the configuration.</summary>
    public static AlertmanagerConfig Build(PlatformSettings settings) => new()
    {
        Global = new AlertmanagerGlobal
        {
            ResolveTimeout = "5m",
            SlackApiUrlFile = SecretFile(ReceiverSecrets.SlackWebhook),
            SmtpSmarthost = $"smtp.{settings.Accounts.DnsZone}:587",
            SmtpFrom = $"alerts@{settings.Accounts.DnsZone}",
            SmtpAuthUsername = $"alerts@{settings.Accounts.DnsZone}",
            SmtpAuthPasswordFile = SecretFile(ReceiverSecrets.SmtpPassword),
            SmtpRequireTls = true,
        },
        Route = Root,
        InhibitRules = AlertInhibition.Rules,
        Receivers =
        [
            new Receiver { Name = Channel, SlackConfigs = [Slack(settings)] },
            new Receiver { Name = Pager, PagerdutyConfigs = [PagerDuty], SlackConfigs = [Slack(settings)] },
            new Receiver { Name = Finance, EmailConfigs = [Mail(settings)] },
        ],
    };

    /// <summary>The text of the configuration.</summary>
    public static string Render(AlertmanagerConfig config) => MonitoringYaml.Serialize(config);

    // An alert without a severity, of a rule that somebody adds by hand, still reaches the channel.
    private static Route Root => new()
    {
        Receiver = Channel,
        GroupBy = ["alertname", "region"],
        GroupWait = "30s",
        GroupInterval = "5m",
        RepeatInterval = "12h",
        Routes =
        [
            new Route
            {
                Receiver = Finance,
                Matchers = [Matcher(RuleFileYaml.AudienceLabel, RuleFileYaml.Lower(AlertAudience.Finance))],
                Continue = true,
                GroupWait = "5m",
                RepeatInterval = "24h",
            },
            new Route
            {
                Receiver = Pager,
                Matchers = [Matcher(RuleFileYaml.SeverityLabel, RuleFileYaml.Lower(AlertSeverity.Critical))],
                GroupWait = "10s",
                GroupInterval = "1m",
                RepeatInterval = "1h",
            },
            new Route
            {
                Receiver = Channel,
                Matchers = [Matcher(RuleFileYaml.SeverityLabel, RuleFileYaml.Lower(AlertSeverity.Warning))],
            },
        ],
    };

    private static PagerdutyReceiver PagerDuty => new()
    {
        RoutingKeyFile = SecretFile(ReceiverSecrets.PagerDutyKey),
        Severity = "{{ .CommonLabels.severity }}",
        Description = "{{ .CommonLabels.alertname }} {{ .CommonLabels.region }}: {{ (index .Alerts 0).Annotations.summary }}",
        Details = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["description"] = "{{ range .Alerts }}{{ .Annotations.description }}\n{{ end }}",
            ["runbook"] = "{{ (index .Alerts 0).Annotations.runbook_url }}",
            ["firing"] = "{{ .Alerts.Firing | len }}",
        },
        SendResolved = true,
    };

    private static SlackReceiver Slack(PlatformSettings settings) => new()
    {
        Channel = settings.Alerting.SlackChannel,
        Title = Title,
        Text = "{{ range .Alerts }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n<{{ .Annotations.runbook_url }}|Runbook>\n{{ end }}",
        SendResolved = true,
    };

    private static EmailReceiver Mail(PlatformSettings settings) => new()
    {
        To = settings.Budget.NotificationEmail,
        Headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Subject"] = Title },
        SendResolved = true,
    };

    private static string SecretFile(string key) => $"{SecretsDirectory}/{key}";

    private static string Matcher(string label, string value) => $"{label}=\"{value}\"";
}

/// <summary>Keys of the Secret with the receivers' credentials; the same in the cloud's secret manager.</summary>
public static class ReceiverSecrets
{
    /// <summary>Address of Slack's webhook.</summary>
    public const string SlackWebhook = "slack-webhook-url";

    /// <summary>Key of the PagerDuty integration.</summary>
    public const string PagerDutyKey = "pagerduty-key";

    /// <summary>Password at the mail server.</summary>
    public const string SmtpPassword = "smtp-password";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [SlackWebhook, PagerDutyKey, SmtpPassword];
}
