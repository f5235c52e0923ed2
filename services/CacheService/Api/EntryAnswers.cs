using System.Buffers;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Api;

/// <summary>
/// Answers with an entry. A small body is handed over as a whole and sent when the request ends; a large one goes out in slices, each
/// when the client has taken what went before, and counts in the budget of bodies until then.
/// </summary>
internal sealed class EntryAnswers(ByteBudget budget, AnswerFlush flush, DrainState drain, ServiceMetrics metrics)
{
    private const int LargestWhole = 64 * 1024;
    private const int Slice = 32 * 1024;

    public ValueTask WriteAsync(HttpContext context, CachedEntry entry, string state)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = entry.ETag;
        headers[Wire.State] = state;
        if (EntityTags.Match(context.Request.Headers.IfNoneMatch, entry.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return ValueTask.CompletedTask;
        }

        var body = entry.Body;
        headers.ContentType = entry.ContentType;
        headers.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return ValueTask.CompletedTask;
        if (body.Length > LargestWhole) return WriteSlicesAsync(context, entry.Id, body);
        response.BodyWriter.Write(body.Span);
        return ValueTask.CompletedTask;
    }

    private async ValueTask WriteSlicesAsync(HttpContext context, string id, ReadOnlyMemory<byte> body)
    {
        using var account = budget.Open(EntryId.Tenant(id).ToString());
        if (!account.TryHold(body.Length))
        {
            metrics.Shed(ShedReasons.Bodies);
            context.Response.Headers.Remove("ETag");
            await ProblemResult.Overloaded().ExecuteAsync(context);
            return;
        }

        drain.Follow(context);
        for (var at = 0; at < body.Length; at += Slice)
        {
            context.Response.BodyWriter.Write(body.Span.Slice(at, Math.Min(Slice, body.Length - at)));
            if (!await flush.SendAsync(context)) return;
        }
    }
}
