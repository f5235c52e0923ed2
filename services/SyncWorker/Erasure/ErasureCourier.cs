using Google.Protobuf;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Erasure;

/// <summary>
/// Carries erasures that this region has taken to all others, again and again until each has done it, and then signs the receipt. One
/// worker of the region does it at a time; a region that is down keeps the receipt waiting, and nothing else.
/// </summary>
internal sealed partial class ErasureCourier(
    ErasureLedger ledger, EntryStore entries, WorkLeases leases, PeerDirectory peers, TlsMaterial? tls, SyncMetrics metrics, string worker,
    TimeProvider time, ILogger<ErasureCourier> logger) : IBackgroundLoop
{
    private const string Purpose = "erasures";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(6);

    private long _forgotAt;

    public string Name => "erasure-courier";

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                var pending = await ledger.PendingAsync();
                metrics.PendingErasures.Set(pending.Count);
                if (pending.Count > 0 && await leases.OwnAsync(0, Purpose, worker, Lease, cancellation))
                {
                    foreach (var erasure in pending) await TryCarryAsync(erasure, cancellation);
                }

                // Last, so that it keeps no erasure waiting.
                await ForgetAsync();
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                // Nothing is lost: what was done stands in the ledger, and erasing again changes nothing.
            }
        }
    }

    // Each worker does it at its start and then now and then: to forget twice changes nothing.
    private async Task ForgetAsync()
    {
        if (_forgotAt != 0 && time.GetElapsedTime(_forgotAt) < ForgetInterval) return;
        await ledger.ForgetAsync(time.GetUtcNow() - ErasureLedger.ReceiptLifetime);
        _forgotAt = time.GetTimestamp();
    }

    // One that fails, whatever it is, does not keep the others waiting.
    private async Task TryCarryAsync(Core.Redis.Erasure erasure, CancellationToken cancellation)
    {
        try
        {
            await CarryAsync(erasure, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !RedisFaults.IsOutage(exception))
        {
            LogFailed(logger, exception, erasure.Id);
        }
    }

    private async Task CarryAsync(Core.Redis.Erasure erasure, CancellationToken cancellation)
    {
        if (await InvalidationAsync(EntryId.ForSubject(erasure.Tenant, erasure.SubjectId), cancellation) is not { } invalidation) return;
        var request = new Transport.Wire.EraseRequest
        {
            Tenant = erasure.Tenant,
            SubjectId = erasure.SubjectId,
            Invalidation = new Transport.Wire.Record { Id = invalidation.Id, Value = ByteString.CopyFrom(invalidation.Value) },
        };
        var missing = peers.Regions.Except(erasure.Done.Select(done => done.Region)).ToList();
        var done = await Task.WhenAll(missing.Select(region => EraseAsync(region, request, cancellation)));
        var next = erasure with { Done = [.. erasure.Done, .. done.OfType<RegionErasure>()] };
        if (done.All(result => result is not null) && tls is not null)
        {
            next = next with { Receipt = Receipt.Sign(Content(next), tls.Certificate).ToJson() };
            LogReceipt(logger, next.Id, next.Done.Count);
        }

        if (next != erasure && (done.Any(result => result is not null) || next.Receipt is not null)) await ledger.SaveAsync(next);
    }

    // Former builds named the record after the subject itself, and an erasure may wait for a region for long.
    private async ValueTask<(string Id, byte[] Value)?> InvalidationAsync(string subject, CancellationToken cancellation)
    {
        foreach (var id in new[] { InvalidationId.OfSubject(subject), subject })
        {
            if (await entries.ReadAsync(id, cancellation) is { } value) return (id, value);
        }

        return null;
    }

    private async Task<RegionErasure?> EraseAsync(string region, Transport.Wire.EraseRequest request, CancellationToken cancellation)
    {
        try
        {
            var reply = await peers.Peer(region).EraseAsync(request, CallLimit, cancellation);
            return new RegionErasure(region, (int)reply.Erased, DateTimeOffset.FromUnixTimeMilliseconds(reply.AtUnixMilliseconds));
        }
        catch (Grpc.Core.RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            LogMissing(logger, region, exception.Status.Detail);
            return null;
        }
    }

    private ReceiptContent Content(Core.Redis.Erasure erasure) => new(
        erasure.Id, erasure.Tenant, erasure.SubjectId, erasure.RequestedIn, erasure.RequestedAt, time.GetUtcNow(), erasure.Done,
        erasure.Done.Sum(done => done.Erased));

    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "Erasure {Id} is done in {Count} regions; its receipt is signed")]
    private static partial void LogReceipt(ILogger logger, string id, int count);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Error, Message = "Erasure {Id} cannot be carried to the other regions and is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception, string id);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "{Region} has not erased yet: {Reason}")]
    private static partial void LogMissing(ILogger logger, string region, string reason);
}
