using k8s.Models;

namespace WedSync.LocalPlatform.Pods;

/// <summary>A pod as this machine runs it: nothing in it is left to look up.</summary>
public sealed record PodPlan
{
    public required string Region { get; init; }

    public required string Namespace { get; init; }

    public required string Workload { get; init; }

    public required WorkloadKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Its loopback address.</summary>
    public required string Ip { get; init; }

    /// <summary>Value of the label rollouts-pod-template-hash; null unless it belongs to a Rollout.</summary>
    public string? Hash { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>Run one after the other before the containers.</summary>
    public required IReadOnlyList<ContainerPlan> InitContainers { get; init; }

    public required IReadOnlyList<ContainerPlan> Containers { get; init; }

    public required TimeSpan GracePeriod { get; init; }

    /// <summary>Limits of a Job; null for what runs for ever.</summary>
    public JobLimits? Job { get; init; }

    /// <summary>Folders of its persistent volumes, which a wipe empties.</summary>
    public required IReadOnlyList<string> DataFolders { get; init; }

    /// <summary>Folder of everything else it writes.</summary>
    public required string Folder { get; init; }

    /// <summary>How far its wall clock is ahead; what no description has.</summary>
    public TimeSpan ClockOffset { get; init; }
}

/// <summary>Kinds of workloads.</summary>
public enum WorkloadKind
{
    StatefulSet,
    Job,
    Deployment,
    Rollout,

    /// <summary>The gateway, which stands for a cloud's load balancer and is no workload of the cluster.</summary>
    Gateway,
}

/// <summary>When a Job has failed.</summary>
/// <param name="BackoffLimit">Failures after which it is not tried again.</param>
/// <param name="ActiveDeadline">Longest time it may take; null = no limit.</param>
public sealed record JobLimits(int BackoffLimit, TimeSpan? ActiveDeadline);

/// <summary>A container as this machine runs it.</summary>
public sealed record ContainerPlan
{
    public required string Name { get; init; }

    /// <summary>Program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The program that stands for its image, without arguments; empty where the description has a command of its own.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>Its whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyList<PortPlan> Ports { get; init; }

    public ProbePlan? Startup { get; init; }

    public ProbePlan? Liveness { get; init; }

    public ProbePlan? Readiness { get; init; }

    public HandlerPlan? PreStop { get; init; }

    /// <summary>Files to write before it starts.</summary>
    public required IReadOnlyList<FilePlan> Files { get; init; }

    /// <summary>Folders that stand for volumes shared with others: path in the container's tree, and the folder it leads to.</summary>
    public required IReadOnlyList<LinkPlan> Links { get; init; }

    /// <summary>File that takes its output.</summary>
    public required string Log { get; init; }
}

/// <summary>A port that a container declares.</summary>
public sealed record PortPlan(string Name, int Port, bool IsTcp);

/// <summary>A file of a ConfigMap, Secret or projected volume.</summary>
public sealed record FilePlan(string Path, byte[] Content, bool IsSecret);

/// <summary>A volume that outlives the container.</summary>
public sealed record LinkPlan(string Path, string Target);

/// <summary>A probe, all values in force.</summary>
public sealed record ProbePlan(HandlerPlan Handler, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold, int SuccessThreshold);

/// <summary>What a probe or hook does.</summary>
public abstract record HandlerPlan
{
    /// <summary>Runs a command in the container's environment; 0 is success.</summary>
    public sealed record Exec(IReadOnlyList<string> Command) : HandlerPlan
    {
        public override string ToString() => $"exec {string.Join(' ', Command)}";
    }

    /// <summary>Sends a GET; 200 to 399 is success.</summary>
    public sealed record Http(Uri Url, IReadOnlyDictionary<string, string> Headers) : HandlerPlan
    {
        public override string ToString() => $"GET {Url}";
    }

    /// <summary>Connects.</summary>
    public sealed record Tcp(string Host, int Port) : HandlerPlan
    {
        public override string ToString() => $"connect to {Host}:{Port}";
    }

    /// <summary>Waits (hooks only).</summary>
    public sealed record Sleep(TimeSpan Duration) : HandlerPlan
    {
        public override string ToString() => $"sleep {Duration.TotalSeconds:F0} s";
    }
}

/// <summary>A workload that can run here, before its pods have addresses.</summary>
public sealed record Workload
{
    public required string Region { get; init; }

    public required WorkloadKind Kind { get; init; }

    public required V1ObjectMeta Metadata { get; init; }

    public required V1PodTemplateSpec Template { get; init; }

    /// <summary>How many pods run here.</summary>
    public required int Replicas { get; init; }

    /// <summary>Governing Service of a StatefulSet.</summary>
    public string? ServiceName { get; init; }

    public IReadOnlyList<V1PersistentVolumeClaim> Claims { get; init; } = [];

    public JobLimits? Job { get; init; }

    /// <summary>Containers that this machine has no program for.</summary>
    public IReadOnlySet<string> SkippedContainers { get; init; } = new HashSet<string>();

    public string Name => Metadata.Name;

    public string Namespace => Metadata.NamespaceProperty;

    public IDictionary<string, string> Labels => Template.Metadata.Labels ?? new Dictionary<string, string>();
}
