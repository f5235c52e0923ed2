using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Iam;
using WedSync.Platform.Components.Network;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Cluster;

/// <summary>The cluster on AWS.</summary>
internal sealed class EksCluster(RegionCluster parent, RegionClusterArgs args)
{
    private const string ManagedPolicies = "arn:aws:iam::aws:policy/";
    private const int LogRetentionDays = 365;

    private readonly RegionSettings _region = args.Region;
    private readonly string _account = args.Settings.Accounts.AwsAccountId;

    public ClusterFacts Build()
    {
        var cluster = BuildCluster();
        var issuer = cluster.Identities.Apply(identities => identities[0].Oidcs[0].Issuer);
        var oidc = new OpenIdConnectProvider($"{_region.Name}-oidc", new OpenIdConnectProviderArgs
        {
            Url = issuer,
            ClientIdLists = { "sts.amazonaws.com" },
            Tags = CloudTags.Named(_region, "oidc"),
        }, Child());
        var access = new EksAccess(parent, args).Build(cluster);
        AllowOperators(cluster);
        var groups = new EksNodeGroups(parent, args).Build(cluster);
        var addons = new EksAddons(parent, args).Build(cluster, groups);
        return new ClusterFacts
        {
            Name = cluster.Name,
            Kubeconfig = Output.Tuple(cluster.Name, cluster.Endpoint, cluster.CertificateAuthority, access.AdminRoleArn)
                .Apply(c => Kubeconfigs.Eks(c.Item1, c.Item2, c.Item3.Data, _region.Location, c.Item4)),
            ReadyWhen = [access.AdminPolicy, .. addons],
            SecurityGroupId = cluster.VpcConfig.Apply(vpc => vpc.ClusterSecurityGroupId ?? ""),
            OidcProviderArn = oidc.Arn,
            OidcIssuer = issuer,
        };
    }

    private Pulumi.Aws.Eks.Cluster BuildCluster()
    {
        var name = CloudTags.Name(_region, "cluster");
        var role = new Role($"{_region.Name}-cluster-role", new RoleArgs
        {
            Name = CloudTags.Name(_region, "cluster"),
            Description = "Lets EKS run the cluster",
            AssumeRolePolicy = AwsPolicies.TrustService("eks.amazonaws.com", _account),
            Tags = CloudTags.Named(_region, "cluster"),
        }, Child());
        var policy = new RolePolicyAttachment($"{_region.Name}-cluster-policy", new RolePolicyAttachmentArgs
        {
            Role = role.Name,
            PolicyArn = $"{ManagedPolicies}AmazonEKSClusterPolicy",
        }, Child());
        // EKS would create the group itself, without encryption and kept for ever.
        var logs = new LogGroup($"{_region.Name}-cluster-logs", new LogGroupArgs
        {
            Name = $"/aws/eks/{name}/cluster",
            RetentionInDays = LogRetentionDays,
            KmsKeyId = args.Keys.LogsKeyId,
            Tags = CloudTags.Named(_region, "cluster-logs"),
        }, Child());
        return new Pulumi.Aws.Eks.Cluster($"{_region.Name}-eks", Describe(name, role), new CustomResourceOptions
        {
            Parent = parent,
            Protect = true,
            DependsOn = { policy, logs },
        });
    }

    private ClusterArgs Describe(string name, Role role)
    {
        var access = ControlPlaneAccess.For(args.Settings.Accounts.OperatorNetworks);
        return new ClusterArgs
        {
            Name = name,
            RoleArn = role.Arn,
            Version = Versions.Clusters.Eks,
            DeletionProtection = true,
            BootstrapSelfManagedAddons = false,
            UpgradePolicy = new ClusterUpgradePolicyArgs { SupportType = "STANDARD" },
            AccessConfig = new ClusterAccessConfigArgs
            {
                // Rights come from access entries alone; whoever created the cluster has none by that.
                AuthenticationMode = "API",
                BootstrapClusterCreatorAdminPermissions = false,
            },
            VpcConfig = new ClusterVpcConfigArgs
            {
                SubnetIds = args.Network.SubnetIds,
                EndpointPrivateAccess = true,
                EndpointPublicAccess = access.HasPublicEndpoint,
                PublicAccessCidrs = access.PublicNetworks.ToList(),
            },
            KubernetesNetworkConfig = new ClusterKubernetesNetworkConfigArgs { IpFamily = "ipv4", ServiceIpv4Cidr = AwsAddressPlan.Services },
            EncryptionConfig = new ClusterEncryptionConfigArgs
            {
                Provider = new ClusterEncryptionConfigProviderArgs { KeyArn = args.Keys.SecretsKeyId },
                Resources = { "secrets" },
            },
            EnabledClusterLogTypes = { "api", "audit", "authenticator", "controllerManager", "scheduler" },
            ZonalShiftConfig = new ClusterZonalShiftConfigArgs { Enabled = true },
            Tags = CloudTags.Named(_region, "cluster"),
        };
    }

    private void AllowOperators(Pulumi.Aws.Eks.Cluster cluster)
    {
        var networks = ControlPlaneAccess.For(args.Settings.Accounts.OperatorNetworks).PrivateNetworks;
        for (var i = 0; i < networks.Count; i++)
        {
            _ = new Pulumi.Aws.Vpc.SecurityGroupIngressRule($"{_region.Name}-operators-{i}", new Pulumi.Aws.Vpc.SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = cluster.VpcConfig.Apply(vpc => vpc.ClusterSecurityGroupId ?? ""),
                Description = "Operators reach the control plane",
                IpProtocol = "tcp",
                FromPort = 443,
                ToPort = 443,
                CidrIpv4 = networks[i],
                Tags = CloudTags.Named(_region, $"operators-{i}"),
            }, Child());
        }
    }

    private CustomResourceOptions Child() => new() { Parent = parent };
}
