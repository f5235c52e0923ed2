using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>Told what happens, for metrics, logs and the quarantine's list. This one ignores it.</summary>
internal class SyncObserver
{
    /// <summary>A record of a peer was taken or not.</summary>
    public virtual void Taken(string peer, StoredRecord record, ApplyOutcome outcome)
    {
    }

    /// <summary>Records of a peer in a partition that are ahead of the clock now; none = no longer.</summary>
    public virtual void Held(string peer, int partition, IReadOnlyList<Item> records)
    {
    }

    /// <summary>A comparison found records that had not arrived by themselves.</summary>
    public virtual void Diverged(string peer, int records)
    {
    }

    /// <summary>A comparison left out records that had been evicted.</summary>
    public virtual void LeftOut(string peer, int records)
    {
    }

    /// <summary>A comparison removed records that other regions had deleted.</summary>
    public virtual void Removed(string peer, int records)
    {
    }

    /// <summary>A session with a peer began.</summary>
    public virtual void Connected(string peer)
    {
    }

    /// <summary>A session with a peer ended or could not begin; without a reason the peer ended it.</summary>
    public virtual void Disconnected(string peer, Exception? reason)
    {
    }

    /// <summary>A peer acknowledged a stretch.</summary>
    public virtual void Acknowledged(string peer, int partition, Stamp to)
    {
    }

    /// <summary>Something failed and is tried again.</summary>
    public virtual void Failed(string peer, string what, Exception exception)
    {
    }
}
