namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>Prometheus' configuration file; properties are its keys in snake_case.</summary>
public sealed record PrometheusConfig
{
    /// <summary>Intervals, and labels of everything that leaves this Prometheus.</summary>
    public required GlobalConfig Global { get; init; }

    /// <summary>Paths of rule files.</summary>
    public required IReadOnlyList<string> RuleFiles { get; init; }

    /// <summary>Where alerts go.</summary>
    public required AlertingConfig Alerting { get; init; }

    /// <summary>What is scraped.</summary>
    public required IReadOnlyList<ScrapeConfig> ScrapeConfigs { get; init; }
}

/// <summary>Intervals as Prometheus durations, and external labels.</summary>
public sealed record GlobalConfig
{
    /// <summary>Time between scrapes of a target.</summary>
    public required string ScrapeInterval { get; init; }

    /// <summary>Longest a scrape may take.</summary>
    public required string ScrapeTimeout { get; init; }

    /// <summary>Time between evaluations of a rule.</summary>
    public required string EvaluationInterval { get; init; }

    /// <summary>Labels of alerts; <c>${VARIABLE}</c> stands for an environment variable.</summary>
    public required SortedDictionary<string, string> ExternalLabels { get; init; }
}

/// <summary>Where alerts go.</summary>
public sealed record AlertingConfig
{
    /// <summary>Changes alerts' labels before they are sent.</summary>
    public required IReadOnlyList<RelabelConfig> AlertRelabelConfigs { get; init; }

    /// <summary>Alertmanagers.</summary>
    public required IReadOnlyList<AlertmanagerTargets> Alertmanagers { get; init; }
}

/// <summary>How Alertmanagers are found.</summary>
public sealed record AlertmanagerTargets
{
    /// <summary>DNS names that list all of them.</summary>
    public required IReadOnlyList<DnsSdConfig> DnsSdConfigs { get; init; }
}

/// <summary>Targets from DNS.</summary>
public sealed record DnsSdConfig
{
    /// <summary>Names to resolve.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Record type: <c>A</c> or <c>SRV</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Port of the targets, for records without one.</summary>
    public int? Port { get; init; }
}

/// <summary>A scrape job.</summary>
public sealed record ScrapeConfig
{
    /// <summary>The <c>job</c> label.</summary>
    public required string JobName { get; init; }

    /// <summary>Whether labels that the target sends win over those of its discovery; unset = no.</summary>
    public bool? HonorLabels { get; init; }

    /// <summary><c>http</c> when unset.</summary>
    public string? Scheme { get; init; }

    /// <summary><c>/metrics</c> when unset.</summary>
    public string? MetricsPath { get; init; }

    /// <summary>Credentials that are sent.</summary>
    public AuthorizationConfig? Authorization { get; init; }

    /// <summary>TLS of the scrape.</summary>
    public TlsConfig? TlsConfig { get; init; }

    /// <summary>Discovery by the Kubernetes API.</summary>
    public required IReadOnlyList<KubernetesSdConfig> KubernetesSdConfigs { get; init; }

    /// <summary>Chooses targets and sets their labels.</summary>
    public required IReadOnlyList<RelabelConfig> RelabelConfigs { get; init; }

    /// <summary>Chooses series.</summary>
    public IReadOnlyList<RelabelConfig>? MetricRelabelConfigs { get; init; }
}

/// <summary>Credentials from a file.</summary>
public sealed record AuthorizationConfig
{
    /// <summary>File with the bearer token; read at each scrape.</summary>
    public required string CredentialsFile { get; init; }
}

/// <summary>TLS of a scrape.</summary>
public sealed record TlsConfig
{
    /// <summary>CA that the target's certificate is checked against.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether the target's certificate is not checked; unset = it is.</summary>
    public bool? InsecureSkipVerify { get; init; }
}

/// <summary>Discovery by the Kubernetes API.</summary>
public sealed record KubernetesSdConfig
{
    /// <summary><c>pod</c> or <c>node</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Namespaces to look in; unset for nodes.</summary>
    public NamespaceSelector? Namespaces { get; init; }
}

/// <summary>Namespaces to look in.</summary>
public sealed record NamespaceSelector
{
    /// <summary>Their names.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}

/// <summary>One step of relabelling.</summary>
public sealed record RelabelConfig
{
    /// <summary>Labels whose values, joined by <c>;</c>, the expression sees.</summary>
    public IReadOnlyList<string>? SourceLabels { get; init; }

    /// <summary>Expression over the whole value; everything when unset.</summary>
    public string? Regex { get; init; }

    /// <summary>Label that is set.</summary>
    public string? TargetLabel { get; init; }

    /// <summary>Its value, with <c>$1</c> for the first group.</summary>
    public string? Replacement { get; init; }

    /// <summary><c>replace</c> when unset, <c>keep</c>, <c>drop</c>, <c>labeldrop</c>.</summary>
    public string? Action { get; init; }
}
