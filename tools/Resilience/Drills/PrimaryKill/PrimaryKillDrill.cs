using WedSync.Contracts;
using WedSync.Drills.Measuring;
using WedSync.Drills.Redis;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.PrimaryKill;

/// <summary>
/// Kills a Redis primary with SIGKILL under load and keeps it down until a replica has taken over, as when its node is lost; then lets it come
/// back and asks for every write that was acknowledged.
/// </summary>
public sealed class PrimaryKillDrill : IDrill
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Name => "primary-kill";

    /// <inheritdoc/>
    public string Summary => "SIGKILL of a Redis primary under load: how long writes fail, what is lost, whether it comes back as a replica";

    /// <inheritdoc/>
    public IReadOnlyList<string> Workloads => [RedisView.Workload, "ai-cache-service"];

    /// <inheritdoc/>
    public async Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation)
    {
        var region = context.Status.Region(context.Region);
        var redis = new RedisView(context.State, region);
        var victim = await VictimAsync(redis, region, cancellation);
        await using var load = LoadSession.Start(context.Load with { Mix = new OperationMix(50, 50, 0) });
        context.Say($"load of {context.Rate:0}/s on {context.Region}; {victim.Name} will be killed");
        await load.RunUntilAsync(context.Duration / 3, cancellation);

        context.Undo(victim.Name, () => StartAsync(context, victim));
        var killed = load.Now;
        await context.Platform.SignalAsync(context.Region, victim.Name, new SignalRequest("KILL", Restart: false), cancellation);
        context.Say($"{victim.Name} killed at {killed.TotalSeconds:0.0} s");
        var watch = new Watch(redis, load, victim);
        var takenOver = await watch.FailoverAsync(cancellation);
        context.Say($"a replica took over after {(takenOver - killed).TotalSeconds:0.0} s");
        await context.Platform.StartPodAsync(context.Region, victim.Name, cancellation);
        var back = await watch.ReturnAsync(cancellation);
        context.Say($"{victim.Name} is back as a replica after {(back - killed).TotalSeconds:0.0} s");

        await load.RunUntilAsync(TimeSpan.FromTicks(Math.Max(context.Duration.Ticks, (load.Now + (context.Duration / 3)).Ticks)), cancellation);
        var report = await load.StopAsync();
        context.Say($"asking for {load.Ledger.Newest.Count} keys, {load.Ledger.Count} acknowledged writes");
        var verdict = await load.VerifyAsync(cancellation);
        return new DrillFindings(
            [
                Promise.AtMost("recovery time (RTO)", load.Outcomes.Outage(killed).TotalSeconds, Promises.RecoveryTimeSeconds, "s"),
                Promise.AtMost("recovery point (RPO) of local writes", RecoveryPoint.Of(verdict.Lost.Select(l => l.Write), killed), Promises.RecoveryPointSeconds, "s"),
            ],
            [
                new("failover done after", (takenOver - killed).TotalSeconds, "s"),
                new("killed node a replica again after", (back - killed).TotalSeconds, "s"),
                new("acknowledged writes", load.Ledger.Count, ""),
                new("keys asked for", verdict.Checked, ""),
                new("acknowledged writes lost", verdict.Lost.Count, ""),
                new("p50 before", load.Outcomes.Percentile(50, TimeSpan.Zero, killed), "ms"),
                new("p99 before", load.Outcomes.Percentile(99, TimeSpan.Zero, killed), "ms"),
                new("p50 from the kill on", load.Outcomes.Percentile(50, killed, TimeSpan.MaxValue), "ms"),
                new("p99 from the kill on", load.Outcomes.Percentile(99, killed, TimeSpan.MaxValue), "ms"),
            ],
            report,
            ["The writes are of durability 'local': a failover may cost the last moments, within the recovery point."]);
    }

    private static async Task<PodStatus> VictimAsync(RedisView redis, RegionStatus region, CancellationToken cancellation)
    {
        var nodes = await redis.SeenByOthersAsync(except: null, cancellation);
        var primary = nodes.Where(n => n.IsPrimary && !n.HasFailed).MaxBy(n => n.Slots)
            ?? throw new DrillException($"Redis in {region.Name}: no node says which primaries there are; look with ./wedsync logs {RedisView.Workload}.");
        return region.Workload(RedisView.Workload).Pods.First(p => p.Ip == primary.Ip);
    }

    private static async Task StartAsync(DrillContext context, PodStatus victim)
    {
        var pod = (await context.Platform.StatusAsync()).Region(context.Region).Workload(RedisView.Workload).Pods.First(p => p.Name == victim.Name);
        if (pod.Phase == "Down")
        {
            await context.Platform.StartPodAsync(context.Region, victim.Name);
        }
    }

    /// <summary>Waits for what the other nodes see of the killed one.</summary>
    private sealed class Watch(RedisView redis, LoadSession load, PodStatus victim)
    {
        public Task<TimeSpan> FailoverAsync(CancellationToken cancellation)
            => UntilAsync($"a replica takes over from {victim.Name}", n => n.Slots == 0, cancellation);

        public Task<TimeSpan> ReturnAsync(CancellationToken cancellation)
            => UntilAsync($"{victim.Name} comes back as a replica", n => n is { IsPrimary: false, HasFailed: false }, cancellation);

        private async Task<TimeSpan> UntilAsync(string what, Func<ClusterNode, bool> isMet, CancellationToken cancellation)
        {
            var deadline = load.Now + Patience;
            while (true)
            {
                var nodes = await redis.SeenByOthersAsync(victim, cancellation);
                if (nodes.FirstOrDefault(n => n.Ip == victim.Ip) is { } node && isMet(node))
                {
                    return load.Now;
                }

                if (load.Now > deadline)
                {
                    throw new DrillException($"{what}: not within {Patience.TotalSeconds:0} s; look with ./wedsync logs {RedisView.Workload}.");
                }

                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
