using System.IO.Pipelines;
using System.Text.Json;
using WedSync.CacheService.Overload;

namespace WedSync.CacheService.Api;

/// <summary>Writes a <see cref="BatchAnswer"/> piece by piece, no further ahead of the client than the server's own buffer.</summary>
internal sealed class BatchWriter : IDisposable
{
    // A multiple of three, so that base64 needs no rest.
    private const int Slice = 24 * 1024;

    private readonly HttpContext _context;
    private readonly AnswerFlush _flush;
    private readonly PipeWriter _pipe;
    private readonly Utf8JsonWriter _json;
    private bool _hasBegun;

    public BatchWriter(HttpContext context, AnswerFlush flush)
    {
        (_context, _flush, _pipe) = (context, flush, context.Response.BodyWriter);
        _json = new Utf8JsonWriter(_pipe);
    }

    /// <summary>Whether nobody reads any more.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Bytes of the largest body so far.</summary>
    public long Largest { get; private set; }

    public async ValueTask WriteAsync(BatchAnswers.Found item)
    {
        Begin();
        Largest = Math.Max(Largest, item.Bytes);
        _json.WriteStartObject();
        _json.WriteString("key", item.Key);
        _json.WriteString("state", item.State);
        if (item.Entry is { } entry)
        {
            _json.WriteString("contentType", entry.ContentType);
            _json.WriteString("stamp", entry.Stamp);
            _json.WritePropertyName("body");
            await WriteBodyAsync(entry.Body);
        }

        _json.WriteEndObject();
    }

    public async ValueTask EndAsync()
    {
        if (IsEnded) return;
        Begin();
        _json.WriteEndArray();
        _json.WriteEndObject();
        await FlushAsync();
    }

    public void Dispose()
    {
        // What a client that is gone has not taken must not be written behind its back.
        _json.Reset();
        _json.Dispose();
    }

    private void Begin()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        _context.Response.ContentType = "application/json; charset=utf-8";
        _json.WriteStartObject();
        _json.WriteStartArray("entries");
    }

    private async ValueTask WriteBodyAsync(ReadOnlyMemory<byte> body)
    {
        for (var at = 0; body.Length - at > Slice; at += Slice)
        {
            _json.WriteBase64StringSegment(body.Span.Slice(at, Slice), isFinalSegment: false);
            await FlushAsync();
        }

        _json.WriteBase64StringSegment(body.Span[(body.Length - Rest(body.Length))..], isFinalSegment: true);
        if (_json.BytesPending > Slice) await FlushAsync();
    }

    private static int Rest(int length) => length == 0 ? 0 : ((length - 1) % Slice) + 1;

    private async ValueTask FlushAsync()
    {
        if (IsEnded) return;
        _json.Flush();
        // A client that has to be waited for keeps no place from those that are served.
        IsEnded = !await _flush.SendAsync(_context, () => _context.Place().TryMove(Lane.Wait));
    }
}
