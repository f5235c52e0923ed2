namespace Pulumi.Gcp.Container.Inputs;

public sealed class ClusterAddonsConfigArgs : ResourceArgs
{
    [Input("dnsCacheConfig")] public Input<ClusterAddonsConfigDnsCacheConfigArgs>? DnsCacheConfig { get; set; }
    [Input("gcePersistentDiskCsiDriverConfig")]
    public Input<ClusterAddonsConfigGcePersistentDiskCsiDriverConfigArgs>? GcePersistentDiskCsiDriverConfig { get; set; }
    [Input("horizontalPodAutoscaling")]
    public Input<ClusterAddonsConfigHorizontalPodAutoscalingArgs>? HorizontalPodAutoscaling { get; set; }
    [Input("httpLoadBalancing")] public Input<ClusterAddonsConfigHttpLoadBalancingArgs>? HttpLoadBalancing { get; set; }
}

public sealed class ClusterAddonsConfigDnsCacheConfigArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class ClusterAddonsConfigGcePersistentDiskCsiDriverConfigArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class ClusterAddonsConfigHorizontalPodAutoscalingArgs : ResourceArgs
{
    [Input("disabled", required: true)] public Input<bool> Disabled { get; set; } = null!;
}

public sealed class ClusterAddonsConfigHttpLoadBalancingArgs : ResourceArgs
{
    [Input("disabled", required: true)] public Input<bool> Disabled { get; set; } = null!;
}

public sealed class ClusterAuthenticatorGroupsConfigArgs : ResourceArgs
{
    [Input("securityGroup", required: true)] public Input<string> SecurityGroup { get; set; } = null!;
}

public sealed class ClusterBinaryAuthorizationArgs : ResourceArgs
{
    [Input("evaluationMode")] public Input<string>? EvaluationMode { get; set; }
}

public sealed class ClusterCostManagementConfigArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class ClusterDatabaseEncryptionArgs : ResourceArgs
{
    [Input("keyName")] public Input<string>? KeyName { get; set; }
    [Input("state", required: true)] public Input<string> State { get; set; } = null!;
}

public sealed class ClusterGatewayApiConfigArgs : ResourceArgs
{
    [Input("channel", required: true)] public Input<string> Channel { get; set; } = null!;
}

public sealed class ClusterIpAllocationPolicyArgs : ResourceArgs
{
    [Input("clusterSecondaryRangeName")] public Input<string>? ClusterSecondaryRangeName { get; set; }
    [Input("servicesSecondaryRangeName")] public Input<string>? ServicesSecondaryRangeName { get; set; }
    [Input("stackType")] public Input<string>? StackType { get; set; }
}

public sealed class ClusterLoggingConfigArgs : ResourceArgs
{
    [field: Input("enableComponents", required: true)] public InputList<string> EnableComponents { get => field ??= new(); set; }
}

public sealed class ClusterMaintenancePolicyArgs : ResourceArgs
{
    [Input("recurringWindow")] public Input<ClusterMaintenancePolicyRecurringWindowArgs>? RecurringWindow { get; set; }
}

public sealed class ClusterMaintenancePolicyRecurringWindowArgs : ResourceArgs
{
    [Input("endTime", required: true)] public Input<string> EndTime { get; set; } = null!;
    [Input("recurrence", required: true)] public Input<string> Recurrence { get; set; } = null!;
    [Input("startTime", required: true)] public Input<string> StartTime { get; set; } = null!;
}

public sealed class ClusterMasterAuthArgs : ResourceArgs
{
    [Input("clientCertificateConfig", required: true)]
    public Input<ClusterMasterAuthClientCertificateConfigArgs> ClientCertificateConfig { get; set; } = null!;
}

public sealed class ClusterMasterAuthClientCertificateConfigArgs : ResourceArgs
{
    [Input("issueClientCertificate", required: true)] public Input<bool> IssueClientCertificate { get; set; } = null!;
}

