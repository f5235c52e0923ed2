using Pulumi;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>
/// The region's Prometheus: two pods that scrape and evaluate the same, each with a volume of its own. Autoscalers and canaries
/// depend on it, so a drained node must not take it away.
/// </summary>
public sealed class PrometheusServer : ComponentResource
{
    /// <summary>Address inside the cluster.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>Creates the component.</summary>
    public PrometheusServer(string name, PrometheusServerArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:monitoring:PrometheusServer", name, options)
    {
        var context = args.Context;
        var rights = PrometheusRights.Create(context, this);
        var config = ConfigMap(context, MonitoringNames.PrometheusConfig, ConfigData(context.Region.Name, args.Rules));
        var rules = ConfigMap(context, MonitoringNames.PrometheusRules, RuleData(args.Rules, context.Settings.Alerting.RunbookBaseUrl));
        Headless(context);
        var service = Service(context);
        _ = new StatefulSet(
            context.Logical(Names.Prometheus),
            new Pulumi.Kubernetes.Types.Inputs.Apps.V1.StatefulSetArgs
            {
                Metadata = Metadata(Names.Prometheus),
                Spec = PrometheusPod.Spec(context.Region.Name),
            },
            context.InProtected(this, rights, config, rules));
        Disruption(context);
        Url = service.Metadata.Apply(m => $"http://{m.Name}.{m.Namespace}:{MonitoringPorts.Prometheus}");
        RegisterOutputs(new Dictionary<string, object?> { ["url"] = Url });
    }

    /// <summary>Data of the ConfigMap with the configuration.</summary>
    public static IReadOnlyDictionary<string, string> ConfigData(string region, IReadOnlyList<RuleFile> rules) =>
        new Dictionary<string, string>
        {
            [PrometheusConfigFile.FileName] = PrometheusConfigFile.Render(PrometheusConfigFile.Build(region, rules)),
        };

    /// <summary>Data of the ConfigMap with the rules.</summary>
    public static IReadOnlyDictionary<string, string> RuleData(IReadOnlyList<RuleFile> rules, string runbookBaseUrl) =>
        rules.ToDictionary(r => r.FileName, r => RuleFileYaml.Render(r, runbookBaseUrl));

    private ConfigMap ConfigMap(RegionContext context, string name, IReadOnlyDictionary<string, string> data) => new(
        context.Logical(name),
        new ConfigMapArgs { Metadata = Metadata(name), Data = MonitoringMetadata.Data(data) },
        context.In(this));

    private Service Service(RegionContext context) => new(
        context.Logical(Names.Prometheus),
        new ServiceArgs
        {
            Metadata = Metadata(Names.Prometheus),
            Spec = new ServiceSpecArgs
            {
                Selector = Labels.Selector(Names.Prometheus),
                // The two pods hold slightly different samples; a client that stays with one sees no jumps.
                SessionAffinity = "ClientIP",
                Ports = { new ServicePortArgs { Name = "http", Port = MonitoringPorts.Prometheus, TargetPort = "http" } },
            },
        },
        context.In(this));

    private void Headless(RegionContext context) => _ = new Service(
        context.Logical(MonitoringNames.PrometheusPeers),
        new ServiceArgs
        {
            Metadata = Metadata(MonitoringNames.PrometheusPeers),
            Spec = new ServiceSpecArgs
            {
                ClusterIP = "None",
                Selector = Labels.Selector(Names.Prometheus),
                Ports = { new ServicePortArgs { Name = "http", Port = MonitoringPorts.Prometheus, TargetPort = "http" } },
            },
        },
        context.In(this));

    private void Disruption(RegionContext context) => _ = new PodDisruptionBudget(
        context.Logical(Names.Prometheus),
        new PodDisruptionBudgetArgs
        {
            Metadata = Metadata(Names.Prometheus),
            Spec = new PodDisruptionBudgetSpecArgs
            {
                MaxUnavailable = 1,
                Selector = new LabelSelectorArgs { MatchLabels = Labels.Selector(Names.Prometheus) },
            },
        },
        context.In(this));

    private static ObjectMetaArgs Metadata(string name) => MonitoringMetadata.For(name, Names.Prometheus);
}
