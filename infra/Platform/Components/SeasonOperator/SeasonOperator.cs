using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace WedSync.Platform.Components.SeasonOperator;

/// <summary>
/// The season operator: it owns the elastic fields, moves the Redis cluster between node counts and serves the region's status. Two
/// replicas, of which the holder of the lease acts. The readiness Job ends when the live state equals the profile.
/// </summary>
public sealed class SeasonOperator : ComponentResource
{
    private readonly RegionContext _context;

    /// <summary>Creates the operator.</summary>
    public SeasonOperator(string name, SeasonOperatorArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:season:SeasonOperator", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _context = args.Context;
        var after = args.After.ToArray();
        var rights = CreateAccount(Names.SeasonOperator, SeasonOperatorRules.Operator(_context.Settings.Profiles.Values), after);
        var looking = CreateAccount(Names.SeasonReadiness, SeasonOperatorRules.Readiness(), after);
        var state = CreateState(after);
        var policies = new[]
        {
            CreatePolicy(Names.SeasonOperator, serves: true, after),
            CreatePolicy(Names.SeasonReadiness, serves: false, after),
        };
        var service = CreateService(after);
        CreateDisruptionBudget(after);
        var deployment = CreateDeployment([.. after, .. rights, .. policies, state]);
        var ready = SeasonReadiness.Create(_context, this, [.. after, .. looking, .. policies, deployment]);

        StatusServiceName = service.Metadata.Apply(m => m.Name);
        ReadyJobName = ready.Metadata.Apply(m => m.Name);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["statusServiceName"] = StatusServiceName,
            ["readyJobName"] = ReadyJobName,
        });
    }

    /// <summary>Service with the status page and API, on port 80.</summary>
    [Output("statusServiceName")]
    public Output<string> StatusServiceName { get; private set; }

    /// <summary>The readiness Job; it has ended when the live state equals the profile.</summary>
    [Output("readyJobName")]
    public Output<string> ReadyJobName { get; private set; }

    private static ObjectMetaArgs Metadata(string name) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(name, "season"),
    };

    private Resource[] CreateAccount(string name, PolicyRuleArgs[] rules, Resource[] after)
    {
        var account = new ServiceAccount(_context.Logical(name), new ServiceAccountArgs
        {
            Metadata = Metadata(name),
            AutomountServiceAccountToken = false,
        }, _context.In(this, after));
        var role = new Role(_context.Logical(name), new RoleArgs { Metadata = Metadata(name), Rules = rules }, _context.In(this, after));
        var binding = new RoleBinding(_context.Logical(name), new RoleBindingArgs
        {
            Metadata = Metadata(name),
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = name },
            Subjects = { new SubjectArgs { Kind = "ServiceAccount", Name = name, Namespace = Namespaces.Cache } },
        }, _context.In(this, account, role));
        return [account, binding];
    }

    // Made here so that the operator needs no right to create ConfigMaps; what is in it is the operator's.
    private ConfigMap CreateState(Resource[] after)
    {
        var options = _context.In(this, after);
        options.IgnoreChanges = ["data"];
        return new ConfigMap(_context.Logical("season-operator-state"), new ConfigMapArgs { Metadata = Metadata(Names.SeasonState) }, options);
    }

    private Service CreateService(Resource[] after) => new(_context.Logical("season-operator"), new ServiceArgs
    {
        Metadata = Metadata(Names.SeasonOperator),
        Spec = new ServiceSpecArgs
        {
            Type = "ClusterIP",
            Selector = Labels.Selector(Names.SeasonOperator),
            Ports = { new ServicePortArgs { Name = "http", Port = 80, TargetPort = SeasonOperatorPod.StatusPortName, Protocol = "TCP" } },
        },
    }, _context.In(this, after));

    private PodDisruptionBudget CreateDisruptionBudget(Resource[] after) => new(_context.Logical("season-operator"), new PodDisruptionBudgetArgs
    {
        Metadata = Metadata(Names.SeasonOperator),
        Spec = new PodDisruptionBudgetSpecArgs { MaxUnavailable = 1, Selector = NetworkRules.Pods(Names.SeasonOperator) },
    }, _context.In(this, after));

    private Deployment CreateDeployment(Resource[] after) => new(_context.Logical("season-operator"), new DeploymentArgs
    {
        Metadata = Metadata(Names.SeasonOperator),
        Spec = new DeploymentSpecArgs
        {
            Replicas = 2,
            RevisionHistoryLimit = 5,
            Selector = NetworkRules.Pods(Names.SeasonOperator),
            Strategy = new DeploymentStrategyArgs
            {
                Type = "RollingUpdate",
                RollingUpdate = new RollingUpdateDeploymentArgs { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = new PodTemplateSpecArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Labels = Labels.For(Names.SeasonOperator, "season"),
                    Annotations = ScrapeAnnotations.For(ServicePorts.Metrics),
                },
                Spec = SeasonOperatorPod.Operator(_context),
            },
        },
    }, _context.In(this, after));

    private NetworkPolicy CreatePolicy(string app, bool serves, Resource[] after)
    {
        var spec = new NetworkPolicySpecArgs
        {
            PodSelector = NetworkRules.Pods(app),
            PolicyTypes = { "Ingress", "Egress" },
            Egress =
            {
                NetworkRules.ToDns(),
                NetworkRules.ToApps([Names.Redis], ServicePorts.Redis),
                NetworkRules.ToApps([Names.CacheService], ServicePorts.CacheHttp),
                NetworkRules.ToNamespace(Namespaces.Monitoring, 9090),
                // The Kubernetes API; its address differs by cloud and cluster.
                NetworkRules.ToNetworks([NetworkRules.Everywhere], 443, 6443),
            },
        };
        if (serves)
        {
            spec.Ingress.Add(NetworkRules.FromNamespace(Namespaces.Edge, ServicePorts.Status));
            spec.Ingress.Add(NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics));
        }

        return new NetworkPolicy(_context.Logical(app), new NetworkPolicyArgs { Metadata = Metadata(app), Spec = spec }, _context.In(this, after));
    }
}
