using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>
/// Makes a cluster of the nodes and keeps it one. The Job runs once with the stack, again whenever its own description changes (a
/// new image), and ends when every slot is served; the CronJob does the same every five minutes, for addresses that changed while all
/// nodes were away and nodes that lack the functions. Both are idempotent and leave slots alone that are being moved.
/// </summary>
internal static class RedisTopology
{
    private const string PasswordFolder = "/etc/redis/passwords";
    private const string TlsFolder = "/etc/redis/tls";
    private const string SeasonFolder = "/etc/wedsync/season";

    /// <summary>Creates both; returns the Job, which has ended when the cluster serves.</summary>
    public static Job Create(RegionContext context, Resource parent, Resource[] after)
    {
        var policy = CreatePolicy(context, parent);
        var options = context.In(parent, [.. after, policy]);
        // A Job's template cannot change: the old one goes first, since the name stays.
        options.DeleteBeforeReplace = true;
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(20), Update = TimeSpan.FromMinutes(20) };
        var job = new Job(context.Logical("redis-topology"), new JobArgs
        {
            Metadata = Metadata(),
            Spec = Spec(context, deadlineSeconds: 1200, retries: 10),
        }, options);

        _ = new CronJob(context.Logical("redis-topology-heal"), new CronJobArgs
        {
            Metadata = Metadata(),
            Spec = new CronJobSpecArgs
            {
                Schedule = "*/5 * * * *",
                TimeZone = "Etc/UTC",
                ConcurrencyPolicy = "Forbid",
                StartingDeadlineSeconds = 120,
                SuccessfulJobsHistoryLimit = 1,
                FailedJobsHistoryLimit = 3,
                JobTemplate = new JobTemplateSpecArgs
                {
                    Metadata = new ObjectMetaArgs { Labels = Labels.For(Names.RedisTopology, "redis") },
                    Spec = Spec(context, deadlineSeconds: 240, retries: 1),
                },
            },
        }, context.In(parent, job));
        return job;
    }

    private static ObjectMetaArgs Metadata() => new()
    {
        Name = Names.RedisTopology,
        Namespace = Namespaces.Cache,
        Labels = Labels.For(Names.RedisTopology, "redis"),
    };

    private static JobSpecArgs Spec(RegionContext context, int deadlineSeconds, int retries) => new()
    {
        BackoffLimit = retries,
        ActiveDeadlineSeconds = deadlineSeconds,
        Template = new PodTemplateSpecArgs
        {
            Metadata = new ObjectMetaArgs { Labels = Labels.For(Names.RedisTopology, "redis") },
            Spec = new PodSpecArgs
            {
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                PriorityClassName = PriorityClasses.Data,
                RestartPolicy = "OnFailure",
                SecurityContext = PodDefaults.PodSecurity(),
                Containers = { Container(context) },
                Volumes =
                {
                    Volumes.Secret("redis-passwords", Names.RedisAcl, RedisUsers.Operator),
                    Volumes.Secret("redis-tls", Names.RedisTls, "ca.crt"),
                    Volumes.ConfigMap("season", Names.SeasonalConfig),
                    Volumes.Scratch("tmp", "64Mi"),
                },
            },
        },
    };

    private static ContainerArgs Container(RegionContext context) => new()
    {
        Name = "topology",
        Image = OwnImages.Reference(context, OwnImages.SeasonOperator),
        ImagePullPolicy = "IfNotPresent",
        Args = { "topology", "heal" },
        Env =
        {
            Env.Value(EnvironmentNames.RedisNodeEndpoints, RedisEndpoints.AllNodes),
            Env.FromConfigMap(EnvironmentNames.RedisClusterEndpoints, Names.RedisConfig, RedisLayout.EndpointsKey),
            Env.Value(EnvironmentNames.RedisUsername, RedisUsers.Operator),
            Env.Value(EnvironmentNames.RedisPasswordFile, $"{PasswordFolder}/{RedisUsers.Operator}"),
            Env.Value(EnvironmentNames.RedisTlsCaFile, $"{TlsFolder}/ca.crt"),
            Env.Value(EnvironmentNames.SeasonalConfigDirectory, SeasonFolder),
            Env.Value(EnvironmentNames.Region, context.Region.Name),
        },
        Resources = PodDefaults.Resources("100m", "128Mi", "1", "512Mi"),
        SecurityContext = PodDefaults.ContainerSecurity(),
        VolumeMounts =
        {
            Volumes.MountReadOnly("redis-passwords", PasswordFolder),
            Volumes.MountReadOnly("redis-tls", TlsFolder),
            Volumes.MountReadOnly("season", SeasonFolder),
            Volumes.Mount("tmp", "/tmp"),
        },
    };

    private static NetworkPolicy CreatePolicy(RegionContext context, Resource parent)
        => new(context.Logical("redis-topology"), new NetworkPolicyArgs
        {
            Metadata = Metadata(),
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(Names.RedisTopology),
                PolicyTypes = { "Ingress", "Egress" },
                Egress =
                {
                    NetworkRules.ToDns(),
                    NetworkRules.ToApps([Names.Redis], ServicePorts.Redis),
                },
            },
        }, context.In(parent));
}
