using System.Globalization;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>What the season operator may do in its namespace: move the elastic objects, each by its name, and nothing else.</summary>
internal static class SeasonOperatorRules
{
    private static readonly string[] Observe = ["get"];
    private static readonly string[] Move = ["get", "patch"];

    /// <summary>Rights of the operator.</summary>
    public static PolicyRuleArgs[] Operator(IEnumerable<SeasonProfile> profiles) =>
    [
        Rule("autoscaling", "horizontalpodautoscalers", Move, Names.CacheServiceHpa, Names.MlPredictionHpa),
        Rule("apps", "statefulsets", Move, Names.Redis),
        Rule("apps", "deployments", Move, Names.Preprocessor),
        Rule("", "resourcequotas", Move, Names.CacheQuota),
        Rule("", "configmaps", Move, Names.RedisMemory, Names.SeasonState),
        Rule("", "configmaps", Observe, Names.SeasonalConfig),
        Rule("argoproj.io", "rollouts", Observe, Names.CacheService),
        Rule("", "pods", ["get", "list", "watch"]),
        // Volumes of nodes that a season removes; those of the six that always run are out of its reach.
        Rule("", "persistentvolumeclaims", ["get", "delete"], [.. SeasonalVolumes(profiles)]),
        Rule("coordination.k8s.io", "leases", ["create"]),
        Rule("coordination.k8s.io", "leases", ["get", "update", "patch"], Names.SeasonOperator),
        Rule("events.k8s.io", "events", ["create", "patch"]),
        Rule("", "events", ["create", "patch"]),
    ];

    /// <summary>Rights of the readiness Job: it looks and changes nothing.</summary>
    public static PolicyRuleArgs[] Readiness() =>
    [
        Rule("autoscaling", "horizontalpodautoscalers", Observe, Names.CacheServiceHpa, Names.MlPredictionHpa),
        Rule("apps", "statefulsets", Observe, Names.Redis),
        Rule("apps", "deployments", Observe, Names.Preprocessor),
        Rule("", "resourcequotas", Observe, Names.CacheQuota),
        Rule("", "configmaps", Observe, Names.RedisMemory, Names.SeasonState),
        Rule("argoproj.io", "rollouts", Observe, Names.CacheService),
    ];

    /// <summary>Claims of the nodes above the floor, up to the largest profile.</summary>
    public static IEnumerable<string> SeasonalVolumes(IEnumerable<SeasonProfile> profiles)
    {
        var most = profiles.Max(p => p.RedisCluster.Nodes);
        return Enumerable.Range(RedisEndpoints.FloorNodes, Math.Max(0, most - RedisEndpoints.FloorNodes))
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{RedisLayout.DataVolume}-{Names.Redis}-{i}"));
    }

    private static PolicyRuleArgs Rule(string group, string resource, string[] verbs, params string[] names)
    {
        var rule = new PolicyRuleArgs { ApiGroups = { group }, Resources = { resource }, Verbs = verbs };
        if (names.Length > 0)
        {
            rule.ResourceNames = names;
        }

        return rule;
    }
}
