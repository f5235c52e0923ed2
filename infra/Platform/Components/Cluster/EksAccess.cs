using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Iam;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>
/// Who may use the cluster on AWS. Each group of people takes a role; the role's entry maps it to the group's name, which RBAC binds.
/// The program itself takes the administrators' role.
/// </summary>
internal sealed class EksAccess(RegionCluster parent, RegionClusterArgs args)
{
    /// <summary>The program's and administrators' way in.</summary>
    public sealed record Access(Output<string> AdminRoleArn, AccessPolicyAssociation AdminPolicy);

    public Access Build(Pulumi.Aws.Eks.Cluster cluster)
    {
        Access? admin = null;
        foreach (var group in RbacGroups.All)
        {
            var role = BuildRole(group);
            var entry = new AccessEntry($"{args.Region.Name}-access-{group}", new AccessEntryArgs
            {
                ClusterName = cluster.Name,
                PrincipalArn = role.Arn,
                Type = "STANDARD",
                KubernetesGroups = { RbacGroups.Subject(group, args.Region, args.Settings.Accounts) },
                Tags = CloudTags.Named(args.Region, group),
            }, new CustomResourceOptions { Parent = parent });
            if (group == RbacGroups.PlatformAdmins) admin = new Access(role.Arn, Administer(cluster, role, entry));
        }

        return admin!;
    }

    private Role BuildRole(string group) => new($"{args.Region.Name}-role-{group}", new RoleArgs
    {
        Name = CloudTags.Name(args.Region, group),
        Description = $"People of the group {group} in the cluster of {args.Region.Name}",
        AssumeRolePolicy = AwsPolicies.TrustAccount(args.Settings.Accounts.AwsAccountId),
        MaxSessionDuration = 3600,
        Tags = CloudTags.Named(args.Region, group),
    }, new CustomResourceOptions { Parent = parent });

    // The first objects, the RBAC bindings themselves, need a right that RBAC has not given yet.
    private AccessPolicyAssociation Administer(Pulumi.Aws.Eks.Cluster cluster, Role role, AccessEntry entry) =>
        new($"{args.Region.Name}-access-{RbacGroups.PlatformAdmins}-policy", new AccessPolicyAssociationArgs
        {
            ClusterName = cluster.Name,
            PrincipalArn = role.Arn,
            PolicyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
        }, new CustomResourceOptions { Parent = parent, DependsOn = { entry } });
}
