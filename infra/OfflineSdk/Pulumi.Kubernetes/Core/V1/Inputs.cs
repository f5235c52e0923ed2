namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class AffinityArgs : ResourceArgs
{
    [Input("podAntiAffinity")] public Input<PodAntiAffinityArgs>? PodAntiAffinity { get; set; }
}

public class CapabilitiesArgs : ResourceArgs
{
    [field: Input("drop")] public InputList<string> Drop { get => field ??= new(); set; }
}

public class ConfigMapArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [field: Input("data")] public InputMap<string> Data { get => field ??= new(); set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
}

public class ConfigMapKeySelectorArgs : ResourceArgs
{
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
}

public class ConfigMapVolumeSourceArgs : ResourceArgs
{
    [field: Input("items")] public InputList<KeyToPathArgs> Items { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("optional")] public Input<bool>? Optional { get; set; }
}

public class ContainerArgs : ResourceArgs
{
    [field: Input("args")] public InputList<string> Args { get => field ??= new(); set; }
    [field: Input("command")] public InputList<string> Command { get => field ??= new(); set; }
    [field: Input("env")] public InputList<EnvVarArgs> Env { get => field ??= new(); set; }
    [Input("image")] public Input<string>? Image { get; set; }
    [Input("imagePullPolicy")] public Input<string>? ImagePullPolicy { get; set; }
    [Input("lifecycle")] public Input<LifecycleArgs>? Lifecycle { get; set; }
    [Input("livenessProbe")] public Input<ProbeArgs>? LivenessProbe { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("ports")] public InputList<ContainerPortArgs> Ports { get => field ??= new(); set; }
    [Input("readinessProbe")] public Input<ProbeArgs>? ReadinessProbe { get; set; }
    [Input("resources")] public Input<ResourceRequirementsArgs>? Resources { get; set; }
    [Input("securityContext")] public Input<SecurityContextArgs>? SecurityContext { get; set; }
    [Input("startupProbe")] public Input<ProbeArgs>? StartupProbe { get; set; }
    [field: Input("volumeMounts")] public InputList<VolumeMountArgs> VolumeMounts { get => field ??= new(); set; }
}

public class ContainerPortArgs : ResourceArgs
{
    [Input("containerPort", required: true)] public Input<int> ContainerPortValue { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
}

public class EmptyDirVolumeSourceArgs : ResourceArgs
{
    [Input("medium")] public Input<string>? Medium { get; set; }
    [Input("sizeLimit")] public Input<string>? SizeLimit { get; set; }
}

public class EnvVarArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("value")] public Input<string>? Value { get; set; }
    [Input("valueFrom")] public Input<EnvVarSourceArgs>? ValueFrom { get; set; }
}

public class EnvVarSourceArgs : ResourceArgs
{
    [Input("configMapKeyRef")] public Input<ConfigMapKeySelectorArgs>? ConfigMapKeyRef { get; set; }
    [Input("fieldRef")] public Input<ObjectFieldSelectorArgs>? FieldRef { get; set; }
    [Input("secretKeyRef")] public Input<SecretKeySelectorArgs>? SecretKeyRef { get; set; }
}

public class ExecActionArgs : ResourceArgs
{
    [field: Input("command")] public InputList<string> Command { get => field ??= new(); set; }
}

public class HTTPGetActionArgs : ResourceArgs
{
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("port", required: true)] public InputUnion<int, string> Port { get; set; } = null!;
    [Input("scheme")] public Input<string>? Scheme { get; set; }
}

public class KeyToPathArgs : ResourceArgs
{
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;
}

public class LifecycleArgs : ResourceArgs
{
    [Input("preStop")] public Input<LifecycleHandlerArgs>? PreStop { get; set; }
}

public class LifecycleHandlerArgs : ResourceArgs
{
    [Input("exec")] public Input<ExecActionArgs>? Exec { get; set; }
    [Input("sleep")] public Input<SleepActionArgs>? Sleep { get; set; }
}

public class LimitRangeArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<LimitRangeSpecArgs>? Spec { get; set; }
}

public class LimitRangeItemArgs : ResourceArgs
{
    [field: Input("default")] public InputMap<string> Default { get => field ??= new(); set; }
    [field: Input("defaultRequest")] public InputMap<string> DefaultRequest { get => field ??= new(); set; }
    [field: Input("max")] public InputMap<string> Max { get => field ??= new(); set; }
    [field: Input("min")] public InputMap<string> Min { get => field ??= new(); set; }
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public class LimitRangeSpecArgs : ResourceArgs
{
    [field: Input("limits", required: true)] public InputList<LimitRangeItemArgs> Limits { get => field ??= new(); set; }
}

public class NamespaceArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
}

