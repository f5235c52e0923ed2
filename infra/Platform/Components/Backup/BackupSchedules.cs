namespace WedSync.Platform.Components.Backup;

/// <summary>A backup that is made again and again.</summary>
public sealed record BackupSchedule
{
    /// <summary>Name of the schedule; a metric's label.</summary>
    public required string Name { get; init; }

    /// <summary>Cron expression, UTC.</summary>
    public required string Cron { get; init; }

    /// <summary>How long a backup is kept, as a duration.</summary>
    public required string Ttl { get; init; }

    /// <summary>Where it is kept.</summary>
    public required string Location { get; init; }

    /// <summary>Whether volumes are snapshot.</summary>
    public required bool Volumes { get; init; }

    /// <summary>Kinds that it holds; empty = all.</summary>
    public IReadOnlyList<string> IncludedResources { get; init; } = [];

    /// <summary>Kinds that it leaves out.</summary>
    public IReadOnlyList<string> ExcludedResources { get; init; } = ["events", "events.events.k8s.io"];

    /// <summary>Workloads that it holds by their <c>app</c> label; empty = all.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];
}

/// <summary>
/// The backups of a region. None of them carries the recovery point of cached answers: the append-only file and the replication to
/// other regions do. A backup brings back what replication does not know: objects, configuration, models and volumes.
/// </summary>
public static class BackupSchedules
{
    // Pods, replica sets and endpoints are made anew by their controllers.
    private static readonly string[] Derived = ["events", "events.events.k8s.io", "pods", "replicasets.apps", "endpoints", "endpointslices.discovery.k8s.io"];

    /// <summary>All schedules, for what of the apps belongs to machine learning.</summary>
    public static IReadOnlyList<BackupSchedule> For(IReadOnlyList<string> modelApps) =>
    [
        Frequent(BackupNames.Frequent, "*/10 * * * *", BackupNames.Location),
        // Half a period later, so that the two share neither Velero's worker nor their age.
        Frequent(BackupNames.FrequentRemote, "5-59/10 * * * *", BackupNames.RemoteLocation),
        new BackupSchedule
        {
            Name = BackupNames.Daily,
            Cron = "0 2 * * *",
            Ttl = "168h",
            Location = BackupNames.Location,
            Volumes = true,
        },
        new BackupSchedule
        {
            Name = BackupNames.Models,
            Cron = "20 * * * *",
            // Ten versions an hour apart.
            Ttl = "10h",
            Location = BackupNames.Location,
            Volumes = true,
            Apps = modelApps,
        },
    ];

    private static BackupSchedule Frequent(string name, string cron, string location) => new()
    {
        Name = name,
        Cron = cron,
        Ttl = "24h",
        Location = location,
        Volumes = false,
        ExcludedResources = [.. Derived, "persistentvolumeclaims", "persistentvolumes"],
    };
}
