using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Waits until GKE has made the region's network endpoint groups. They appear some time after the service, and a backend
/// service that names a group too early fails.
/// </summary>
internal static class EndpointGroupJob
{
    /// <summary>Name of the job, its account and its rights.</summary>
    public const string Name = "edge-readiness";

    private const string Resource = "servicenetworkendpointgroups.networking.gke.io";

    public static Job Create(RegionContext context, Resource parent, Resource gateway)
    {
        var account = new ServiceAccount(
            context.Logical("edge-readiness-account"),
            new ServiceAccountArgs { Metadata = Metadata() },
            context.In(parent));
        var role = new Role(
            context.Logical("edge-readiness-role"),
            new RoleArgs
            {
                Metadata = Metadata(),
                Rules =
                {
                    new PolicyRuleArgs
                    {
                        ApiGroups = { "networking.gke.io" },
                        Resources = { "servicenetworkendpointgroups" },
                        Verbs = { "get", "list", "watch" },
                    },
                },
            },
            context.In(parent));
        var binding = new RoleBinding(
            context.Logical("edge-readiness-binding"),
            new RoleBindingArgs
            {
                Metadata = Metadata(),
                RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Name },
                Subjects = { new SubjectArgs { Kind = "ServiceAccount", Name = Name, Namespace = Namespaces.Edge } },
            },
            context.In(parent, role, account));
        var options = context.In(parent, gateway, binding);
        // The name is fixed, and a Job's template cannot change.
        options.DeleteBeforeReplace = true;
        return new Job(context.Logical("edge-readiness"), new JobArgs { Metadata = Metadata(), Spec = Spec(context) }, options);
    }

    private static JobSpecArgs Spec(RegionContext context)
    {
        var group = $"{Resource}/{EdgeNames.EndpointGroup(context.Region)}";
        return new JobSpecArgs
        {
            BackoffLimit = 3,
            ActiveDeadlineSeconds = 900,
            Template = new PodTemplateSpecArgs
            {
                Metadata = new ObjectMetaArgs { Labels = Labels.For(Name, "edge") },
                Spec = new PodSpecArgs
                {
                    ServiceAccountName = Name,
                    RestartPolicy = "OnFailure",
                    SecurityContext = PodDefaults.PodSecurity(),
                    NodeSelector = NodePools.Select(NodePools.General),
                    InitContainers = { Wait("exists", group, "create") },
                    Containers = { Wait("synced", group, "condition=Synced") },
                },
            },
        };
    }

    private static ContainerArgs Wait(string name, string group, string condition) => new()
    {
        Name = name,
        Image = Versions.Images.Kubectl,
        Command = { "kubectl" },
        Args = { "wait", $"--for={condition}", group, $"--namespace={Namespaces.Edge}", "--timeout=400s" },
        SecurityContext = PodDefaults.ContainerSecurity(),
        Resources = PodDefaults.Resources("50m", "64Mi", "200m", "128Mi"),
    };

    private static ObjectMetaArgs Metadata() => new() { Name = Name, Namespace = Namespaces.Edge, Labels = Labels.For(Name, "edge") };
}
