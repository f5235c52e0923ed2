using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>A workload that runs.</summary>
internal sealed class RunningWorkload(Workload workload)
{
    private readonly Lock _lock = new();
    private PodRunner[] _pods = [];

    public Workload Workload => workload;

    public IReadOnlyList<PodRunner> Pods => Volatile.Read(ref _pods);

    /// <summary>The canary's share in percent.</summary>
    public int CanaryWeight { get; set; }

    /// <summary>How many canaries it has had.</summary>
    public int Canaries { get; set; }

    public PodRunner? Canary => Pods.FirstOrDefault(p => p.Role == Roles.Canary);

    public void Add(PodRunner pod)
    {
        lock (_lock) Volatile.Write(ref _pods, [.. _pods, pod]);
    }

    public void Remove(PodRunner pod)
    {
        lock (_lock) Volatile.Write(ref _pods, [.. _pods.Where(p => p != pod)]);
    }

    public WorkloadStatus Status() => new()
    {
        Name = workload.Name,
        Kind = workload.Kind.ToString(),
        Namespace = workload.Namespace,
        Pods = [.. Pods.Select(p => p.Status())],
    };
}

/// <summary>Names of the two sides of a Rollout.</summary>
internal static class Roles
{
    public const string Stable = "stable";
    public const string Canary = "canary";
}

/// <summary>A region that runs.</summary>
internal sealed class RunningRegion
{
    private const string Prometheus = "prometheus";
    private const string Alertmanager = "alertmanager";

    public RunningRegion(RegionPlan plan, KubeletServices kubelet, Action changed)
    {
        Plan = plan;
        Context = plan.Context;
        Workloads = [.. plan.Pods.GroupBy(p => p.Workload).Select(group =>
        {
            var workload = new RunningWorkload(group.Key);
            foreach (var pod in group)
            {
                workload.Add(new PodRunner(PodTranslator.Translate(plan.Context, pod), kubelet, changed)
                {
                    Role = group.Key.Kind == WorkloadKind.Rollout ? Roles.Stable : null,
                });
            }

            return workload;
        })];
    }

    public RegionPlan Plan { get; }

    public string Name => Plan.Name;

    /// <summary>What its pods are translated with now.</summary>
    public RegionInputs Context { get; set; }

    public IReadOnlyList<RunningWorkload> Workloads { get; }

    public IEnumerable<PodRunner> Pods => Workloads.SelectMany(w => w.Pods);

    public Uri? PrometheusUrl => UrlOf(Prometheus);

    public RegionStatus Status() => new()
    {
        Name = Name,
        PrometheusUrl = PrometheusUrl,
        AlertmanagerUrl = UrlOf(Alertmanager),
        Workloads = [.. Workloads.Select(w => w.Status())],
    };

    /// <exception cref="LocalPlatformException">There is none.</exception>
    public RunningWorkload Workload(string name) => Workloads.FirstOrDefault(w => w.Workload.Name == name)
        ?? throw new LocalPlatformException($"workload '{name}': does not run in {Name}; running: {string.Join(", ", Workloads.Select(w => w.Workload.Name))}.");

    /// <exception cref="LocalPlatformException">There is none.</exception>
    public PodRunner Pod(string name) => Pods.FirstOrDefault(p => p.Plan.Name == name)
        ?? throw new LocalPlatformException($"pod '{name}': does not run in {Name}; running: {string.Join(", ", Pods.Select(p => p.Plan.Name))}.");

    /// <summary>Pods of the workload whose image is a tool.</summary>
    public IEnumerable<PodRunner> PodsOf(string image)
        => Workloads.Where(w => w.Workload.Template.Spec.Containers.Any(c => ImageCatalog.NameOf(c.Image) == image)).SelectMany(w => w.Pods);

    private Uri? UrlOf(string image)
        => PodsOf(image).FirstOrDefault() is { } pod && pod.Plan.Containers.SelectMany(c => c.Ports).FirstOrDefault(p => p.IsTcp) is { } port
            ? RunSettings.Url("http", pod.Plan.Ip, port.Port)
            : null;
}
