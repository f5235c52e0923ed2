using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Backup.CustomResources;

/// <summary>Where snapshots of volumes are kept.</summary>
public sealed class VolumeSnapshotLocation(string name, VolumeSnapshotLocationArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="VolumeSnapshotLocation"/>.</summary>
public sealed class VolumeSnapshotLocationArgs() : CustomResourceArgs("velero.io/v1", "VolumeSnapshotLocation")
{
    /// <summary>Provider and options.</summary>
    [Input("spec", required: true)]
    public Input<VolumeSnapshotLocationSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Provider and options.</summary>
public sealed class VolumeSnapshotLocationSpecArgs : ResourceArgs
{
    /// <summary>Name of the plugin, such as <c>velero.io/gcp</c>.</summary>
    [Input("provider", required: true)]
    public Input<string> Provider { get; set; } = null!;

    /// <summary>The plugin's options.</summary>
    [Input("config")]
    public InputMap<string>? Config { get; set; }
}
