using Grpc.Core;
using Grpc.Net.Client;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Transport;

/// <summary>Another region's workers, over gRPC. A peer that says nothing is noticed by HTTP/2 pings and by each call's deadline.</summary>
internal sealed class GrpcPeer : IPeer, IDisposable
{
    private const int MaxMessageBytes = 64 << 20;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(3);

    private readonly string _region;
    private readonly Metadata _headers;
    private readonly TimeSpan _timeout;
    private readonly SyncMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly GrpcChannel _channel;
    private readonly Wire.RegionSync.RegionSyncClient _client;

    public GrpcPeer(Member self, string region, Uri address, TlsMaterial? tls, PeerOptions options)
    {
        (_region, _timeout, _metrics, _time) = (region, options.Timeout, options.Metrics, options.Time);
        _headers = RegionHeaders.Of(self);
        _headers.Add("grpc-internal-encoding-request", "gzip");
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = _timeout,
            KeepAlivePingDelay = PingInterval,
            KeepAlivePingTimeout = PingInterval,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            EnableMultipleHttp2Connections = true,
            // Names are looked up and renewed certificates are shown at the latest then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        };
        if (tls is not null) handler.SslOptions = tls.ClientOptions(region);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxMessageBytes,
            MaxSendMessageSize = MaxMessageBytes,
        });
        _client = new Wire.RegionSync.RegionSyncClient(_channel);
    }

    public async Task<IChangeSession> OpenAsync(CancellationToken cancellation)
    {
        var call = _client.Follow(_headers, cancellationToken: cancellation);
        try
        {
            var peer = RegionHeaders.Read(await call.ResponseHeadersAsync.WaitAsync(_timeout, cancellation));
            if (peer?.Region != _region) throw new InvalidDataException($"The address of {_region} is answered by {peer?.Region ?? "something else"}.");
            return new Session(call, peer, _metrics);
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    public async Task<IReadOnlyList<DigestAnswer>> DigestAsync(IReadOnlyList<DigestQuery> queries, CancellationToken cancellation)
    {
        var request = new Wire.DigestRequest();
        request.Queries.AddRange(queries.Select(WireMapping.ToWire));
        var reply = await CountAsync(request, _client.DigestAsync(request, Options(cancellation)));
        return [.. reply.Answers.Select(WireMapping.FromWire)];
    }

    public async Task<IReadOnlyList<Item>> ListAsync(ListQuery query, CancellationToken cancellation)
    {
        var request = new Wire.ListRequest { Partition = (uint)query.Partition, Bits = (uint)query.Bits };
        request.Buckets.AddRange(query.Buckets.Select(bucket => (uint)bucket));
        var reply = await CountAsync(request, _client.ListAsync(request, Options(cancellation)));
        return [.. reply.Items.Select(WireMapping.FromWire)];
    }

    public async Task<IReadOnlyList<StoredRecord>> FetchAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var request = new Wire.FetchRequest { Partition = (uint)partition };
        request.Ids.AddRange(ids);
        var reply = await CountAsync(request, _client.FetchAsync(request, Options(cancellation)));
        return [.. reply.Records_.Select(WireMapping.FromWire)];
    }

    public async Task<ApplyAnswer> ApplyAsync(int partition, IReadOnlyList<StoredRecord> records, CancellationToken cancellation)
    {
        var request = new Wire.ApplyRequest { Partition = (uint)partition };
        request.Records.AddRange(records.Select(WireMapping.ToWire));
        return WireMapping.FromWire(await CountAsync(request, _client.ApplyAsync(request, Options(cancellation))));
    }

    /// <summary>Erases a data subject there.</summary>
    public async Task<Wire.EraseReply> EraseAsync(Wire.EraseRequest request, TimeSpan limit, CancellationToken cancellation) =>
        await _client.EraseAsync(request, new CallOptions(_headers, DeadlineIn(limit), cancellation));

    /// <summary>Has a record of that region restamped or dropped there.</summary>
    public async Task<Wire.RestampReply> RestampAsync(Wire.RestampRequest request, CancellationToken cancellation) =>
        await _client.RestampAsync(request, Options(cancellation));

    /// <summary>How far this region is behind the worker that answers there.</summary>
    public async Task<Wire.StandingReply> StandingAsync(CancellationToken cancellation) =>
        await _client.StandingAsync(new Wire.StandingRequest(), Options(cancellation));

    public void Dispose() => _channel.Dispose();

    private CallOptions Options(CancellationToken cancellation) => new(_headers, DeadlineIn(_timeout), cancellation);

    private DateTime DeadlineIn(TimeSpan limit) => _time.GetUtcNow().UtcDateTime + limit;

    private async Task<TReply> CountAsync<TReply>(Google.Protobuf.IMessage request, AsyncUnaryCall<TReply> call)
        where TReply : Google.Protobuf.IMessage
    {
        using (call)
        {
            _metrics.Sent(_region, request.CalculateSize());
            var reply = await call.ResponseAsync;
            _metrics.Received(_region, reply.CalculateSize());
            return reply;
        }
    }

    private sealed class Session(AsyncDuplexStreamingCall<Wire.ReaderMessages, Wire.ChangeBatches> call, Member peer, SyncMetrics metrics) : IChangeSession
    {
        // The stream takes one message at a time; the sweep and the receiver both send.
        private readonly SemaphoreSlim _sending = new(1, 1);

        public Member Peer => peer;

        public async ValueTask SendAsync(IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation)
        {
            var wire = WireMapping.ToWire(messages);
            await _sending.WaitAsync(cancellation);
            try
            {
                await call.RequestStream.WriteAsync(wire, cancellation);
            }
            finally
            {
                _sending.Release();
            }

            metrics.Sent(peer.Region, wire.CalculateSize());
        }

        public async ValueTask<IReadOnlyList<ChangeBatch>?> ReceiveAsync(CancellationToken cancellation)
        {
            if (!await call.ResponseStream.MoveNext(cancellation)) return null;
            metrics.Received(peer.Region, call.ResponseStream.Current.CalculateSize());
            return WireMapping.FromWire(call.ResponseStream.Current);
        }

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>What all peers have alike.</summary>
/// <param name="Timeout">Longest wait for an answer.</param>
/// <param name="Metrics">Counts what is sent and received.</param>
/// <param name="Time">Source of deadlines.</param>
internal sealed record PeerOptions(TimeSpan Timeout, SyncMetrics Metrics, TimeProvider Time);
