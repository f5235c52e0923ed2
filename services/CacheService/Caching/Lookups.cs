using WedSync.CacheService.Security;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Caching;

/// <summary>How a lookup ended: with an entry, a lease, both (a stale entry and the right to renew it), or neither (pending).</summary>
internal readonly record struct LookupResult(ReadResult Read, LeaseTicket? Lease, bool IsAfterFailure)
{
    /// <summary>Whether nobody computes, and the caller may not.</summary>
    public bool IsNobodys { get; init; }

    /// <summary>Whether the caller waited for somebody else's computation.</summary>
    public bool HasWaited { get; init; }
}

/// <summary>Answers lookups so that one caller in the region computes what is missing and the others wait for it.</summary>
internal sealed class Lookups(
    EntryReader reader, LeaseStore leases, LeaseTickets tickets, Waiters waiters, RenewalPauses pauses, InvalidationTable invalidations,
    TimeProvider time)
{
    // Changes wake waiters; this is for the one that was not heard.
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(500);

    private int _waiting;

    /// <summary>Lookups that wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A caller that may not write gets no lease: it could neither fill nor release it.</summary>
    public ValueTask<LookupResult> LookupAsync(Caller caller, string id, TimeSpan wait, TimeSpan lease, CancellationToken cancellation) =>
        reader.TryReadMemory(id, out var read)
        && (read.State == EntryState.Fresh || (read.State == EntryState.Stale && (!caller.May(Scopes.Write) || pauses.IsPaused(id))))
            ? ValueTask.FromResult(new LookupResult(read, null, false))
            : LookupClusterAsync(caller, id, wait, lease, cancellation);

    private async ValueTask<LookupResult> LookupClusterAsync(
        Caller caller, string id, TimeSpan wait, TimeSpan lease, CancellationToken cancellation)
    {
        var until = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        var refused = Stamp.Zero;
        var mayCompute = caller.May(Scopes.Write);
        var (failed, waited) = (false, false);
        using var watch = waiters.Begin(id);
        while (true)
        {
            var change = watch.Next();
            if (!reader.TryReadMemory(id, out var read)) read = await reader.ReadClusterAsync(id, cancellation);
            if (read.State == EntryState.Fresh || (read.State == EntryState.Stale && !mayCompute)) return new LookupResult(read, null, false) { HasWaited = waited };
            if (failed && read.State == EntryState.ErrorOnly) return new LookupResult(read, null, true) { HasWaited = waited };
            if (read.Entry is { } old) refused = old.Header.Stamp;

            var token = mayCompute ? LeaseTicket.NewToken() : "";
            AcquireResult acquired;
            try
            {
                acquired = await leases.AcquireAsync(id, token, lease, refused, invalidations.Latest, cancellation);
            }
            catch (Exception exception) when (read.State == EntryState.Stale && RedisFaults.IsOutage(exception))
            {
                // A store that takes no writes gives no lease; the old answer is there all the same.
                return new LookupResult(read, null, false);
            }

            switch (acquired)
            {
                case AcquireResult.Granted granted:
                    if (read.State == EntryState.Stale) pauses.Pause(id, RenewalPauses.WhileRenewed);
                    return new LookupResult(read, await tickets.GiveAsync(caller, id, granted.Basis, token), failed);
                case AcquireResult.Free:
                    return new LookupResult(read, null, failed) { IsNobodys = true, HasWaited = waited };
                case AcquireResult.Hit hit:
                    var judged = reader.Judge(id, hit.Value);
                    if (judged.State == EntryState.Fresh) return new LookupResult(judged, null, false) { HasWaited = waited };
                    refused = CachedEntry.Parse(id, hit.Value, 0)?.Header.Stamp ?? refused;
                    continue;
                case AcquireResult.Held when read.State == EntryState.Stale:
                    pauses.Pause(id, RenewalPauses.WhileRenewed);
                    return new LookupResult(read, null, false);
                case AcquireResult.Held held:
                    var left = time.GetElapsedTime(time.GetTimestamp(), until);
                    if (left <= TimeSpan.Zero || waiters.IsEnding || cancellation.IsCancellationRequested) return new LookupResult(read, null, failed);
                    waited = true;
                    failed = await WaitAsync(change, Min(left, held.Remaining + TimeSpan.FromMilliseconds(5), Recheck), cancellation) || failed;
                    break;
            }
        }
    }

    private async Task<bool> WaitAsync(Task<bool> change, TimeSpan longest, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await change.WaitAsync(longest, time, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b, TimeSpan c) => a < b ? (a < c ? a : c) : (b < c ? b : c);
}
