using System.Text.Json;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Iam;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Cluster;

/// <summary>Add-ons that EKS keeps up to date: network, DNS, proxy, volumes, pod identities, resource metrics.</summary>
internal sealed class EksAddons(RegionCluster parent, RegionClusterArgs args)
{
    /// <summary>The network add-on enforces network policies and takes addresses by prefixes: a node holds as many pods as its CPU allows.</summary>
    public static readonly string VpcCniConfiguration = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["enableNetworkPolicy"] = "true",
        ["env"] = new Dictionary<string, string> { ["ENABLE_PREFIX_DELEGATION"] = "true", ["WARM_PREFIX_TARGET"] = "1" },
    });

    public IReadOnlyList<Resource> Build(Pulumi.Aws.Eks.Cluster cluster, IReadOnlyList<NodeGroup> groups)
    {
        // Nodes are ready only with a network: these two come first, the others need nodes to run on.
        var network = Addon(cluster, "vpc-cni", VpcCniConfiguration,
            Identity("vpc-cni", "aws-node", ["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"], null), []);
        var agent = Addon(cluster, "eks-pod-identity-agent", null, null, []);
        var proxy = Addon(cluster, "kube-proxy", null, null, []);
        var nodes = groups.Cast<Resource>().ToList();
        var dns = Addon(cluster, "coredns", JsonSerializer.Serialize(new { replicaCount = 3 }), null, nodes);
        var metrics = Addon(cluster, "metrics-server", null, null, nodes);
        var volumes = Addon(cluster, "aws-ebs-csi-driver", null,
            Identity("ebs-csi", "ebs-csi-controller-sa", ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"], VolumeKeyPolicy()), nodes);
        return [network, agent, proxy, dns, metrics, volumes, .. groups];
    }

    private Addon Addon(
        Pulumi.Aws.Eks.Cluster cluster, string name, string? configuration, AddonPodIdentityAssociationArgs? identity, List<Resource> after)
    {
        var addon = new AddonArgs
        {
            ClusterName = cluster.Name,
            AddonName = name,
            ResolveConflictsOnCreate = "OVERWRITE",
            ResolveConflictsOnUpdate = "OVERWRITE",
            Tags = CloudTags.Named(args.Region, name),
        };
        if (configuration is not null) addon.ConfigurationValues = configuration;
        if (identity is not null) addon.PodIdentityAssociations = [identity];
        return new Addon($"{args.Region.Name}-addon-{name}", addon, new CustomResourceOptions { Parent = parent, DependsOn = after });
    }

    private AddonPodIdentityAssociationArgs Identity(string what, string serviceAccount, string[] managedPolicies, Output<string>? policy)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var role = new Role($"{args.Region.Name}-{what}-role", new RoleArgs
        {
            Name = CloudTags.Name(args.Region, what),
            Description = $"Add-on {what} of the cluster",
            AssumeRolePolicy = AwsPolicies.TrustPods(args.Settings.Accounts.AwsAccountId),
            Tags = CloudTags.Named(args.Region, what),
        }, child);
        foreach (var arn in managedPolicies)
        {
            _ = new RolePolicyAttachment($"{args.Region.Name}-{what}-{arn[(arn.LastIndexOf('/') + 1)..]}",
                new RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = arn }, child);
        }

        if (policy is not null)
        {
            _ = new RolePolicy($"{args.Region.Name}-{what}-policy", new RolePolicyArgs { Name = what, Role = role.Id, Policy = policy }, child);
        }

        return new AddonPodIdentityAssociationArgs { ServiceAccount = serviceAccount, RoleArn = role.Arn };
    }

    private Output<string> VolumeKeyPolicy() => args.Keys.DisksKeyId.Apply(key => AwsPolicies.Allow(
        ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"], [key]));
}
