using Grpc.Core;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Erasure;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Transport;

/// <summary>What other regions' workers may ask of this one.</summary>
internal sealed partial class RegionSyncService(
    SyncNode node, CallerCheck callers, LocalErasure erasure, ReplicationStore replication, LagMonitor lag, ILogger<RegionSyncService> logger)
    : Wire.RegionSync.RegionSyncBase
{
    public override async Task Follow(
        IAsyncStreamReader<Wire.ReaderMessages> requestStream, IServerStreamWriter<Wire.ChangeBatches> responseStream, ServerCallContext context)
    {
        var reader = callers.Check(context);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var session = node.Open(reader);
        LogOpened(logger, reader.Region);
        try
        {
            await context.WriteResponseHeadersAsync(RegionHeaders.Of(node.Self));
            var sending = session.RunAsync(
                async (batches, cancellation) => await responseStream.WriteAsync(WireMapping.ToWire(batches), cancellation), stop.Token);
            var receiving = ReceiveAsync(session, requestStream, stop.Token);
            await Task.WhenAny(sending, receiving, session.Ended);
            await stop.CancelAsync();
            await Task.WhenAll(sending, receiving);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException || RedisFaults.IsOutage(exception))
        {
            LogClosed(logger, reader.Region, exception.Message);
        }
        finally
        {
            node.Close(session);
        }
    }

    public override async Task<Wire.DigestReply> Digest(Wire.DigestRequest request, ServerCallContext context)
    {
        var answers = await node.Service.DigestAsync(
            callers.Check(context), [.. request.Queries.Select(WireMapping.FromWire)], context.CancellationToken);
        var reply = new Wire.DigestReply();
        reply.Answers.AddRange(answers.Select(WireMapping.ToWire));
        return reply;
    }

    public override async Task<Wire.ListReply> List(Wire.ListRequest request, ServerCallContext context)
    {
        var query = new ListQuery(WireMapping.Partition(request.Partition), (int)Math.Min(request.Bits, Protocol.Digest.MaxBits), [.. request.Buckets.Select(bucket => (int)bucket)]);
        var reply = new Wire.ListReply();
        reply.Items.AddRange((await node.Service.ListAsync(callers.Check(context), query, context.CancellationToken)).Select(WireMapping.ToWire));
        return reply;
    }

    public override async Task<Wire.Records> Fetch(Wire.FetchRequest request, ServerCallContext context)
    {
        var records = await node.Service.FetchAsync(
            callers.Check(context), WireMapping.Partition(request.Partition), [.. request.Ids], context.CancellationToken);
        var reply = new Wire.Records();
        reply.Records_.AddRange(records.Select(WireMapping.ToWire));
        return reply;
    }

    public override async Task<Wire.ApplyReply> Apply(Wire.ApplyRequest request, ServerCallContext context)
    {
        var answer = await node.Service.ApplyAsync(
            callers.Check(context), WireMapping.Partition(request.Partition), [.. request.Records.Select(WireMapping.FromWire)], context.CancellationToken);
        var reply = new Wire.ApplyReply();
        reply.Outcomes.AddRange(answer.Outcomes.Select(outcome => (uint)outcome));
        return reply;
    }

    public override async Task<Wire.EraseReply> Erase(Wire.EraseRequest request, ServerCallContext context)
    {
        callers.Check(context);
        var (erased, at) = await erasure.EraseAsync(request.Tenant, request.SubjectId, WireMapping.FromWire(request.Invalidation), context.CancellationToken);
        return new Wire.EraseReply { Erased = (uint)erased, AtUnixMilliseconds = at.ToUnixTimeMilliseconds() };
    }

    public override async Task<Wire.RestampReply> Restamp(Wire.RestampRequest request, ServerCallContext context)
    {
        var caller = callers.Check(context);
        if (!await node.Service.MayRestampAsync(caller, Core.Keyspace.Partitions.Of(request.Id), request.Id, context.CancellationToken))
            return new Wire.RestampReply { Outcome = "changed" };
        var stamp = await replication.RestampAsync(request.Id, new Core.Stamps.Stamp((long)request.Stamp), request.Drop, context.CancellationToken);
        return new Wire.RestampReply { Outcome = stamp is null ? "changed" : "done", Stamp = (ulong)(stamp?.Value ?? 0) };
    }

    public override Task<Wire.StandingReply> Standing(Wire.StandingRequest request, ServerCallContext context)
    {
        var standing = lag.Of(callers.Check(context).Region);
        return Task.FromResult(new Wire.StandingReply
        {
            IsMeasured = standing is not null,
            BehindMilliseconds = (ulong)((standing?.Seconds ?? 0) * 1000),
            BehindKeys = (ulong)(standing?.Keys ?? 0),
        });
    }

    private static async Task ReceiveAsync(
        SourceSession session, IAsyncStreamReader<Wire.ReaderMessages> requests, CancellationToken cancellation)
    {
        while (await requests.MoveNext(cancellation)) await session.ReceiveAsync(WireMapping.FromWire(requests.Current), cancellation);
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "{Region} reads this region's changes")]
    private static partial void LogOpened(ILogger logger, string region);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "{Region} no longer reads this region's changes: {Reason}")]
    private static partial void LogClosed(ILogger logger, string region, string reason);
}

/// <summary>Establishes which region calls.</summary>
internal sealed class CallerCheck(TlsMaterial? tls, Func<IReadOnlyCollection<string>> members)
{
    /// <exception cref="RpcException">The caller is no region, not the one it says, or none of the estate's.</exception>
    public Member Check(ServerCallContext context)
    {
        var caller = RegionHeaders.Read(context.RequestHeaders)
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "The caller does not say which region it is."));
        if (tls is not null && tls.RegionOf(context.GetHttpContext().Connection.ClientCertificate) is var proven && proven != caller.Region)
            throw new RpcException(new Status(StatusCode.PermissionDenied, $"The certificate is of {proven ?? "nobody known"}, not of {caller.Region}."));
        if (!members().Contains(caller.Region))
            throw new RpcException(new Status(StatusCode.PermissionDenied, $"{caller.Region} is not one of the regions here."));
        return caller;
    }
}
