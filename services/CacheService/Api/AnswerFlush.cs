using WedSync.CacheService.Configuration;

namespace WedSync.CacheService.Api;

/// <summary>
/// Sends what is written of a long answer. The server's own least rate credits what the sockets have buffered, megabytes of it; here a
/// client that takes nothing for a while is cut.
/// </summary>
internal sealed class AnswerFlush(ServiceSettings settings, TimeProvider time)
{
    /// <summary>Returns when the client has taken enough for more to be written; false = nobody reads any more, and the connection is ended.</summary>
    /// <param name="context">The request.</param>
    /// <param name="onWait">Called when the client has to be waited for.</param>
    public async ValueTask<bool> SendAsync(HttpContext context, Action? onWait = null)
    {
        using var limit = new CancellationTokenSource(settings.Bodies.LongestStall, time);
        try
        {
            var flushing = context.Response.BodyWriter.FlushAsync(limit.Token);
            if (!flushing.IsCompleted) onWait?.Invoke();
            var result = await flushing;
            if (!limit.IsCancellationRequested) return !result.IsCompleted;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The server ends the flush either so or with a result.
        }

        // The server does so too, but later: until then half an answer would count as a failure of the service.
        context.Abort();
        return false;
    }
}
