namespace WedSync.Platform.Components.Monitoring.Alertmanager;

/// <summary>Alertmanager's configuration file; properties are its keys in snake_case.</summary>
public sealed record AlertmanagerConfig
{
    /// <summary>What all receivers share.</summary>
    public required AlertmanagerGlobal Global { get; init; }

    /// <summary>Root of the routes.</summary>
    public required Route Route { get; init; }

    /// <summary>Alerts that are not sent while others fire.</summary>
    public required IReadOnlyList<InhibitRule> InhibitRules { get; init; }

    /// <summary>Who is told how.</summary>
    public required IReadOnlyList<Receiver> Receivers { get; init; }
}

/// <summary>What all receivers share. Keys come from files, never from the configuration.</summary>
public sealed record AlertmanagerGlobal
{
    /// <summary>How long after its last sight an alert counts as resolved.</summary>
    public required string ResolveTimeout { get; init; }

    /// <summary>File with the address of Slack's webhook.</summary>
    public required string SlackApiUrlFile { get; init; }

    /// <summary>Mail server, <c>host:port</c>.</summary>
    public required string SmtpSmarthost { get; init; }

    /// <summary>Sender of mails.</summary>
    public required string SmtpFrom { get; init; }

    /// <summary>User at the mail server.</summary>
    public required string SmtpAuthUsername { get; init; }

    /// <summary>File with the user's password.</summary>
    public required string SmtpAuthPasswordFile { get; init; }

    /// <summary>Whether mail travels by TLS only.</summary>
    public required bool SmtpRequireTls { get; init; }
}

/// <summary>A node of the routing tree; unset values come from its parent.</summary>
public sealed record Route
{
    /// <summary>Who is told.</summary>
    public required string Receiver { get; init; }

    /// <summary>Alerts that it takes; all of them at the root.</summary>
    public IReadOnlyList<string>? Matchers { get; init; }

    /// <summary>Whether its siblings are asked too after it took an alert.</summary>
    public bool? Continue { get; init; }

    /// <summary>Labels whose alerts come in one notification.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>How long a new group waits for more alerts.</summary>
    public string? GroupWait { get; init; }

    /// <summary>Time between notifications about changes of a group.</summary>
    public string? GroupInterval { get; init; }

    /// <summary>Time until an unchanged group is sent again.</summary>
    public string? RepeatInterval { get; init; }

    /// <summary>Its children, asked in order.</summary>
    public IReadOnlyList<Route>? Routes { get; init; }
}

/// <summary>Alerts that are not sent while others fire.</summary>
public sealed record InhibitRule
{
    /// <summary>The alerts that must fire.</summary>
    public required IReadOnlyList<string> SourceMatchers { get; init; }

    /// <summary>The alerts that are held back.</summary>
    public required IReadOnlyList<string> TargetMatchers { get; init; }

    /// <summary>Labels in which both must be equal.</summary>
    public required IReadOnlyList<string> Equal { get; init; }
}

/// <summary>Who is told how.</summary>
public sealed record Receiver
{
    /// <summary>Name that routes refer to.</summary>
    public required string Name { get; init; }

    /// <summary>By PagerDuty.</summary>
    public IReadOnlyList<PagerdutyReceiver>? PagerdutyConfigs { get; init; }

    /// <summary>By Slack.</summary>
    public IReadOnlyList<SlackReceiver>? SlackConfigs { get; init; }

    /// <summary>By mail.</summary>
    public IReadOnlyList<EmailReceiver>? EmailConfigs { get; init; }
}

/// <summary>A PagerDuty service.</summary>
public sealed record PagerdutyReceiver
{
    /// <summary>File with the integration's key (Events API v2).</summary>
    public required string RoutingKeyFile { get; init; }

    /// <summary>Severity in PagerDuty.</summary>
    public required string Severity { get; init; }

    /// <summary>Title of the incident, a template.</summary>
    public required string Description { get; init; }

    /// <summary>Values beside the title, templates.</summary>
    public required SortedDictionary<string, string> Details { get; init; }

    /// <summary>Whether it is told when the alert ends.</summary>
    public required bool SendResolved { get; init; }
}

/// <summary>A Slack channel.</summary>
public sealed record SlackReceiver
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Title, a template.</summary>
    public required string Title { get; init; }

    /// <summary>Body, a template.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is told when the alert ends.</summary>
    public required bool SendResolved { get; init; }
}

/// <summary>A mailbox.</summary>
public sealed record EmailReceiver
{
    /// <summary>Its address.</summary>
    public required string To { get; init; }

    /// <summary>Headers, templates.</summary>
    public required SortedDictionary<string, string> Headers { get; init; }

    /// <summary>Whether it is told when the alert ends.</summary>
    public required bool SendResolved { get; init; }
}
