using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace WedSync.Platform.Components.Backup.CustomResources;

/// <summary>Backups that are made again and again.</summary>
public sealed class Schedule(string name, ScheduleArgs args, CustomResourceOptions? options = null)
    : Pulumi.Kubernetes.ApiExtensions.CustomResource(name, args, options);

/// <summary>Arguments of a <see cref="Schedule"/>.</summary>
public sealed class ScheduleArgs() : CustomResourceArgs("velero.io/v1", "Schedule")
{
    /// <summary>When and what.</summary>
    [Input("spec", required: true)]
    public Input<ScheduleSpecArgs> Spec { get; set; } = null!;
}

/// <summary>When and what.</summary>
public sealed class ScheduleSpecArgs : ResourceArgs
{
    /// <summary>Cron expression, UTC.</summary>
    [Input("schedule", required: true)]
    public Input<string> Cron { get; set; } = null!;

    /// <summary>What each backup holds.</summary>
    [Input("template", required: true)]
    public Input<BackupTemplateArgs> Template { get; set; } = null!;

    /// <summary>Whether backups go with the schedule.</summary>
    [Input("useOwnerReferencesInBackup")]
    public Input<bool>? UseOwnerReferencesInBackup { get; set; }

    /// <summary>Whether the first backup waits for the first time of the expression.</summary>
    [Input("skipImmediately")]
    public Input<bool>? SkipImmediately { get; set; }
}

/// <summary>What a backup holds.</summary>
public sealed class BackupTemplateArgs : ResourceArgs
{
    /// <summary>Namespaces.</summary>
    [Input("includedNamespaces")]
    public InputList<string>? IncludedNamespaces { get; set; }

    /// <summary>Kinds; absent = all.</summary>
    [Input("includedResources")]
    public InputList<string>? IncludedResources { get; set; }

    /// <summary>Kinds that are left out.</summary>
    [Input("excludedResources")]
    public InputList<string>? ExcludedResources { get; set; }

    /// <summary>Whether objects outside namespaces are held; absent = those that belong to what is held.</summary>
    [Input("includeClusterResources")]
    public Input<bool>? IncludeClusterResources { get; set; }

    /// <summary>Objects that one of these selects; absent = all.</summary>
    [Input("orLabelSelectors")]
    public InputList<LabelSelectorArgs>? OrLabelSelectors { get; set; }

    /// <summary>Whether volumes are snapshot.</summary>
    [Input("snapshotVolumes")]
    public Input<bool>? SnapshotVolumes { get; set; }

    /// <summary>Whether volumes' files are copied.</summary>
    [Input("defaultVolumesToFsBackup")]
    public Input<bool>? DefaultVolumesToFsBackup { get; set; }

    /// <summary>Where it is kept.</summary>
    [Input("storageLocation")]
    public Input<string>? StorageLocation { get; set; }

    /// <summary>Where its snapshots are kept, one a provider.</summary>
    [Input("volumeSnapshotLocations")]
    public InputList<string>? VolumeSnapshotLocations { get; set; }

    /// <summary>How long it is kept, as a duration such as <c>168h</c>.</summary>
    [Input("ttl", required: true)]
    public Input<string> Ttl { get; set; } = null!;
}
