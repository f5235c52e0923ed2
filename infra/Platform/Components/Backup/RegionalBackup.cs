using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Backup.CustomResources;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Backup;

/// <summary>Backups of a region: Velero, its identity and buckets in the region's cloud, locations and schedules.</summary>
public sealed class RegionalBackup : ComponentResource
{
    private static readonly string[] ModelApps = [Names.MlPrediction, Names.Preprocessor];

    private readonly RegionContext _context;

    /// <summary>Creates the component.</summary>
    public RegionalBackup(string name, RegionalBackupArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:backup:RegionalBackup", name, options)
    {
        _context = args.Cluster.Context;
        var region = _context.Region;
        var storage = region.Cloud == Cloud.Gcp
            ? new GcpBackupStorage(region, _context.Settings, this).Build()
            : new AwsBackupStorage(region, _context.Settings, this).Build();
        var identity = Identity(args.Cluster, storage);
        var velero = new Release(
            _context.Logical("velero"),
            HelmReleases.Args(
                Versions.Charts.Velero,
                BackupNames.Velero,
                Namespaces.Velero,
                VeleroValues.For(region.Cloud, identity.ServiceAccountAnnotations)),
            _context.In(this, BackupPolicies.Create(_context, this)));
        var locations = Locations(storage, identity.Identity, velero);
        foreach (var schedule in BackupSchedules.For(ModelApps))
        {
            Schedule(schedule, locations);
        }

        Strategy();
        Bucket = storage.Bucket;
        CopyBucket = storage.CopyBucket;
        RegisterOutputs(new Dictionary<string, object?> { ["bucket"] = Bucket, ["copyBucket"] = CopyBucket });
    }

    /// <summary>Bucket in the region's own location.</summary>
    [Output("bucket")]
    public Output<string> Bucket { get; private set; }

    /// <summary>Bucket in the catalogue's second location.</summary>
    [Output("copyBucket")]
    public Output<string> CopyBucket { get; private set; }

    private WorkloadIdentity Identity(RegionCluster cluster, BackupStorageFacts storage)
    {
        var region = _context.Region;
        var project = _context.Settings.Accounts.GcpProject;
        var options = new ComponentResourceOptions { Parent = this };
        if (region.Cloud == Cloud.Gcp)
        {
            options.DependsOn = GcpVeleroRole.Create(region, project, this);
        }

        var identity = new WorkloadIdentity(_context.Logical("velero-identity"), new WorkloadIdentityArgs
        {
            Context = _context,
            Cluster = cluster,
            Namespace = Namespaces.Velero,
            ServiceAccount = BackupNames.ServiceAccount,
            GcpRoles = [GcpVeleroRole.Name(region, project)],
            GcpBucketRoles =
            [
                new GcpBucketRole(storage.Bucket, "roles/storage.objectAdmin"),
                new GcpBucketRole(storage.CopyBucket, "roles/storage.objectViewer"),
            ],
            AwsPolicy = Output.Tuple(storage.Key, storage.CopyKey).Apply(keys => AwsBackupPolicies.Velero(
                BackupNames.Bucket(region), BackupNames.CopyBucket(region), keys.Item1, keys.Item2, region.Location)),
        }, options);
        if (region.Cloud == Cloud.Gcp)
        {
            SignOwnAddresses(identity, project);
            WriteRemote(identity, storage);
        }

        return identity;
    }

    /// <summary>Lets Velero's account sign as itself, and as no other, for the addresses by which people download logs.</summary>
    private void SignOwnAddresses(WorkloadIdentity identity, string project) => _ = new Pulumi.Gcp.ServiceAccount.IAMMember(
        _context.Logical("velero-signs-itself"),
        new Pulumi.Gcp.ServiceAccount.IAMMemberArgs
        {
            ServiceAccountId = identity.Identity.Apply(email => $"projects/{project}/serviceAccounts/{email}"),
            Role = "roles/iam.serviceAccountTokenCreator",
            Member = identity.Identity.Apply(email => $"serviceAccount:{email}"),
        },
        new CustomResourceOptions { Parent = this });

    /// <summary>Lets Velero write to its own folder of the second bucket. The copy beside it, Velero can read but neither change nor delete.</summary>
    private void WriteRemote(WorkloadIdentity identity, BackupStorageFacts storage) => _ = new Pulumi.Gcp.Storage.BucketIAMMember(
        _context.Logical("velero-remote-writer"),
        new Pulumi.Gcp.Storage.BucketIAMMemberArgs
        {
            Bucket = storage.CopyBucket,
            Role = "roles/storage.objectAdmin",
            Member = identity.Identity.Apply(email => $"serviceAccount:{email}"),
            Condition = new Pulumi.Gcp.Storage.Inputs.BucketIAMMemberConditionArgs
            {
                Title = "own folder",
                Expression = storage.CopyBucket.Apply(bucket =>
                    $"resource.name.startsWith(\"projects/_/buckets/{bucket}/objects/{BackupNames.RemotePrefix}/\")"),
            },
        },
        new CustomResourceOptions { Parent = this });

    private Resource[] Locations(BackupStorageFacts storage, Output<string> identity, Release velero)
    {
        var region = _context.Region;
        return
        [
            Location("backup-location", BackupNames.Location, BackupLocations.Primary(region, storage, identity), velero),
            Location("backup-copy-location", BackupNames.CopyLocation, BackupLocations.Copy(region, storage, identity), velero),
            Location("backup-remote-location", BackupNames.RemoteLocation, BackupLocations.Remote(region, storage, identity), velero),
            new VolumeSnapshotLocation(
                _context.Logical("backup-snapshots"),
                new VolumeSnapshotLocationArgs { Metadata = Metadata(BackupNames.Snapshots), Spec = BackupLocations.Snapshots(region) },
                _context.In(this, velero)),
        ];
    }

    private BackupStorageLocation Location(string logicalName, string name, BackupStorageLocationSpecArgs spec, Release velero) => new(
        _context.Logical(logicalName),
        new BackupStorageLocationArgs { Metadata = Metadata(name), Spec = spec },
        _context.In(this, velero));

    private void Schedule(BackupSchedule schedule, Resource[] locations)
    {
        var template = new BackupTemplateArgs
        {
            IncludedNamespaces = new[] { Namespaces.Cache },
            ExcludedResources = schedule.ExcludedResources.ToArray(),
            SnapshotVolumes = schedule.Volumes,
            DefaultVolumesToFsBackup = false,
            StorageLocation = schedule.Location,
            Ttl = schedule.Ttl,
        };
        if (schedule.Volumes)
        {
            template.VolumeSnapshotLocations = new[] { BackupNames.Snapshots };
        }

        if (schedule.Apps.Count > 0)
        {
            template.OrLabelSelectors = schedule.Apps.Select(a => new LabelSelectorArgs { MatchLabels = Labels.Selector(a) }).ToArray();
        }

        _ = new Schedule(
            _context.Logical(schedule.Name),
            new ScheduleArgs
            {
                Metadata = Metadata(schedule.Name),
                Spec = new ScheduleSpecArgs
                {
                    Cron = schedule.Cron,
                    // Backups outlive their schedule.
                    UseOwnerReferencesInBackup = false,
                    SkipImmediately = false,
                    Template = template,
                },
            },
            _context.In(this, locations));
    }

    private void Strategy() => _ = new ConfigMap(
        _context.Logical("disaster-recovery-config"),
        new ConfigMapArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = BackupNames.RecoveryConfig,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(BackupNames.RecoveryConfig, "backup"),
            },
            Data = { ["recovery-strategy"] = RecoveryStrategy.Yaml(_context.Region, _context.Settings.Regions) },
        },
        _context.In(this));

    private static ObjectMetaArgs Metadata(string name)
        => new() { Name = name, Namespace = Namespaces.Velero, Labels = Labels.For(BackupNames.Velero, "backup") };
}
