using System.Diagnostics;
using WedSync.Drills.Redis;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Regions;

/// <summary>How a region came back.</summary>
/// <param name="Started">Until Redis and the sync worker ran again.</param>
/// <param name="InStep">From then until it was in step with the others.</param>
/// <param name="Serving">From the beginning until it served again.</param>
internal sealed record RegionReturn(TimeSpan Started, TimeSpan InStep, TimeSpan Serving);

/// <summary>Loses a whole region and brings it back.</summary>
internal sealed class RegionControl(DrillContext context, SyncWatch sync)
{
    private const string Down = "Down";
    private const string TopologyJob = "redis-topology";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>SIGKILL to every process of the region at one moment; they stay down. They are brought back at the drill's end at the latest.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        context.Undo($"region {context.Region}", async () => await BringBackAsync(CancellationToken.None));
        var running = Pods(await context.Platform.StatusAsync(cancellation), _ => true).Where(p => p.Phase != "Succeeded");
        await Task.WhenAll(running.Select(pod => context.Platform.SignalAsync(context.Region, pod.Name, new SignalRequest("KILL", Restart: false), cancellation)));
    }

    /// <summary>Does something to every Redis node.</summary>
    public async Task ForEachNodeAsync(Func<string, Task> action, CancellationToken cancellation)
        => await Task.WhenAll(Pods(await context.Platform.StatusAsync(cancellation), w => w == RedisView.Workload).Select(pod => action(pod.Name)));

    /// <summary>
    /// Brings it back in the order that serves nothing old: Redis, its topology, the sync worker; what serves only when it is in step
    /// again. What runs already is left alone.
    /// </summary>
    /// <exception cref="DrillException">It does not come back.</exception>
    public async Task<RegionReturn?> BringBackAsync(CancellationToken cancellation)
    {
        if (!Pods(await context.Platform.StatusAsync(cancellation), _ => true).Any(p => p.Phase == Down)) return null;
        var begun = Stopwatch.GetTimestamp();
        await StartAsync(w => w == RedisView.Workload, cancellation);
        await context.Platform.RestartAsync(context.Region, TopologyJob, cancellation);
        await StartAsync(w => w == SyncWatch.Workload, cancellation);
        var started = Stopwatch.GetElapsedTime(begun);
        context.Say($"Redis and the sync worker of {context.Region} run again after {started.TotalSeconds:0.0} s");
        var inStep = await sync.UntilInStepAsync(cancellation);
        context.Say($"{context.Region} is in step with the others {inStep.TotalSeconds:0.0} s later; it may serve again");
        await StartAsync(_ => true, cancellation);
        return new RegionReturn(started, inStep, Stopwatch.GetElapsedTime(begun));
    }

    private async Task StartAsync(Func<string, bool> isMeant, CancellationToken cancellation)
    {
        foreach (var pod in Pods(await context.Platform.StatusAsync(cancellation), isMeant).Where(p => p.Phase == Down))
        {
            await context.Platform.StartPodAsync(context.Region, pod.Name, cancellation);
        }

        await Waiting.UntilAsync(
            $"pods of {context.Region} ready",
            "./wedsync status",
            async () => Pods(await context.Platform.StatusAsync(cancellation), isMeant).All(p => p.Ready || p.Phase == "Succeeded"),
            Patience,
            cancellation);
    }

    private IEnumerable<PodStatus> Pods(PlatformStatus status, Func<string, bool> isMeant)
        => status.Region(context.Region).Workloads.Where(w => isMeant(w.Name)).SelectMany(w => w.Pods);
}
