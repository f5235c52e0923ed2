namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class CapabilitiesArgs : ResourceArgs
{
    [field: Input("drop")] public InputList<string> Drop { get => field ??= new(); set; }
}

public class PodSecurityContextArgs : ResourceArgs
{
    [Input("fsGroup")] public Input<int>? FsGroup { get; set; }
    [Input("runAsGroup")] public Input<int>? RunAsGroup { get; set; }
    [Input("runAsNonRoot")] public Input<bool>? RunAsNonRoot { get; set; }
    [Input("runAsUser")] public Input<int>? RunAsUser { get; set; }
    [Input("seccompProfile")] public Input<SeccompProfileArgs>? SeccompProfile { get; set; }
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

public class SecurityContextArgs : ResourceArgs
{
    [Input("allowPrivilegeEscalation")] public Input<bool>? AllowPrivilegeEscalation { get; set; }
    [Input("capabilities")] public Input<CapabilitiesArgs>? Capabilities { get; set; }
    [Input("readOnlyRootFilesystem")] public Input<bool>? ReadOnlyRootFilesystem { get; set; }
    [Input("runAsNonRoot")] public Input<bool>? RunAsNonRoot { get; set; }
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
