using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>A region: a store, and workers that come and go.</summary>
internal sealed class SimRegion(Member member, SimStore store, TimeProvider workerTime)
{
    public Member Member => member;

    public SimStore Store => store;

    public TimeProvider WorkerTime => workerTime;

    /// <summary>Its workers are of before regions said what they have evicted.</summary>
    public bool IgnoresEvicted { get; init; }

    public List<SimWorker> Workers { get; } = [];

    public List<SimPartition[]> Backups { get; } = [];

    public IEnumerable<SimWorker> Alive => Workers.Where(worker => worker.IsAlive);
}