public sealed class ClusterMasterAuthorizedNetworksConfigArgs : ResourceArgs
{
    [field: Input("cidrBlocks")]
    public InputList<ClusterMasterAuthorizedNetworksConfigCidrBlockArgs> CidrBlocks { get => field ??= new(); set; }
    [Input("gcpPublicCidrsAccessEnabled")] public Input<bool>? GcpPublicCidrsAccessEnabled { get; set; }
}

public sealed class ClusterMasterAuthorizedNetworksConfigCidrBlockArgs : ResourceArgs
{
    [Input("cidrBlock", required: true)] public Input<string> CidrBlock { get; set; } = null!;
    [Input("displayName")] public Input<string>? DisplayName { get; set; }
}

public sealed class ClusterMonitoringConfigAdvancedDatapathObservabilityConfigArgs : ResourceArgs
{
    [Input("enableMetrics", required: true)] public Input<bool> EnableMetrics { get; set; } = null!;
    [Input("enableRelay", required: true)] public Input<bool> EnableRelay { get; set; } = null!;
}

public sealed class ClusterMonitoringConfigArgs : ResourceArgs
{
    [Input("advancedDatapathObservabilityConfig")]
    public Input<ClusterMonitoringConfigAdvancedDatapathObservabilityConfigArgs>? AdvancedDatapathObservabilityConfig { get; set; }
    [field: Input("enableComponents")] public InputList<string> EnableComponents { get => field ??= new(); set; }
    [Input("managedPrometheus")] public Input<ClusterMonitoringConfigManagedPrometheusArgs>? ManagedPrometheus { get; set; }
}

public sealed class ClusterMonitoringConfigManagedPrometheusArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class ClusterNodeConfigArgs : ResourceArgs
{
    [Input("diskType")] public Input<string>? DiskType { get; set; }
    [Input("serviceAccount")] public Input<string>? ServiceAccount { get; set; }
}

public sealed class ClusterPrivateClusterConfigArgs : ResourceArgs
{
    [Input("enablePrivateEndpoint")] public Input<bool>? EnablePrivateEndpoint { get; set; }
    [Input("enablePrivateNodes")] public Input<bool>? EnablePrivateNodes { get; set; }
    [Input("masterGlobalAccessConfig")]
    public Input<ClusterPrivateClusterConfigMasterGlobalAccessConfigArgs>? MasterGlobalAccessConfig { get; set; }
    [Input("masterIpv4CidrBlock")] public Input<string>? MasterIpv4CidrBlock { get; set; }
}

public sealed class ClusterPrivateClusterConfigMasterGlobalAccessConfigArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class ClusterReleaseChannelArgs : ResourceArgs
{
    [Input("channel", required: true)] public Input<string> Channel { get; set; } = null!;
}

public sealed class ClusterSecurityPostureConfigArgs : ResourceArgs
{
    [Input("mode")] public Input<string>? Mode { get; set; }
    [Input("vulnerabilityMode")] public Input<string>? VulnerabilityMode { get; set; }
}

public sealed class ClusterWorkloadIdentityConfigArgs : ResourceArgs
{
    [Input("workloadPool")] public Input<string>? WorkloadPool { get; set; }
}

public sealed class NodePoolAutoscalingArgs : ResourceArgs
{
    [Input("locationPolicy")] public Input<string>? LocationPolicy { get; set; }
    [Input("totalMaxNodeCount")] public Input<int>? TotalMaxNodeCount { get; set; }
    [Input("totalMinNodeCount")] public Input<int>? TotalMinNodeCount { get; set; }
}

public sealed class NodePoolManagementArgs : ResourceArgs
{
    [Input("autoRepair")] public Input<bool>? AutoRepair { get; set; }
    [Input("autoUpgrade")] public Input<bool>? AutoUpgrade { get; set; }
}

