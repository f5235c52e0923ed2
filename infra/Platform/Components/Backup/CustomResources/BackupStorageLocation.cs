using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace WedSync.Platform.Components.Backup.CustomResources;

/// <summary>A bucket that Velero keeps backups in.</summary>
public sealed class BackupStorageLocation(string name, BackupStorageLocationArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="BackupStorageLocation"/>.</summary>
public sealed class BackupStorageLocationArgs() : CustomResourceArgs("velero.io/v1", "BackupStorageLocation")
{
    /// <summary>Provider, bucket and options.</summary>
    [Input("spec", required: true)]
    public Input<BackupStorageLocationSpecArgs> Spec { get; set; } = null!;
}

/// <summary>Provider, bucket and options.</summary>
public sealed class BackupStorageLocationSpecArgs : ResourceArgs
{
    /// <summary>Name of the plugin, such as <c>velero.io/gcp</c>.</summary>
    [Input("provider", required: true)]
    public Input<string> Provider { get; set; } = null!;

    /// <summary>The bucket.</summary>
    [Input("objectStorage", required: true)]
    public Input<ObjectStorageArgs> ObjectStorage { get; set; } = null!;

    /// <summary>The plugin's options; a key that it does not know breaks the location.</summary>
    [Input("config")]
    public InputMap<string>? Config { get; set; }

    /// <summary>Whether backups that name no location go here.</summary>
    [Input("default")]
    public Input<bool>? Default { get; set; }

    /// <summary><c>ReadWrite</c> or <c>ReadOnly</c>.</summary>
    [Input("accessMode")]
    public Input<string>? AccessMode { get; set; }

    /// <summary>How often it is looked for backups of others, as a duration.</summary>
    [Input("backupSyncPeriod")]
    public Input<string>? BackupSyncPeriod { get; set; }

    /// <summary>How often it is checked, as a duration.</summary>
    [Input("validationFrequency")]
    public Input<string>? ValidationFrequency { get; set; }
}

/// <summary>A bucket.</summary>
public sealed class ObjectStorageArgs : ResourceArgs
{
    /// <summary>Its name.</summary>
    [Input("bucket", required: true)]
    public Input<string> Bucket { get; set; } = null!;

    /// <summary>Folder in it.</summary>
    [Input("prefix")]
    public Input<string>? Prefix { get; set; }
}
