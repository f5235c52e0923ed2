using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>
/// Waits until a second region holds a write. The sync workers note in <c>a:{p}</c> up to where each peer does; whichever is the nearest
/// healthy one is there first. Only peers that may hold the entry count, and a write that a failover lost meanwhile is not confirmed by
/// what was written after it.
/// </summary>
internal sealed class Replication(ReplicationStore store, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>False when no peer region has confirmed in time.</summary>
    public async ValueTask<bool> WaitAsync(string id, Stamp stamp, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        do
        {
            switch (await store.ConfirmAsync(id, stamp, cancellation))
            {
                case Confirmation.Held: return true;
                case Confirmation.Lost: return false;
            }

            await Task.Delay(Interval, time, cancellation);
        }
        while (time.GetElapsedTime(started) < Patience);
        return false;
    }
}