public sealed class NodePoolNetworkConfigArgs : ResourceArgs
{
    [Input("enablePrivateNodes")] public Input<bool>? EnablePrivateNodes { get; set; }
}

public sealed class NodePoolNodeConfigArgs : ResourceArgs
{
    [Input("bootDiskKmsKey")] public Input<string>? BootDiskKmsKey { get; set; }
    [Input("diskSizeGb")] public Input<int>? DiskSizeGb { get; set; }
    [Input("diskType")] public Input<string>? DiskType { get; set; }
    [Input("gcfsConfig")] public Input<NodePoolNodeConfigGcfsConfigArgs>? GcfsConfig { get; set; }
    [field: Input("guestAccelerators")]
    public InputList<NodePoolNodeConfigGuestAcceleratorArgs> GuestAccelerators { get => field ??= new(); set; }
    [Input("gvnic")] public Input<NodePoolNodeConfigGvnicArgs>? Gvnic { get; set; }
    [Input("imageType")] public Input<string>? ImageType { get; set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("machineType")] public Input<string>? MachineType { get; set; }
    [field: Input("metadata")] public InputMap<string> Metadata { get => field ??= new(); set; }
    [field: Input("oauthScopes")] public InputList<string> OauthScopes { get => field ??= new(); set; }
    [field: Input("resourceLabels")] public InputMap<string> ResourceLabels { get => field ??= new(); set; }
    [Input("serviceAccount")] public Input<string>? ServiceAccount { get; set; }
    [Input("shieldedInstanceConfig")] public Input<NodePoolNodeConfigShieldedInstanceConfigArgs>? ShieldedInstanceConfig { get; set; }
    [field: Input("tags")] public InputList<string> Tags { get => field ??= new(); set; }
    [field: Input("taints")] public InputList<NodePoolNodeConfigTaintArgs> Taints { get => field ??= new(); set; }
    [Input("workloadMetadataConfig")] public Input<NodePoolNodeConfigWorkloadMetadataConfigArgs>? WorkloadMetadataConfig { get; set; }
}

public sealed class NodePoolNodeConfigGcfsConfigArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class NodePoolNodeConfigGuestAcceleratorArgs : ResourceArgs
{
    [Input("count", required: true)] public Input<int> Count { get; set; } = null!;
    [Input("gpuDriverInstallationConfig")]
    public Input<NodePoolNodeConfigGuestAcceleratorGpuDriverInstallationConfigArgs>? GpuDriverInstallationConfig { get; set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public sealed class NodePoolNodeConfigGuestAcceleratorGpuDriverInstallationConfigArgs : ResourceArgs
{
    [Input("gpuDriverVersion", required: true)] public Input<string> GpuDriverVersion { get; set; } = null!;
}

public sealed class NodePoolNodeConfigGvnicArgs : ResourceArgs
{
    [Input("enabled", required: true)] public Input<bool> Enabled { get; set; } = null!;
}

public sealed class NodePoolNodeConfigShieldedInstanceConfigArgs : ResourceArgs
{
    [Input("enableIntegrityMonitoring")] public Input<bool>? EnableIntegrityMonitoring { get; set; }
    [Input("enableSecureBoot")] public Input<bool>? EnableSecureBoot { get; set; }
}

public sealed class NodePoolNodeConfigTaintArgs : ResourceArgs
{
    [Input("effect", required: true)] public Input<string> Effect { get; set; } = null!;
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;
}

public sealed class NodePoolNodeConfigWorkloadMetadataConfigArgs : ResourceArgs
{
    [Input("mode", required: true)] public Input<string> Mode { get; set; } = null!;
}

public sealed class NodePoolUpgradeSettingsArgs : ResourceArgs
{
    [Input("maxSurge")] public Input<int>? MaxSurge { get; set; }
    [Input("maxUnavailable")] public Input<int>? MaxUnavailable { get; set; }
    [Input("strategy")] public Input<string>? Strategy { get; set; }
}
