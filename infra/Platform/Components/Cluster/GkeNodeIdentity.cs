using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>The identity of nodes on Google Cloud: it writes logs and metrics and pulls images, nothing else.</summary>
internal sealed class GkeNodeIdentity(RegionCluster parent, RegionClusterArgs args)
{
    /// <summary>Roles of nodes.</summary>
    public static readonly IReadOnlyList<string> Roles =
        ["roles/container.defaultNodeServiceAccount", "roles/artifactregistry.reader"];

    public Account Build()
    {
        var project = args.Settings.Accounts.GcpProject;
        var account = new Account($"{args.Region.Name}-nodes", new AccountArgs
        {
            AccountId = GcpAccountIds.For(args.Region, "nodes"),
            Project = project,
            DisplayName = $"Nodes of {CloudTags.Name(args.Region, "cluster")}",
        }, new CustomResourceOptions { Parent = parent });
        foreach (var role in Roles)
        {
            _ = new Pulumi.Gcp.Projects.IAMMember($"{args.Region.Name}-nodes-{role[(role.LastIndexOf('/') + 1)..]}", new Pulumi.Gcp.Projects.IAMMemberArgs
            {
                Project = project,
                Role = role,
                Member = account.Email.Apply(email => $"serviceAccount:{email}"),
            }, new CustomResourceOptions { Parent = parent });
        }

        return account;
    }
}
