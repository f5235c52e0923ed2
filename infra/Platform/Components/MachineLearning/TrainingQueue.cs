using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.MachineLearning.CustomResources;

namespace WedSync.Platform.Components.MachineLearning;

/// <summary>
/// The queue of trainings. A job that names it waits, suspended, until GPUs of its quota are free; so trainings never take the GPUs that
/// predictions may need, and never hold half of what they need while they wait for the rest.
/// </summary>
internal sealed class TrainingQueue(RegionContext context, Resource parent, Resource[] after)
{
    public void Build()
    {
        var objects = new MlObjects(context, parent, after);
        _ = objects.Account(MlNames.Training);
        _ = objects.Policy(
            MlNames.Training,
            [
                NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.Metrics),
                // Workers of one job exchange gradients among themselves, on ports of their own choice.
                Peers(),
            ],
            [NetworkRules.ToDns(), ToPeers(), MlObjects.ToObjectStorage()]);
        var kueue = new Release(
            context.Logical(MlNames.KueueRelease),
            HelmReleases.Args(Versions.Charts.Kueue, MlNames.KueueRelease, Namespaces.Kueue, KueueValues.Create()),
            context.In(parent, [.. after, ControllerPolicy()]));
        BuildQueue(kueue);
        Priority(MlNames.UrgentTraining, 1000, "Replaces a model that is in use", kueue);
        Priority(MlNames.RoutineTraining, 100, "The trainings of every day", kueue);
    }

    private void BuildQueue(Release kueue)
    {
        var flavor = new ResourceFlavor(
            context.Logical("training-flavor"),
            new ResourceFlavorArgs { Metadata = Cluster(MlNames.GpuFlavor), Spec = TrainingQuota.Flavor() },
            context.In(parent, kueue));
        var quota = new ClusterQueue(
            context.Logical("training-quota"),
            new ClusterQueueArgs { Metadata = Cluster(MlNames.TrainingQuota), Spec = TrainingQuota.Queue() },
            context.In(parent, flavor));
        _ = new LocalQueue(
            context.Logical("training-queue"),
            new LocalQueueArgs
            {
                Metadata = MlObjects.Metadata(MlNames.TrainingQueue, MlNames.Training),
                Spec = new LocalQueueSpecArgs { ClusterQueue = MlNames.TrainingQuota },
            },
            context.In(parent, quota));
    }

    private void Priority(string name, int value, string description, Release kueue) => _ = new WorkloadPriorityClass(
        context.Logical(name),
        new WorkloadPriorityClassArgs { Metadata = Cluster(name), Value = value, Description = description },
        context.In(parent, kueue));

    /// <summary>The control plane calls its webhooks and its API; it calls the control plane. Its chart's first pods need this already.</summary>
    private NetworkPolicy ControllerPolicy() => new(context.Logical("kueue-network"), new NetworkPolicyArgs
    {
        Metadata = new ObjectMetaArgs
        {
            Name = MlNames.KueueRelease,
            Namespace = Namespaces.Kueue,
            Labels = Labels.For(MlNames.KueueRelease, MlNames.Part),
        },
        Spec = new NetworkPolicySpecArgs
        {
            PodSelector = new LabelSelectorArgs { MatchLabels = { ["app.kubernetes.io/name"] = MlNames.KueueRelease } },
            PolicyTypes = { "Ingress", "Egress" },
            Ingress =
            {
                PolicyRules.FromNetworks(["0.0.0.0/0"], KueueValues.Webhook, KueueValues.Visibility),
                PolicyRules.From(Namespaces.Monitoring, KueueValues.Metrics),
            },
            Egress = { PolicyRules.Dns(), PolicyRules.ApiServer() },
        },
    }, context.In(parent, after));

    private static NetworkPolicyIngressRuleArgs Peers() => new()
    {
        From = { new NetworkPolicyPeerArgs { PodSelector = NetworkRules.Pods(MlNames.Training) } },
    };

    private static NetworkPolicyEgressRuleArgs ToPeers() => new()
    {
        To = { new NetworkPolicyPeerArgs { PodSelector = NetworkRules.Pods(MlNames.Training) } },
    };

    private static ObjectMetaArgs Cluster(string name) => new() { Name = name, Labels = Labels.For(MlNames.Training, MlNames.Part) };
}
