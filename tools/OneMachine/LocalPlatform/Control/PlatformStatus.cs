namespace WedSync.LocalPlatform.Control;

/// <summary>What runs, as <c>GET /status</c> answers it.</summary>
public sealed record PlatformStatus
{
    /// <summary>The season whose description runs: peak, preseason or offseason.</summary>
    public required string Season { get; init; }

    /// <summary>Where the platform stands.</summary>
    public required PlatformState State { get; init; }

    /// <summary>Loopback network of the pods, such as <c>127.77.0.0/16</c>.</summary>
    public required string Network { get; init; }

    /// <summary>When the supervisor started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The gateway that stands for the global load balancer; null where it is left out.</summary>
    public GatewayStatus? Gateway { get; init; }

    /// <summary>The regions, in the catalogue's order.</summary>
    public IReadOnlyList<RegionStatus> Regions { get; init; } = [];

    /// <summary>Links between the regions' sync workers, one a direction.</summary>
    public IReadOnlyList<LinkStatus> Links { get; init; } = [];

    /// <summary>What the description holds and this machine does not run.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Alerts that fire, from every region's Prometheus.</summary>
    public IReadOnlyList<AlertStatus> Alerts { get; init; } = [];

    /// <summary>What happened while it started, oldest first.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Why it could not start; empty unless <see cref="State"/> is <see cref="PlatformState.Failed"/>.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>A region by name.</summary>
    /// <exception cref="LocalPlatformException">It does not run.</exception>
    public RegionStatus Region(string name) => Regions.FirstOrDefault(r => r.Name == name)
        ?? throw new LocalPlatformException($"region '{name}': does not run; running: {string.Join(", ", Regions.Select(r => r.Name))}.");
}

/// <summary>Where the platform stands.</summary>
public enum PlatformState
{
    /// <summary>Its parts start.</summary>
    Starting,

    /// <summary>Every part was ready once.</summary>
    Ready,

    /// <summary>It could not start and stops again.</summary>
    Failed,

    /// <summary>It stops.</summary>
    Stopping,
}

/// <summary>The gateway.</summary>
/// <param name="Url">Where clients send their requests.</param>
/// <param name="AdminUrl">Its status page and metrics.</param>
/// <param name="IssuerUrl">The local token issuer.</param>
public sealed record GatewayStatus(Uri Url, Uri AdminUrl, Uri IssuerUrl);

/// <summary>A region.</summary>
public sealed record RegionStatus
{
    /// <summary>Name, such as us-east.</summary>
    public required string Name { get; init; }

    /// <summary>Its Prometheus; null where it does not run.</summary>
    public Uri? PrometheusUrl { get; init; }

    /// <summary>Its Alertmanager; null where it does not run.</summary>
    public Uri? AlertmanagerUrl { get; init; }

    /// <summary>What runs in it, in start order.</summary>
    public IReadOnlyList<WorkloadStatus> Workloads { get; init; } = [];

    /// <summary>A workload by name.</summary>
    /// <exception cref="LocalPlatformException">It does not run.</exception>
    public WorkloadStatus Workload(string name) => Workloads.FirstOrDefault(w => w.Name == name)
        ?? throw new LocalPlatformException($"workload '{name}': does not run in {Name}; running: {string.Join(", ", Workloads.Select(w => w.Name))}.");
}

/// <summary>A workload of the description.</summary>
public sealed record WorkloadStatus
{
    /// <summary>Its name in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>StatefulSet, Deployment, Rollout or Job.</summary>
    public required string Kind { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its pods here.</summary>
    public IReadOnlyList<PodStatus> Pods { get; init; } = [];
}

/// <summary>A pod.</summary>
public sealed record PodStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its loopback address.</summary>
    public required string Ip { get; init; }

    /// <summary>Whether all its containers are ready.</summary>
    public required bool Ready { get; init; }

    /// <summary>Pending, Running, Succeeded, Failed, CrashLoopBackOff or Down (held down by a command).</summary>
    public required string Phase { get; init; }

    /// <summary>How often its containers were restarted.</summary>
    public required int Restarts { get; init; }

    /// <summary>Value of the label rollouts-pod-template-hash; null unless it belongs to a Rollout.</summary>
    public string? Hash { get; init; }

    /// <summary>stable or canary; null unless it belongs to a Rollout.</summary>
    public string? Role { get; init; }

    /// <summary>Why it is not ready or was restarted last; null = nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>How far its wall clock was set ahead, in milliseconds; null = it is the machine's.</summary>
    public double? ClockOffsetMilliseconds { get; init; }

    /// <summary>Its containers.</summary>
    public IReadOnlyList<ContainerStatus> Containers { get; init; } = [];

    /// <summary>Port of a container by its name in the description, such as http.</summary>
    /// <exception cref="LocalPlatformException">The pod has no such port.</exception>
    public int Port(string name) => Containers.SelectMany(c => c.Ports).FirstOrDefault(p => p.Name == name)?.Port
        ?? throw new LocalPlatformException($"port '{name}': pod {Name} has none of that name; it has: {string.Join(", ", Containers.SelectMany(c => c.Ports).Select(p => p.Name))}.");
}

/// <summary>A container.</summary>
/// <param name="Name">Its name in the pod.</param>
/// <param name="Pid">Process id; null while none runs.</param>
/// <param name="Ready">Whether its readiness probe passed.</param>
/// <param name="Ports">The ports it listens on, on the pod's address.</param>
/// <param name="Log">File that holds its output.</param>
public sealed record ContainerStatus(string Name, int? Pid, bool Ready, IReadOnlyList<PortStatus> Ports, string Log);

/// <summary>A port.</summary>
/// <param name="Name">Its name in the description; its number where it has none.</param>
/// <param name="Port">Its number.</param>
public sealed record PortStatus(string Name, int Port);

/// <summary>A part of the description that does not run here.</summary>
/// <param name="Region">Its region; null = all.</param>
/// <param name="Workload">Workload, or workload/container.</param>
/// <param name="Reason">Why not.</param>
public sealed record LeftOut(string? Region, string Workload, string Reason);

/// <summary>An alert that fires.</summary>
/// <param name="Region">Region whose Prometheus says so.</param>
/// <param name="Name">Name of the rule.</param>
/// <param name="Severity">Its severity label.</param>
/// <param name="Since">Since when it is active.</param>
/// <param name="Summary">Its summary.</param>
/// <param name="AboutLeftOut">Whether it speaks of a part that does not run here, so that it says nothing about this platform.</param>
public sealed record AlertStatus(string Region, string Name, string Severity, DateTimeOffset Since, string Summary, bool AboutLeftOut);
