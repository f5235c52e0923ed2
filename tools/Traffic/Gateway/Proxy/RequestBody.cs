using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace WedSync.Gateway.Proxy;

/// <summary>
/// A request's body. One that is small enough is read before a region is asked: a client that is slow, or goes in the middle, then
/// never reaches the region, and the body can be sent a second time. A larger one streams through.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int PieceBytes = 16 * 1024;

    private readonly HeldBytes _held;
    private readonly MemoryStream _kept = new();
    private StreamedBody? _streamed;

    private RequestBody(HeldBytes held) => _held = held;

    /// <summary>Whether the client is still sending.</summary>
    public bool IsUploading => _streamed is { IsWhole: false };

    /// <exception cref="BadHttpRequestException">The body is malformed, broke off, or came too slowly.</exception>
    /// <exception cref="IOException">The client went.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context, int maxBytes, HeldBytes held)
    {
        var body = new RequestBody(held);
        context.Response.RegisterForDispose(body);
        if (HasBody(context.Request)) await body.FillAsync(context.Request, maxBytes, context.RequestAborted);
        return body;
    }

    /// <summary>False when the body cannot be sent again.</summary>
    public bool TryRewind()
    {
        _kept.Position = 0;
        return _streamed is null;
    }

    public void Dispose()
    {
        _held.Return((int)_kept.Length);
        _kept.Dispose();
    }

    private async Task FillAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var isWhole = request.ContentLength is not { } length || length <= maxBytes;
        if (isWhole) isWhole = await KeepAsync(request.Body, maxBytes, cancellation);
        _kept.Position = 0;
        if (!isWhole) _streamed = new StreamedBody(_kept, request.Body);
        request.Body = _streamed ?? (Stream)_kept;
    }

    /// <summary>False when there is more than may be kept.</summary>
    private async Task<bool> KeepAsync(Stream source, int maxBytes, CancellationToken cancellation)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (_kept.Length <= maxBytes && _held.TryTake(PieceBytes))
            {
                var read = await source.ReadAsync(piece.AsMemory(0, PieceBytes), cancellation);
                _held.Return(PieceBytes - read);
                if (read == 0) return true;
                _kept.Write(piece, 0, read);
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
}

/// <summary>Bytes of all requests that may be kept at once. Thread-safe.</summary>
internal sealed class HeldBytes(GatewayOptions options)
{
    private long _left = options.MaxHeldBytes;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0) return true;
        Return(bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _left, bytes);
}
