using Pulumi;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Security;

/// <summary>What people may do. Workloads bring their own roles.</summary>
internal sealed class RbacRules(RegionContext context, Resource parent)
{
    private const string Prefix = "wedsync-";
    private const string RbacApi = "rbac.authorization.k8s.io";

    private static readonly string[] Read = ["get", "list", "watch"];

    /// <summary>Rules of a role: API groups, resources, verbs, and names where only some objects are meant.</summary>
    internal sealed record Rule(string[] Groups, string[] Resources, string[] Verbs, string[]? ObjectNames = null);

    /// <summary>On call: sees everything that explains an outage. No secrets, no way into a container, no change.</summary>
    internal static readonly Rule[] OnCall =
    [
        new([""], [
            "configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes",
            "pods", "pods/log", "pods/status", "replicationcontrollers", "resourcequotas", "serviceaccounts", "services",
        ], Read),
        new(["apps"], ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"], Read),
        new(["batch"], ["cronjobs", "jobs"], Read),
        new(["autoscaling"], ["horizontalpodautoscalers"], Read),
        new(["policy"], ["poddisruptionbudgets"], Read),
        new(["networking.k8s.io"], ["ingresses", "networkpolicies"], Read),
        new(["storage.k8s.io"], ["storageclasses", "volumeattachments"], Read),
        new(["discovery.k8s.io"], ["endpointslices"], Read),
        new(["scheduling.k8s.io"], ["priorityclasses"], Read),
        new(["argoproj.io"], ["analysisruns", "analysistemplates", "experiments", "rollouts"], Read),
        new(["velero.io"], ["backups", "backupstoragelocations", "restores", "schedules", "volumesnapshotlocations"], Read),
        new(["gateway.networking.k8s.io"], ["gatewayclasses", "gateways", "httproutes"], Read),
        new(["gateway.envoyproxy.io"], ["backendtrafficpolicies", "clienttrafficpolicies", "envoyproxies"], Read),
        new(["cert-manager.io"], ["certificaterequests", "certificates", "clusterissuers", "issuers"], Read),
        new(["external-secrets.io"], ["clustersecretstores", "externalsecrets"], Read),
        new(["metrics.k8s.io"], ["nodes", "pods"], ["get", "list"]),
    ];

    /// <summary>Teams whose services use the cache: its workloads and their logs.</summary>
    internal static readonly Rule[] ServiceTeams =
    [
        new([""], ["pods", "pods/log", "services", "endpoints", "events"], Read),
        new(["apps"], ["deployments", "statefulsets", "replicasets"], Read),
        new(["autoscaling"], ["horizontalpodautoscalers"], Read),
        new(["argoproj.io"], ["rollouts", "analysisruns"], Read),
    ];

    /// <summary>Finance: sizes of everything that costs.</summary>
    internal static readonly Rule[] FinanceCluster =
    [
        new([""], ["namespaces", "nodes", "persistentvolumes", "persistentvolumeclaims", "resourcequotas"], Read),
        new(["apps"], ["deployments", "statefulsets"], Read),
        new(["autoscaling"], ["horizontalpodautoscalers"], Read),
        new(["metrics.k8s.io"], ["nodes", "pods"], ["get", "list"]),
    ];

    /// <summary>Finance: the two ConfigMaps that say what a month may cost and which season it is.</summary>
    internal static readonly Rule[] FinanceCache = [new([""], ["configmaps"], ["get", "watch"], [BudgetCap.ConfigMap, Names.SeasonalConfig])];

    public void Build(Resource cacheNamespace)
    {
        // Platform engineers: the built-in role over all namespaces. Cluster-wide objects change by the program alone.
        BindCluster(RbacGroups.PlatformAdmins, "admin", null);
        BindCluster(RbacGroups.OnCall, $"{Prefix}{RbacGroups.OnCall}", OnCall);
        BindCluster(RbacGroups.Finance, $"{Prefix}{RbacGroups.Finance}", FinanceCluster);
        BindCache(RbacGroups.ServiceTeams, ServiceTeams, cacheNamespace);
        BindCache(RbacGroups.Finance, FinanceCache, cacheNamespace);
    }

    private void BindCluster(string group, string role, Rule[]? rules)
    {
        Resource[] after = rules is null
            ? []
            : [new ClusterRole(context.Logical($"role-{group}"), new ClusterRoleArgs { Metadata = Meta(role, null), Rules = Build(rules) }, context.In(parent))];
        _ = new ClusterRoleBinding(context.Logical($"binding-{group}"), new ClusterRoleBindingArgs
        {
            Metadata = Meta($"{Prefix}{group}", null),
            RoleRef = new RoleRefArgs { ApiGroup = RbacApi, Kind = "ClusterRole", Name = role },
            Subjects = { Subject(group) },
        }, context.In(parent, after));
    }

    private void BindCache(string group, Rule[] rules, Resource ns)
    {
        var name = $"{Prefix}{group}";
        var role = new Role(context.Logical($"cache-role-{group}"), new RoleArgs
        {
            Metadata = Meta(name, Namespaces.Cache),
            Rules = Build(rules),
        }, context.In(parent, ns));
        _ = new RoleBinding(context.Logical($"cache-binding-{group}"), new RoleBindingArgs
        {
            Metadata = Meta(name, Namespaces.Cache),
            RoleRef = new RoleRefArgs { ApiGroup = RbacApi, Kind = "Role", Name = name },
            Subjects = { Subject(group) },
        }, context.In(parent, role));
    }

    private SubjectArgs Subject(string group) => new()
    {
        ApiGroup = RbacApi,
        Kind = "Group",
        Name = RbacGroups.Subject(group, context.Region, context.Settings.Accounts),
    };

    private static PolicyRuleArgs[] Build(Rule[] rules) => [.. rules.Select(r =>
    {
        var rule = new PolicyRuleArgs { ApiGroups = r.Groups, Resources = r.Resources, Verbs = r.Verbs };
        if (r.ObjectNames is { } names) rule.ResourceNames = names;
        return rule;
    })];

    private static ObjectMetaArgs Meta(string name, string? ns)
    {
        var meta = new ObjectMetaArgs { Name = name, Labels = Labels.For(name, "security") };
        if (ns is not null) meta.Namespace = ns;
        return meta;
    }
}
