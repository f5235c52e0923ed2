using WedSync.CacheService.Caching;
using WedSync.CacheService.Security;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.CacheService.Api;

/// <summary>What no put gets past: a lease that was not given, an invalidation that came after the lease, an erasure.</summary>
internal sealed class PutGuard(
    LeaseTickets tickets, LeaseStore leases, InvalidationTable invalidations, EraseStore erasure, TimeProvider time)
{
    private const string Superseded = "superseded";

    /// <summary>Why the lease does not hold; null = it does, or there is none.</summary>
    public async ValueTask<ProblemResult?> CheckLeaseAsync(LeaseTicket? lease, Caller caller, string id)
    {
        if (lease is not { } ticket) return null;
        if (!await tickets.IsGivenAsync(ticket, caller, id)) return ProblemResult.ForeignLease();
        return ticket.Basis < Stamp.From(time.GetUtcNow() - LeaseStore.MaxFillAge)
            ? new ProblemResult(409, Superseded, $"The lease is older than {LeaseStore.MaxFillAge.TotalMinutes} minutes. Look the answer up again.")
            : null;
    }

    /// <summary>
    /// A put is later than every invalidation this pod has heard of; a computation under a lease keeps its own place in time.
    /// </summary>
    public Stamp FloorOf(Caller caller, Entry entry) => invalidations.FloorOf(
        entry.Tags.Select(tag => InvalidationId.OfTag(caller.Tenant, tag)).Concat(entry.Subject.Length > 0 ? [InvalidationId.OfSubject(entry.Subject)] : []));

    /// <summary>Why a fill may not be written, when an invalidation came between; its lease ends, for the next to compute. Null = it may be.</summary>
    public async ValueTask<ProblemResult?> CheckFloorAsync(WriteRequest request, LeaseTicket? lease, CancellationToken cancellation)
    {
        if (lease is not { } ticket || request.Floor <= ticket.Basis) return null;
        await leases.ReleaseAsync(request.Id, ticket.Token, failed: false, cancellation);
        return Invalidated();
    }

    /// <summary>Why the write may not stay, when an erasure came between; it is taken out then. Null = it stays.</summary>
    public async ValueTask<ProblemResult?> CheckErasureAsync(WriteRequest request, Stamp stamp) =>
        request.Entry.Subject.Length == 0 || await erasure.KeepUnlessErasedAsync(request, stamp) ? null : Invalidated();

    /// <summary>The answer to a write that was refused by the store.</summary>
    public static ProblemResult Refused(WriteRequest request, WriteResult result) => result.Version.Stamp < request.Entry.AsOf
        ? new ProblemResult(409, Superseded, $"The lease began at {request.Entry.AsOf}, and the region's clock is at {result.Version.Stamp}. Look the answer up again.")
        : new ProblemResult(409, Superseded, $"Version {result.Version.Stamp} of {result.Version.Origin} is later than the lease. Read it instead.");

    private static ProblemResult Invalidated() =>
        new(409, Superseded, "A tag of the answer was invalidated or its subject erased since it was asked for. Nothing of it is stored. Look it up and compute it again.");
}
