using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>Canaries of a Rollout: one pod beside the stable ones, and its share of the region's requests.</summary>
internal sealed class CanaryControl(PlatformRun run)
{
    private static readonly StopOptions AtOnce = new(RunPreStop: false, TimeSpan.FromSeconds(5));

    /// <summary>Starts a canary in place of the one that runs; without requests until it gets a weight.</summary>
    public async Task<PodStatus> StartAsync(RunningRegion region, RunningWorkload workload, CanaryRequest request, CancellationToken cancellation)
    {
        Check(workload);
        if (workload.Canary is not null) await AbortAsync(workload);
        var network = run.Settings.Network;
        var identity = PodIdentity.Canary(network, region.Plan.Index, workload.Workload, workload.Canaries++, request.Version);
        var plan = PodTranslator.Translate(region.Context, identity, request.Environment);
        var pod = new PodRunner(plan, run.Kubelet, run.Changed) { Role = Roles.Canary };
        workload.CanaryWeight = 0;
        workload.Add(pod);
        try
        {
            await pod.StartAsync();
            await run.WaitAsync(pod, cancellation);
            return pod.Status();
        }
        catch
        {
            await RemoveAsync(workload, pod, AtOnce);
            throw;
        }
    }

    /// <summary>Sets the canary's share.</summary>
    public void SetWeight(RunningWorkload workload, int weight)
    {
        if (weight is < 0 or > 100) throw new LocalPlatformException($"weight '{weight}': not a share; allowed: 0 to 100 percent.");
        if (Canary(workload) is not null) workload.CanaryWeight = weight;
        run.Changed();
    }

    /// <summary>Makes the canary stable; the former stable pods end gracefully.</summary>
    public async Task PromoteAsync(RunningWorkload workload)
    {
        var canary = Canary(workload);
        var former = workload.Pods.Where(p => p.Role == Roles.Stable).ToList();
        canary.Role = Roles.Stable;
        workload.CanaryWeight = 0;
        run.Changed();
        foreach (var pod in former) await RemoveAsync(workload, pod, new StopOptions(RunPreStop: true, pod.Plan.GracePeriod));
    }

    /// <summary>Sends everything to the stable pods, then ends the canary gracefully.</summary>
    public async Task AbortAsync(RunningWorkload workload)
    {
        var canary = Canary(workload);
        workload.CanaryWeight = 0;
        await RemoveAsync(workload, canary, new StopOptions(RunPreStop: true, canary.Plan.GracePeriod));
    }

    private static void Check(RunningWorkload workload)
    {
        if (workload.Workload.Kind != WorkloadKind.Rollout)
        {
            throw new LocalPlatformException($"workload '{workload.Workload.Name}': is a {workload.Workload.Kind}; allowed: a Rollout.");
        }
    }

    private static PodRunner Canary(RunningWorkload workload)
    {
        Check(workload);
        return workload.Canary ?? throw new LocalPlatformException($"rollout '{workload.Workload.Name}': has no canary; start one first.");
    }

    private async Task RemoveAsync(RunningWorkload workload, PodRunner pod, StopOptions options)
    {
        await pod.StopAsync(options);
        workload.Remove(pod);
        PodFolder.Remove(pod.Plan);
        await pod.DisposeAsync();
        run.Changed();
    }
}
