namespace Pulumi.Aws.Eks.Inputs;

public sealed class AccessPolicyAssociationAccessScopeArgs : ResourceArgs
{
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class AddonPodIdentityAssociationArgs : ResourceArgs
{
    [Input("roleArn", required: true)] public Input<string> RoleArn { get; set; } = null!;
    [Input("serviceAccount", required: true)] public Input<string> ServiceAccount { get; set; } = null!;
}

public sealed class ClusterAccessConfigArgs : ResourceArgs
{
    [Input("authenticationMode")] public Input<string>? AuthenticationMode { get; set; }
    [Input("bootstrapClusterCreatorAdminPermissions")] public Input<bool>? BootstrapClusterCreatorAdminPermissions { get; set; }
}

public sealed class ClusterEncryptionConfigArgs : ResourceArgs
{
    [Input("provider", required: true)] public Input<ClusterEncryptionConfigProviderArgs> Provider { get; set; } = null!;
    [field: Input("resources", required: true)] public InputList<string> Resources { get => field ??= new(); set; }
}

public sealed class ClusterEncryptionConfigProviderArgs : ResourceArgs
{
    [Input("keyArn", required: true)] public Input<string> KeyArn { get; set; } = null!;
}

public sealed class ClusterKubernetesNetworkConfigArgs : ResourceArgs
{
    [Input("ipFamily")] public Input<string>? IpFamily { get; set; }
    [Input("serviceIpv4Cidr")] public Input<string>? ServiceIpv4Cidr { get; set; }
}

public sealed class ClusterUpgradePolicyArgs : ResourceArgs
{
    [Input("supportType")] public Input<string>? SupportType { get; set; }
}

public sealed class ClusterVpcConfigArgs : ResourceArgs
{
    [Input("endpointPrivateAccess")] public Input<bool>? EndpointPrivateAccess { get; set; }
    [Input("endpointPublicAccess")] public Input<bool>? EndpointPublicAccess { get; set; }
    [field: Input("publicAccessCidrs")] public InputList<string> PublicAccessCidrs { get => field ??= new(); set; }
    [field: Input("subnetIds", required: true)] public InputList<string> SubnetIds { get => field ??= new(); set; }
}

public sealed class ClusterZonalShiftConfigArgs : ResourceArgs
{
    [Input("enabled")] public Input<bool>? Enabled { get; set; }
}

public sealed class NodeGroupLaunchTemplateArgs : ResourceArgs
{
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("version", required: true)] public Input<string> Version { get; set; } = null!;
}

public sealed class NodeGroupNodeRepairConfigArgs : ResourceArgs
{
    [Input("enabled")] public Input<bool>? Enabled { get; set; }
}

public sealed class NodeGroupScalingConfigArgs : ResourceArgs
{
    [Input("desiredSize", required: true)] public Input<int> DesiredSize { get; set; } = null!;
    [Input("maxSize", required: true)] public Input<int> MaxSize { get; set; } = null!;
    [Input("minSize", required: true)] public Input<int> MinSize { get; set; } = null!;
}

public sealed class NodeGroupTaintArgs : ResourceArgs
{
    [Input("effect", required: true)] public Input<string> Effect { get; set; } = null!;
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("value")] public Input<string>? Value { get; set; }
}

public sealed class NodeGroupUpdateConfigArgs : ResourceArgs
{
    [Input("maxUnavailable")] public Input<int>? MaxUnavailable { get; set; }
}
