using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring.Prometheus;

/// <summary>
/// What Prometheus may do: list pods in the namespaces that it scrapes, list nodes, and read kubelets' metrics. No Secret, no
/// ConfigMap, nothing in other namespaces.
/// </summary>
internal static class PrometheusRights
{
    /// <summary>Namespaces whose pods are discovered: those of the scrape jobs.</summary>
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        .. ScrapeJobs.For("any")
            .SelectMany(j => j.KubernetesSdConfigs)
            .SelectMany(sd => sd.Namespaces?.Names ?? [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Creates account, roles and bindings, and returns the binding that discovery needs first.</summary>
    public static Resource Create(RegionContext context, Resource parent)
    {
        _ = new ServiceAccount(
            context.Logical(Names.Prometheus),
            new ServiceAccountArgs
            {
                Metadata = MonitoringMetadata.For(Names.Prometheus, Names.Prometheus),
                AutomountServiceAccountToken = false,
            },
            context.In(parent));
        foreach (var ns in Namespaces)
        {
            Discovery(context, parent, ns);
        }

        return Nodes(context, parent);
    }

    private static ClusterRoleBinding Nodes(RegionContext context, Resource parent)
    {
        var labels = Labels.For(Names.Prometheus, MonitoringNames.Component);
        const string name = "wedsync-prometheus-nodes";
        var role = new ClusterRole(
            context.Logical("prometheus-nodes"),
            new ClusterRoleArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Labels = labels },
                Rules =
                {
                    new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "nodes" }, Verbs = { "get", "list", "watch" } },
                    new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "nodes/metrics" }, Verbs = { "get" } },
                },
            },
            context.In(parent));
        return new ClusterRoleBinding(
            context.Logical("prometheus-nodes"),
            new ClusterRoleBindingArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Labels = labels },
                RoleRef = Reference("ClusterRole", name),
                Subjects = { Account() },
            },
            context.In(parent, role));
    }

    private static void Discovery(RegionContext context, Resource parent, string ns)
    {
        const string name = "prometheus-discovery";
        var metadata = new ObjectMetaArgs
        {
            Name = name,
            Namespace = ns,
            Labels = Labels.For(Names.Prometheus, MonitoringNames.Component),
        };
        var role = new Role(
            context.Logical($"prometheus-discovery-{ns}"),
            new RoleArgs
            {
                Metadata = metadata,
                Rules = { new PolicyRuleArgs { ApiGroups = { "" }, Resources = { "pods" }, Verbs = { "get", "list", "watch" } } },
            },
            context.In(parent));
        _ = new RoleBinding(
            context.Logical($"prometheus-discovery-{ns}"),
            new RoleBindingArgs { Metadata = metadata, RoleRef = Reference("Role", name), Subjects = { Account() } },
            context.In(parent, role));
    }

    private static RoleRefArgs Reference(string kind, string name) =>
        new() { ApiGroup = "rbac.authorization.k8s.io", Kind = kind, Name = name };

    private static SubjectArgs Account() =>
        new() { Kind = "ServiceAccount", Name = Names.Prometheus, Namespace = Common.Namespaces.Monitoring };
}
