namespace Pulumi.Kubernetes.Types.Inputs.Apps.V1;

public class DeploymentArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<DeploymentSpecArgs>? Spec { get; set; }
}

public class DeploymentSpecArgs : ResourceArgs
{
    [Input("minReadySeconds")] public Input<int>? MinReadySeconds { get; set; }
    [Input("progressDeadlineSeconds")] public Input<int>? ProgressDeadlineSeconds { get; set; }
    [Input("replicas")] public Input<int>? Replicas { get; set; }
    [Input("revisionHistoryLimit")] public Input<int>? RevisionHistoryLimit { get; set; }
    [Input("selector", required: true)] public Input<Meta.V1.LabelSelectorArgs> Selector { get; set; } = null!;
    [Input("strategy")] public Input<DeploymentStrategyArgs>? Strategy { get; set; }
    [Input("template", required: true)] public Input<Core.V1.PodTemplateSpecArgs> Template { get; set; } = null!;
}

public class DeploymentStrategyArgs : ResourceArgs
{
    [Input("rollingUpdate")] public Input<RollingUpdateDeploymentArgs>? RollingUpdate { get; set; }
    [Input("type")] public Input<string>? Type { get; set; }
}

public class RollingUpdateDeploymentArgs : ResourceArgs
{
    [Input("maxSurge")] public InputUnion<int, string>? MaxSurge { get; set; }
    [Input("maxUnavailable")] public InputUnion<int, string>? MaxUnavailable { get; set; }
}

public class StatefulSetArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<StatefulSetSpecArgs>? Spec { get; set; }
}

public class StatefulSetPersistentVolumeClaimRetentionPolicyArgs : ResourceArgs
{
    [Input("whenDeleted")] public Input<string>? WhenDeleted { get; set; }
    [Input("whenScaled")] public Input<string>? WhenScaled { get; set; }
}

public class StatefulSetSpecArgs : ResourceArgs
{
    [Input("minReadySeconds")] public Input<int>? MinReadySeconds { get; set; }
    [Input("persistentVolumeClaimRetentionPolicy")]
    public Input<StatefulSetPersistentVolumeClaimRetentionPolicyArgs>? PersistentVolumeClaimRetentionPolicy { get; set; }
    [Input("podManagementPolicy")] public Input<string>? PodManagementPolicy { get; set; }
    [Input("replicas")] public Input<int>? Replicas { get; set; }
    [Input("revisionHistoryLimit")] public Input<int>? RevisionHistoryLimit { get; set; }
    [Input("selector", required: true)] public Input<Meta.V1.LabelSelectorArgs> Selector { get; set; } = null!;
    [Input("serviceName")] public Input<string>? ServiceName { get; set; }
    [Input("template", required: true)] public Input<Core.V1.PodTemplateSpecArgs> Template { get; set; } = null!;
    [Input("updateStrategy")] public Input<StatefulSetUpdateStrategyArgs>? UpdateStrategy { get; set; }
    [field: Input("volumeClaimTemplates")]
    public InputList<Core.V1.PersistentVolumeClaimArgs> VolumeClaimTemplates { get => field ??= new(); set; }
}

public class StatefulSetUpdateStrategyArgs : ResourceArgs
{
    [Input("type")] public Input<string>? Type { get; set; }
}
