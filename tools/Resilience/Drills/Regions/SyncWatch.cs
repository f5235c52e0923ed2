using System.Net.Http.Json;
using System.Text.Json;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Regions;

/// <summary>What the regions' sync workers say of each other.</summary>
internal sealed class SyncWatch(DrillContext context, HttpClient http)
{
    /// <summary>The sync workers' workload.</summary>
    public const string Workload = "cache-sync-service";

    private const string PortName = "status";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan News = TimeSpan.FromSeconds(15);

    /// <summary>Waits until every region that runs reads all partitions of every other one as they change.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="DrillException">It takes too long.</exception>
    public async Task<TimeSpan> UntilInStepAsync(CancellationToken cancellation)
    {
        var told = context.Time.GetTimestamp();
        return await Waiting.UntilAsync("regions in step", $"./wedsync logs {Workload}", LookAsync, Patience, cancellation);

        async Task<bool> LookAsync()
        {
            var workers = await AskAsync(cancellation);
            var isInStep = IsInStep(workers, context.Regions);
            if (isInStep || context.Time.GetElapsedTime(told) < News) return isInStep;
            told = context.Time.GetTimestamp();
            context.Say($"partitions in step: {Progress(workers, context.Regions)}");
            return false;
        }
    }

    /// <summary>How far each region is with each other one, for people.</summary>
    internal static string Progress(IReadOnlyList<WorkerStatus> workers, IReadOnlyList<string> regions) => string.Join(", ",
        from worker in workers
        from peer in worker.Peers
        where regions.Contains(peer.Region)
        select $"{worker.Region} with {peer.Region} {peer.CurrentPartitions} of {worker.OwnedPartitions}{(peer.Connected ? "" : " (not connected)")}");

    /// <summary>Every worker that answers.</summary>
    public async Task<IReadOnlyList<WorkerStatus>> AskAsync(CancellationToken cancellation)
    {
        var status = await context.Platform.StatusAsync(cancellation);
        var answers = await Task.WhenAll(status.Regions.SelectMany(r => r.Workload(Workload).Pods).Select(pod => AskAsync(pod, cancellation)));
        return [.. answers.OfType<WorkerStatus>()];
    }

    /// <summary>Whether each region is in step with each other one.</summary>
    internal static bool IsInStep(IReadOnlyList<WorkerStatus> workers, IReadOnlyList<string> regions)
        => regions.All(from => regions.Where(to => to != from).All(to => IsInStep([.. workers.Where(w => w.Region == from)], to)));

    private static bool IsInStep(List<WorkerStatus> workers, string peer)
    {
        var seen = workers.SelectMany(w => w.Peers).Where(p => p.Region == peer).ToList();
        return workers.Count > 0 && seen.Count == workers.Count && seen.All(p => p.Connected && p.WaitingPartitions == 0)
            && seen.Sum(p => p.CurrentPartitions) >= workers.Sum(w => w.OwnedPartitions) && workers.Sum(w => w.OwnedPartitions) > 0;
    }

    private async Task<WorkerStatus?> AskAsync(PodStatus pod, CancellationToken cancellation)
    {
        try
        {
            return await http.GetFromJsonAsync(new Uri($"http://{pod.Ip}:{pod.Port(PortName)}/status"), WorkerStatusJson.Default.WorkerStatus, cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or LocalPlatformException)
        {
            // It is down, or starts.
            return null;
        }
    }
}