public class ObjectFieldSelectorArgs : ResourceArgs
{
    [Input("fieldPath", required: true)] public Input<string> FieldPath { get; set; } = null!;
}

public class PersistentVolumeClaimArgs : ResourceArgs
{
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<PersistentVolumeClaimSpecArgs>? Spec { get; set; }
}

public class PersistentVolumeClaimSpecArgs : ResourceArgs
{
    [field: Input("accessModes")] public InputList<string> AccessModes { get => field ??= new(); set; }
    [Input("resources")] public Input<VolumeResourceRequirementsArgs>? Resources { get; set; }
    [Input("storageClassName")] public Input<string>? StorageClassName { get; set; }
}

public class PodAffinityTermArgs : ResourceArgs
{
    [Input("labelSelector")] public Input<Meta.V1.LabelSelectorArgs>? LabelSelector { get; set; }
    [Input("topologyKey", required: true)] public Input<string> TopologyKey { get; set; } = null!;
}

public class PodAntiAffinityArgs : ResourceArgs
{
    [field: Input("requiredDuringSchedulingIgnoredDuringExecution")]
    public InputList<PodAffinityTermArgs> RequiredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
}

public class PodSecurityContextArgs : ResourceArgs
{
    [Input("fsGroup")] public Input<int>? FsGroup { get; set; }
    [Input("fsGroupChangePolicy")] public Input<string>? FsGroupChangePolicy { get; set; }
    [Input("runAsGroup")] public Input<int>? RunAsGroup { get; set; }
    [Input("runAsNonRoot")] public Input<bool>? RunAsNonRoot { get; set; }
    [Input("runAsUser")] public Input<int>? RunAsUser { get; set; }
    [Input("seccompProfile")] public Input<SeccompProfileArgs>? SeccompProfile { get; set; }
}

public class PodSpecArgs : ResourceArgs
{
    [Input("affinity")] public Input<AffinityArgs>? Affinity { get; set; }
    [Input("automountServiceAccountToken")] public Input<bool>? AutomountServiceAccountToken { get; set; }
    [field: Input("containers", required: true)] public InputList<ContainerArgs> Containers { get => field ??= new(); set; }
    [Input("enableServiceLinks")] public Input<bool>? EnableServiceLinks { get; set; }
    [field: Input("initContainers")] public InputList<ContainerArgs> InitContainers { get => field ??= new(); set; }
    [field: Input("nodeSelector")] public InputMap<string> NodeSelector { get => field ??= new(); set; }
    [Input("priorityClassName")] public Input<string>? PriorityClassName { get; set; }
    [Input("restartPolicy")] public Input<string>? RestartPolicy { get; set; }
    [Input("securityContext")] public Input<PodSecurityContextArgs>? SecurityContext { get; set; }
    [Input("serviceAccountName")] public Input<string>? ServiceAccountName { get; set; }
    [Input("terminationGracePeriodSeconds")] public Input<int>? TerminationGracePeriodSeconds { get; set; }
    [field: Input("tolerations")] public InputList<TolerationArgs> Tolerations { get => field ??= new(); set; }
    [field: Input("topologySpreadConstraints")]
    public InputList<TopologySpreadConstraintArgs> TopologySpreadConstraints { get => field ??= new(); set; }
    [field: Input("volumes")] public InputList<VolumeArgs> Volumes { get => field ??= new(); set; }
}

public class PodTemplateSpecArgs : ResourceArgs
{
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<PodSpecArgs>? Spec { get; set; }
}

public class ProbeArgs : ResourceArgs
{
    [Input("exec")] public Input<ExecActionArgs>? Exec { get; set; }
    [Input("failureThreshold")] public Input<int>? FailureThreshold { get; set; }
    [Input("httpGet")] public Input<HTTPGetActionArgs>? HttpGet { get; set; }
    [Input("initialDelaySeconds")] public Input<int>? InitialDelaySeconds { get; set; }
    [Input("periodSeconds")] public Input<int>? PeriodSeconds { get; set; }
    [Input("timeoutSeconds")] public Input<int>? TimeoutSeconds { get; set; }
}

public class ProjectedVolumeSourceArgs : ResourceArgs
{
    [field: Input("sources", required: true)] public InputList<VolumeProjectionArgs> Sources { get => field ??= new(); set; }
}

public class ResourceQuotaArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<ResourceQuotaSpecArgs>? Spec { get; set; }
}

public class ResourceQuotaSpecArgs : ResourceArgs
{
    [field: Input("hard")] public InputMap<string> Hard { get => field ??= new(); set; }
}

public class ResourceRequirementsArgs : ResourceArgs
{
    [field: Input("limits")] public InputMap<string> Limits { get => field ??= new(); set; }
    [field: Input("requests")] public InputMap<string> Requests { get => field ??= new(); set; }
}

public class SeccompProfileArgs : ResourceArgs
{
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
}

