using k8s.Models;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;

namespace WedSync.LocalPlatform.Pods;

/// <summary>Which workloads of a region run here, in the order of the description, and why the others do not.</summary>
public sealed class WorkloadSelection
{
    private readonly ImageCatalog _images;
    private readonly string _region;
    private readonly List<Workload> _workloads = [];
    private readonly List<LeftOut> _leftOut = [];

    private WorkloadSelection(ImageCatalog images, string region)
    {
        _images = images;
        _region = region;
    }

    public IReadOnlyList<Workload> Workloads => _workloads;

    public IReadOnlyList<LeftOut> LeftOut => _leftOut;

    public static WorkloadSelection Of(RegionManifests manifests, ImageCatalog images)
    {
        var selection = new WorkloadSelection(images, manifests.Region);
        foreach (var set in manifests.StatefulSets) selection.Add(StatefulSet(manifests.Region, set));
        foreach (var job in manifests.Jobs) selection.Add(Job(manifests.Region, job));
        foreach (var deployment in manifests.Deployments)
        {
            selection.Add(Plain(manifests.Region, WorkloadKind.Deployment, deployment.Metadata, deployment.Spec.Template));
        }

        foreach (var rollout in manifests.Rollouts) selection.Add(Plain(manifests.Region, WorkloadKind.Rollout, rollout.Metadata, rollout.Template));
        foreach (var cron in manifests.CronJobs) selection.Skip(cron.Metadata.Name, $"CronJob ({cron.Spec.Schedule}): schedules do not run here");
        return selection;
    }

    private static Workload StatefulSet(string region, V1StatefulSet set) => Plain(region, WorkloadKind.StatefulSet, set.Metadata, set.Spec.Template) with
    {
        Replicas = set.Spec.Replicas ?? 1,
        ServiceName = set.Spec.ServiceName,
        Claims = [.. set.Spec.VolumeClaimTemplates ?? []],
    };

    private static Workload Job(string region, V1Job job) => Plain(region, WorkloadKind.Job, job.Metadata, job.Spec.Template) with
    {
        Job = new JobLimits(job.Spec.BackoffLimit ?? 6, job.Spec.ActiveDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
    };

    private static Workload Plain(string region, WorkloadKind kind, V1ObjectMeta metadata, V1PodTemplateSpec template)
        => new() { Region = region, Kind = kind, Metadata = metadata, Template = template, Replicas = 1 };

    private void Add(Workload workload)
    {
        var skipped = new Dictionary<string, string>(StringComparer.Ordinal);
        var keepsReplicas = false;
        foreach (var container in workload.Template.Spec.Containers)
        {
            var match = _images.Match(container.Image);
            keepsReplicas |= match.Tool?.KeepsReplicas ?? false;
            if ((match.Reason ?? NeedsCluster(workload, match)) is { } reason) skipped[container.Name] = reason;
        }

        if (workload.Template.Spec.Containers.Count == skipped.Count)
        {
            Skip(workload.Name, skipped.Values.First());
            return;
        }

        // An init container prepares what the others need: without it the pod would run on something else than it describes.
        if (workload.Template.Spec.InitContainers?.Select(c => _images.Match(c.Image)).FirstOrDefault(m => m.Reason is not null) is { } init)
        {
            Skip(workload.Name, init.Reason!);
            return;
        }

        foreach (var (container, reason) in skipped) Skip($"{workload.Name}/{container}", reason);
        _workloads.Add(workload with
        {
            Replicas = keepsReplicas ? workload.Replicas : Math.Min(1, workload.Replicas),
            SkippedContainers = skipped.Keys.ToHashSet(StringComparer.Ordinal),
        });
    }

    /// <summary>A service with the cluster's token works on the cluster's objects, of which there are none here. Prometheus only discovers with it.</summary>
    private static string? NeedsCluster(Workload workload, ImageMatch match)
        => match.IsService && workload.Template.Spec.AutomountServiceAccountToken == true ? "works on the Kubernetes API" : null;

    private void Skip(string workload, string reason) => _leftOut.Add(new LeftOut(_region, workload, reason));
}
