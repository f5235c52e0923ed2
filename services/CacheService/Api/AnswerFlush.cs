using System.IO.Pipelines;
using WedSync.CacheService.Configuration;

namespace WedSync.CacheService.Api;

/// <summary>
/// Sends what is written of a long answer. The server's own least rate credits what the sockets have buffered, megabytes of it; here a
/// client that takes nothing for a while is cut.
/// </summary>
internal sealed class AnswerFlush(ServiceSettings settings, TimeProvider time)
{
    /// <summary>Returns when the client has taken enough for more to be written; false = nobody reads any more.</summary>
    /// <param name="pipe">The answer's.</param>
    /// <param name="onWait">Called when the client has to be waited for.</param>
    public async ValueTask<bool> SendAsync(PipeWriter pipe, Action? onWait = null)
    {
        // The server ends the connection when this is cancelled.
        using var limit = new CancellationTokenSource(settings.Bodies.LongestStall, time);
        var flushing = pipe.FlushAsync(limit.Token);
        if (!flushing.IsCompleted) onWait?.Invoke();
        var result = await flushing;
        return !result.IsCompleted && !limit.IsCancellationRequested;
    }
}
