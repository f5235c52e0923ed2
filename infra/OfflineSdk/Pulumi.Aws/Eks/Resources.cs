using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

[AwsResourceType("aws:eks/accessEntry:AccessEntry")]
public class AccessEntry(string name, AccessEntryArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/accessEntry:AccessEntry", name, args, options);

public sealed class AccessEntryArgs : ResourceArgs
{
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [field: Input("kubernetesGroups")] public InputList<string> KubernetesGroups { get => field ??= new(); set; }
    [Input("principalArn", required: true)] public Input<string> PrincipalArn { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("type")] public Input<string>? Type { get; set; }
}

[AwsResourceType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")]
public class AccessPolicyAssociation(string name, AccessPolicyAssociationArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name, args, options);

public sealed class AccessPolicyAssociationArgs : ResourceArgs
{
    [Input("accessScope", required: true)] public Input<Inputs.AccessPolicyAssociationAccessScopeArgs> AccessScope { get; set; } = null!;
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("policyArn", required: true)] public Input<string> PolicyArn { get; set; } = null!;
    [Input("principalArn", required: true)] public Input<string> PrincipalArn { get; set; } = null!;
}

[AwsResourceType("aws:eks/addon:Addon")]
public class Addon(string name, AddonArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/addon:Addon", name, args, options);

public sealed class AddonArgs : ResourceArgs
{
    [Input("addonName", required: true)] public Input<string> AddonName { get; set; } = null!;
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("configurationValues")] public Input<string>? ConfigurationValues { get; set; }
    [field: Input("podIdentityAssociations")]
    public InputList<Inputs.AddonPodIdentityAssociationArgs> PodIdentityAssociations { get => field ??= new(); set; }
    [Input("resolveConflictsOnCreate")] public Input<string>? ResolveConflictsOnCreate { get; set; }
    [Input("resolveConflictsOnUpdate")] public Input<string>? ResolveConflictsOnUpdate { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:eks/cluster:Cluster")]
public class Cluster(string name, ClusterArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/cluster:Cluster", name, args, options)
{
    [Output("certificateAuthority")] public Output<Outputs.ClusterCertificateAuthority> CertificateAuthority { get; private set; } = null!;
    [Output("endpoint")] public Output<string> Endpoint { get; private set; } = null!;
    [Output("identities")] public Output<ImmutableArray<Outputs.ClusterIdentity>> Identities { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("vpcConfig")] public Output<Outputs.ClusterVpcConfig> VpcConfig { get; private set; } = null!;
}

public sealed class ClusterArgs : ResourceArgs
{
    [Input("accessConfig")] public Input<Inputs.ClusterAccessConfigArgs>? AccessConfig { get; set; }
    [Input("bootstrapSelfManagedAddons")] public Input<bool>? BootstrapSelfManagedAddons { get; set; }
    [Input("deletionProtection")] public Input<bool>? DeletionProtection { get; set; }
    [field: Input("enabledClusterLogTypes")] public InputList<string> EnabledClusterLogTypes { get => field ??= new(); set; }
    [Input("encryptionConfig")] public Input<Inputs.ClusterEncryptionConfigArgs>? EncryptionConfig { get; set; }
    [Input("kubernetesNetworkConfig")] public Input<Inputs.ClusterKubernetesNetworkConfigArgs>? KubernetesNetworkConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("roleArn", required: true)] public Input<string> RoleArn { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("upgradePolicy")] public Input<Inputs.ClusterUpgradePolicyArgs>? UpgradePolicy { get; set; }
    [Input("version")] public Input<string>? Version { get; set; }
    [Input("vpcConfig", required: true)] public Input<Inputs.ClusterVpcConfigArgs> VpcConfig { get; set; } = null!;
    [Input("zonalShiftConfig")] public Input<Inputs.ClusterZonalShiftConfigArgs>? ZonalShiftConfig { get; set; }
}

[AwsResourceType("aws:eks/nodeGroup:NodeGroup")]
public class NodeGroup(string name, NodeGroupArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/nodeGroup:NodeGroup", name, args, options);

public sealed class NodeGroupArgs : ResourceArgs
{
    [Input("amiType")] public Input<string>? AmiType { get; set; }
    [Input("capacityType")] public Input<string>? CapacityType { get; set; }
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [field: Input("instanceTypes")] public InputList<string> InstanceTypes { get => field ??= new(); set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("launchTemplate")] public Input<Inputs.NodeGroupLaunchTemplateArgs>? LaunchTemplate { get; set; }
    [Input("nodeGroupName")] public Input<string>? NodeGroupName { get; set; }
    [Input("nodeRepairConfig")] public Input<Inputs.NodeGroupNodeRepairConfigArgs>? NodeRepairConfig { get; set; }
    [Input("nodeRoleArn", required: true)] public Input<string> NodeRoleArn { get; set; } = null!;
    [Input("scalingConfig", required: true)] public Input<Inputs.NodeGroupScalingConfigArgs> ScalingConfig { get; set; } = null!;
    [field: Input("subnetIds", required: true)] public InputList<string> SubnetIds { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [field: Input("taints")] public InputList<Inputs.NodeGroupTaintArgs> Taints { get => field ??= new(); set; }
    [Input("updateConfig")] public Input<Inputs.NodeGroupUpdateConfigArgs>? UpdateConfig { get; set; }
}
