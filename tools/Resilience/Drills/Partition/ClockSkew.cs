using WedSync.Drills.Redis;
using WedSync.Drills.Regions;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Partition;

/// <summary>Sets the clocks of a region wrong: of its Redis nodes, which stamp, and of its services.</summary>
internal static class ClockSkew
{
    /// <summary>Restarts the pods with another clock; it is set right at the drill's end.</summary>
    public static async Task SetAsync(DrillContext context, CancellationToken cancellation)
    {
        if (context.Skew == TimeSpan.Zero) return;
        context.Undo($"clocks of {context.Region}", () => ApplyAsync(context, TimeSpan.Zero, CancellationToken.None));
        await ApplyAsync(context, context.Skew, cancellation);
    }

    private static async Task ApplyAsync(DrillContext context, TimeSpan offset, CancellationToken cancellation)
    {
        var region = (await context.Platform.StatusAsync(cancellation)).Region(context.Region);
        var request = new ClockRequest(offset.TotalMilliseconds);
        // Services find a Redis that answers when they start.
        await ApplyAsync(region.Workload(RedisView.Workload).Pods);
        await ApplyAsync([.. region.Workload(EntryProbe.Workload).Pods, .. region.Workload(SyncWatch.Workload).Pods]);

        Task ApplyAsync(IReadOnlyList<PodStatus> pods)
            => Task.WhenAll(pods.Select(pod => context.Platform.SetClockAsync(context.Region, pod.Name, request, cancellation)));
    }
}
