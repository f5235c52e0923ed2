using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Monitoring.Alertmanager;
using WedSync.Platform.Components.Monitoring.Autoscaling;
using WedSync.Platform.Components.Monitoring.Grafana;
using WedSync.Platform.Components.Monitoring.Prometheus;
using WedSync.Platform.Components.Monitoring.Rules;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>
/// Monitoring of a region: Prometheus with its rules, Alertmanager, Grafana, the state of the cluster's objects, and the adapter
/// that autoscalers read metrics by. Its namespace, its CRDs (cert-manager, External Secrets) and the storage class must exist.
/// </summary>
public sealed class RegionMonitoring : ComponentResource
{
    /// <summary>The metrics adapter; autoscalers with external metrics work once it runs.</summary>
    public Release MetricsAdapter { get; }

    /// <summary>Prometheus' address inside the cluster.</summary>
    [Output("prometheusUrl")]
    public Output<string> PrometheusUrl { get; private set; }

    /// <summary>Alertmanager's address inside the cluster.</summary>
    [Output("alertmanagerUrl")]
    public Output<string> AlertmanagerUrl { get; private set; }

    /// <summary>Creates the component.</summary>
    public RegionMonitoring(string name, RegionMonitoringArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:monitoring:RegionMonitoring", name, options)
    {
        var context = args.Context;
        var child = new ComponentResourceOptions { Parent = this };
        var rules = RuleCatalogue.For(context.Settings, context.Region, args.ContributedRules);

        MonitoringPolicies.Create(context, this);
        _ = new Release(
            context.Logical(MonitoringNames.KubeStateMetrics),
            HelmReleases.Args(
                Versions.Charts.KubeStateMetrics, MonitoringNames.KubeStateMetrics, Namespaces.Monitoring, AdapterValues.KubeStateMetrics()),
            context.In(this));
        var alertmanager = new AlertmanagerCluster(
            context.Logical("alertmanager-cluster"), new AlertmanagerClusterArgs { Context = context }, child);
        var prometheus = new PrometheusServer(
            context.Logical("prometheus-server"), new PrometheusServerArgs { Context = context, Rules = rules }, child);
        _ = new GrafanaServer(context.Logical("grafana-server"), new GrafanaServerArgs { Context = context }, child);
        MetricsAdapter = new Release(
            context.Logical(MonitoringNames.MetricsAdapter),
            HelmReleases.Args(
                Versions.Charts.PrometheusAdapter, MonitoringNames.MetricsAdapter, Namespaces.Monitoring, AdapterValues.MetricsAdapter()),
            context.In(this, prometheus));

        PrometheusUrl = prometheus.Url;
        AlertmanagerUrl = alertmanager.Url;
        RegisterOutputs(new Dictionary<string, object?> { ["prometheusUrl"] = PrometheusUrl, ["alertmanagerUrl"] = AlertmanagerUrl });
    }
}
