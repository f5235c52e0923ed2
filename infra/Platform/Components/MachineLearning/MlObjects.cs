using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Policy.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Policy.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>Objects that every workload of machine learning has.</summary>
internal sealed class MlObjects(RegionContext context, Resource parent, Resource[] after)
{
    public static ObjectMetaArgs Metadata(string name, string app) => new()
    {
        Name = name,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(app, MlNames.Part),
    };

    /// <summary>Labels of a workload's pods, with the one by which the first scrape configuration finds models.</summary>
    public static InputMap<string> PodLabels(string app)
    {
        var labels = Labels.For(app, MlNames.Part);
        labels["component"] = MlNames.ModelServer;
        return labels;
    }

    public ServiceAccount Account(string app) => new(context.Logical(app), new ServiceAccountArgs
    {
        Metadata = Metadata(app, app),
        AutomountServiceAccountToken = false,
    }, context.In(parent, after));

    public PodDisruptionBudget DisruptionBudget(string app, string maxUnavailable) => new(context.Logical(app), new PodDisruptionBudgetArgs
    {
        Metadata = Metadata(app, app),
        Spec = new PodDisruptionBudgetSpecArgs
        {
            MaxUnavailable = maxUnavailable,
            Selector = NetworkRules.Pods(app),
            UnhealthyPodEvictionPolicy = "AlwaysAllow",
        },
    }, context.In(parent, after));

    public NetworkPolicy Policy(
        string app,
        IEnumerable<NetworkPolicyIngressRuleArgs> ingress,
        IEnumerable<NetworkPolicyEgressRuleArgs> egress) => new(context.Logical(app), new NetworkPolicyArgs
        {
            Metadata = Metadata(app, app),
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(app),
                PolicyTypes = { "Ingress", "Egress" },
                Ingress = ingress.ToArray(),
                Egress = egress.ToArray(),
            },
        }, context.In(parent, after));

    /// <summary>
    /// Lets it reach object storage, where models are, and the token issuer. Their addresses are the clouds' and change, so the rule
    /// names the port alone; which buckets it may read is the workload identity's matter.
    /// </summary>
    public static NetworkPolicyEgressRuleArgs ToObjectStorage() => NetworkRules.ToNetworks([NetworkRules.Everywhere], 443);
}
