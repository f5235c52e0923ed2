using WedSync.LocalPlatform.Pods;
using YamlDotNet.RepresentationModel;

namespace WedSync.LocalPlatform.Monitoring;

/// <summary>
/// Exchanges in the monitoring's configuration what only a cluster has: discovery through the Kubernetes API becomes files with
/// the same <c>__meta_kubernetes_*</c> labels, so that the rendered relabelling runs for real; discovery by DNS becomes addresses;
/// receivers outside this machine become its own sink, so that no notification leaves it.
/// </summary>
public sealed record MonitoringExchange
{
    /// <summary>Settings of the addresses that a kind of receiver sends to when it names none itself.</summary>
    private static readonly Dictionary<string, string> GlobalAddresses = new(StringComparer.Ordinal)
    {
        ["pagerduty_configs"] = "pagerduty_url",
        ["opsgenie_configs"] = "opsgenie_api_url",
        ["victorops_configs"] = "victorops_api_url",
        ["wechat_configs"] = "wechat_api_url",
        ["telegram_configs"] = "telegram_api_url",
        ["webex_configs"] = "webex_api_url",
    };

    private static readonly HashSet<string> ReceiverAddresses = new(StringComparer.Ordinal) { "api_url", "url", "webhook_url" };

    public required HostTable Hosts { get; init; }

    /// <summary>Folder of the discovery files.</summary>
    public required string TargetsFolder { get; init; }

    /// <summary>Where notifications go, such as http://127.77.0.3:8080.</summary>
    public required Uri Notifications { get; init; }

    /// <summary>How much faster than described Prometheus scrapes and evaluates.</summary>
    public double TimeFactor { get; init; } = 1;

    /// <summary>Prometheus' configuration.</summary>
    public string Prometheus(string text)
    {
        var root = YamlEdit.Read(text);
        if (root.Get("scrape_configs") is YamlSequenceNode jobs)
        {
            foreach (var job in jobs.Children.OfType<YamlMappingNode>().ToList())
            {
                if (!Exchange(job)) jobs.Children.Remove(job);
            }
        }

        if (root.Get("alerting")?.Get("alertmanagers") is YamlSequenceNode managers)
        {
            foreach (var manager in managers.Children.OfType<YamlMappingNode>()) ExchangeNames(manager);
        }

        ScrapeIntervals.Divide(root, TimeFactor);
        return YamlEdit.Write(root);
    }

    /// <summary>Alertmanager's configuration.</summary>
    public string Alertmanager(string text)
    {
        var root = YamlEdit.Read(text);
        var global = root.Get("global") as YamlMappingNode ?? [];
        root.Set("global", global);
        if (global.Get("smtp_smarthost") is not null) global.Set("smtp_smarthost", $"{Notifications.Host}:25");
        foreach (var receiver in (root.Get("receivers") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [])
        {
            foreach (var (kind, configs) in receiver.Children.Where(p => p.Value is YamlSequenceNode).ToList())
            {
                if (GlobalAddresses.TryGetValue(kind.ToString(), out var setting)) global.Set(setting, new Uri(Notifications, setting).ToString());
                foreach (var config in ((YamlSequenceNode)configs).Children.OfType<YamlMappingNode>()) Redirect(config);
            }
        }

        return YamlEdit.Write(root);
    }

    private void Redirect(YamlMappingNode config)
    {
        foreach (var key in config.Children.Keys.Select(k => k.ToString()).ToList())
        {
            if (ReceiverAddresses.Contains(key)) config.Set(key, new Uri(Notifications, key).ToString());
            if (key == "smarthost") config.Set(key, $"{Notifications.Host}:25");
        }
    }

    /// <summary>False where everything that a job discovers exists in clusters only: nodes, endpoints.</summary>
    private bool Exchange(YamlMappingNode job)
    {
        if (job.Get("kubernetes_sd_configs") is not YamlSequenceNode discovery) return true;
        var files = discovery.Children.OfType<YamlMappingNode>().Where(d => d.Get("role")?.ToString() == "pod").SelectMany(Files).ToList();
        job.Remove("kubernetes_sd_configs");
        if (files.Count == 0) return job.Get("static_configs") is not null;
        job.Set("file_sd_configs", new YamlSequenceNode(new YamlMappingNode
        {
            { "files", new YamlSequenceNode(files.Select(f => new YamlScalarNode(f))) },
        }));
        return true;
    }

    private IEnumerable<string> Files(YamlMappingNode discovery)
        => discovery.Get("namespaces")?.Get("names") is YamlSequenceNode names && names.Children.Count > 0
            ? names.Children.Select(name => DiscoveryFiles.FileOf(TargetsFolder, name.ToString()))
            : [DiscoveryFiles.FileOf(TargetsFolder, "*")];

    private void ExchangeNames(YamlMappingNode manager)
    {
        if (manager.Get("dns_sd_configs") is not YamlSequenceNode lookups) return;
        var addresses = lookups.Children.OfType<YamlMappingNode>().SelectMany(lookup =>
            ((YamlSequenceNode)lookup.Get("names")!).Children.SelectMany(name => Hosts.Addresses(name.ToString())).Select(ip => $"{ip}:{lookup.Get("port")}"));
        manager.Set("static_configs", new YamlSequenceNode(new YamlMappingNode
        {
            { "targets", new YamlSequenceNode(addresses.Select(a => new YamlScalarNode(a))) },
        }));
        manager.Remove("dns_sd_configs");
    }
}