public class SecretArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("type")] public Input<string>? Type { get; set; }
}

public class SecretKeySelectorArgs : ResourceArgs
{
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("name")] public Input<string>? Name { get; set; }
}

public class SecretVolumeSourceArgs : ResourceArgs
{
    [Input("defaultMode")] public Input<int>? DefaultMode { get; set; }
    [field: Input("items")] public InputList<KeyToPathArgs> Items { get => field ??= new(); set; }
    [Input("secretName")] public Input<string>? SecretName { get; set; }
}

public class SecurityContextArgs : ResourceArgs
{
    [Input("allowPrivilegeEscalation")] public Input<bool>? AllowPrivilegeEscalation { get; set; }
    [Input("capabilities")] public Input<CapabilitiesArgs>? Capabilities { get; set; }
    [Input("readOnlyRootFilesystem")] public Input<bool>? ReadOnlyRootFilesystem { get; set; }
    [Input("runAsGroup")] public Input<int>? RunAsGroup { get; set; }
    [Input("runAsNonRoot")] public Input<bool>? RunAsNonRoot { get; set; }
    [Input("runAsUser")] public Input<int>? RunAsUser { get; set; }
    [Input("seccompProfile")] public Input<SeccompProfileArgs>? SeccompProfile { get; set; }
}

public class ServiceAccountArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("automountServiceAccountToken")] public Input<bool>? AutomountServiceAccountToken { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
}

public class ServiceAccountTokenProjectionArgs : ResourceArgs
{
    [Input("audience")] public Input<string>? Audience { get; set; }
    [Input("expirationSeconds")] public Input<int>? ExpirationSeconds { get; set; }
    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;
}

public class ServiceArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<ServiceSpecArgs>? Spec { get; set; }
}

public class ServicePortArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("port", required: true)] public Input<int> Port { get; set; } = null!;
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("targetPort")] public InputUnion<int, string>? TargetPort { get; set; }
}

public class ServiceSpecArgs : ResourceArgs
{
    [Input("allocateLoadBalancerNodePorts")] public Input<bool>? AllocateLoadBalancerNodePorts { get; set; }
    [Input("clusterIP")] public Input<string>? ClusterIP { get; set; }
    [Input("externalTrafficPolicy")] public Input<string>? ExternalTrafficPolicy { get; set; }
    [field: Input("ports")] public InputList<ServicePortArgs> Ports { get => field ??= new(); set; }
    [Input("publishNotReadyAddresses")] public Input<bool>? PublishNotReadyAddresses { get; set; }
    [field: Input("selector")] public InputMap<string> Selector { get => field ??= new(); set; }
    [Input("sessionAffinity")] public Input<string>? SessionAffinity { get; set; }
    [Input("type")] public InputUnion<string, Kubernetes.Core.V1.ServiceSpecType>? Type { get; set; }
}

public class SleepActionArgs : ResourceArgs
{
    [Input("seconds", required: true)] public Input<int> Seconds { get; set; } = null!;
}

public class TolerationArgs : ResourceArgs
{
    [Input("effect")] public Input<string>? Effect { get; set; }
    [Input("key")] public Input<string>? Key { get; set; }
    [Input("operator")] public Input<string>? Operator { get; set; }
    [Input("value")] public Input<string>? Value { get; set; }
}

public class TopologySpreadConstraintArgs : ResourceArgs
{
    [Input("labelSelector")] public Input<Meta.V1.LabelSelectorArgs>? LabelSelector { get; set; }
    [Input("maxSkew", required: true)] public Input<int> MaxSkew { get; set; } = null!;
    [Input("topologyKey", required: true)] public Input<string> TopologyKey { get; set; } = null!;
    [Input("whenUnsatisfiable", required: true)] public Input<string> WhenUnsatisfiable { get; set; } = null!;
}

public class VolumeArgs : ResourceArgs
{
    [Input("configMap")] public Input<ConfigMapVolumeSourceArgs>? ConfigMap { get; set; }
    [Input("emptyDir")] public Input<EmptyDirVolumeSourceArgs>? EmptyDir { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("projected")] public Input<ProjectedVolumeSourceArgs>? Projected { get; set; }
    [Input("secret")] public Input<SecretVolumeSourceArgs>? Secret { get; set; }
}

public class VolumeMountArgs : ResourceArgs
{
    [Input("mountPath", required: true)] public Input<string> MountPath { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }
}

public class VolumeProjectionArgs : ResourceArgs
{
    [Input("serviceAccountToken")] public Input<ServiceAccountTokenProjectionArgs>? ServiceAccountToken { get; set; }
}

public class VolumeResourceRequirementsArgs : ResourceArgs
{
    [field: Input("requests")] public InputMap<string> Requests { get => field ??= new(); set; }
}
