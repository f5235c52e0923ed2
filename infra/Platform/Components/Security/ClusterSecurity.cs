using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Scheduling.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Scheduling.V1;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Security;

/// <summary>
/// The ground rules of a cluster, there before any workload: namespaces with pod-security levels, networks closed by default, rights of
/// people, quotas, priorities, and admission rules that hold whoever applies an object.
/// </summary>
public sealed class ClusterSecurity : ComponentResource
{
    private readonly RegionContext _context;

    /// <summary>Declares the ground rules.</summary>
    public ClusterSecurity(string name, ClusterSecurityArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:security:ClusterSecurity", name, options)
    {
        _context = args.Context;
        var namespaces = NamespaceCatalog.All.ToDictionary(spec => spec.Name, BuildNamespace);
        var policies = new DefaultPolicies(_context, this);
        foreach (var spec in NamespaceCatalog.All) policies.Build(spec, namespaces[spec.Name]);
        policies.BuildOperators(namespaces);
        BuildQuota(namespaces[Namespaces.Cache]);
        BuildLimits(namespaces[Namespaces.Cache]);
        BuildPriorities();
        new RbacRules(_context, this).Build(namespaces[Namespaces.Cache]);
        new AdmissionRules(_context, this).Build();
        NamespaceNames = Output.All(namespaces.Values.Select(n => (Input<string>)n.Metadata.Apply(m => m.Name)));
        RegisterOutputs(new Dictionary<string, object?> { ["namespaceNames"] = NamespaceNames });
    }

    /// <summary>Names of the namespaces, once they exist. Depend on the component to wait for all of its rules.</summary>
    [Output("namespaceNames")]
    public Output<ImmutableArray<string>> NamespaceNames { get; private set; }

    private Namespace BuildNamespace(NamespaceSpec spec)
    {
        var labels = Labels.For(spec.Name, spec.Component);
        labels["pod-security.kubernetes.io/enforce"] = spec.PodSecurity;
        labels["pod-security.kubernetes.io/enforce-version"] = "latest";
        // What would break at the strictest level is seen in audit logs and by whoever applies it, before it is enforced.
        labels["pod-security.kubernetes.io/audit"] = NamespaceCatalog.Restricted;
        labels["pod-security.kubernetes.io/warn"] = NamespaceCatalog.Restricted;
        return new Namespace(_context.Logical($"namespace-{spec.Name}"), new NamespaceArgs
        {
            Metadata = new ObjectMetaArgs { Name = spec.Name, Labels = labels },
        }, Kept(spec));
    }

    // With the cache's namespace would go its volumes' claims.
    private CustomResourceOptions Kept(NamespaceSpec spec)
    {
        var options = _context.In(this);
        options.Protect = spec.Name == Namespaces.Cache;
        return options;
    }

    private void BuildQuota(Resource ns)
    {
        var options = _context.In(this, ns);
        // The season operator moves it from here on.
        options.IgnoreChanges = ["spec.hard"];
        _ = new ResourceQuota(_context.Logical("cache-quota"), new ResourceQuotaArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Names.CacheQuota,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(Names.CacheQuota, "cache"),
            },
            Spec = new ResourceQuotaSpecArgs { Hard = new Dictionary<string, string>(NamespaceQuota.Hard(_context.Settings.ActiveProfile)) },
        }, options);
    }

    private void BuildLimits(Resource ns) => _ = new LimitRange(_context.Logical("cache-limits"), new LimitRangeArgs
    {
        Metadata = new ObjectMetaArgs { Name = "ai-cache-limits", Namespace = Namespaces.Cache, Labels = Labels.For("ai-cache-limits", "cache") },
        Spec = new LimitRangeSpecArgs
        {
            Limits =
            {
                new LimitRangeItemArgs
                {
                    Type = "Container",
                    // The quota refuses a container without requests and limits; a debug container gets small ones.
                    DefaultRequest = { ["cpu"] = "50m", ["memory"] = "64Mi" },
                    Default = { ["cpu"] = "500m", ["memory"] = "256Mi" },
                    Max = { ["cpu"] = "16", ["memory"] = "64Gi" },
                    Min = { ["cpu"] = "5m", ["memory"] = "8Mi" },
                },
                new LimitRangeItemArgs { Type = "PersistentVolumeClaim", Max = { ["storage"] = "500Gi" }, Min = { ["storage"] = "1Gi" } },
            },
        },
    }, _context.In(this, ns));

    private void BuildPriorities()
    {
        Priority(PriorityClasses.Data, 1_000_000, true, "Redis and what keeps it whole");
        Priority(PriorityClasses.Serving, 100_000, true, "What answers couples");
        Priority(PriorityClasses.Operations, 50_000, true, "What watches and repairs");
        Priority(PriorityClasses.Batch, 1_000, false, "What can wait");
    }

    private void Priority(string name, int value, bool preempts, string description) => _ = new PriorityClass(_context.Logical(name), new PriorityClassArgs
    {
        Metadata = new ObjectMetaArgs { Name = name, Labels = Labels.For(name, "scheduling") },
        Value = value,
        GlobalDefault = false,
        PreemptionPolicy = preempts ? "PreemptLowerPriority" : "Never",
        Description = description,
    }, _context.In(this));
}
