using WedSync.CacheService.Connections;

namespace WedSync.CacheService.Overload;

/// <summary>Whether this pod is about to end.</summary>
internal sealed class DrainState
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public void Begin() => _isDraining = true;

    /// <summary>Tells the client to open its next connection elsewhere, where the pod drains now.</summary>
    public void Mark(HttpResponse response)
    {
        if (_isDraining && !response.HasStarted) response.Headers.Connection = "close";
    }

    /// <summary>For a request that takes a while: the drain may begin before its answer does, and the stop waits for it.</summary>
    public void Follow(HttpContext context)
    {
        OpenConnection.Busy(context);
        context.Response.OnStarting(
            static state =>
            {
                var (drain, response) = ((DrainState, HttpResponse))state;
                drain.Mark(response);
                return Task.CompletedTask;
            },
            (this, context.Response));
    }
}
