namespace WedSync.CacheService.Connections;

/// <summary>
/// The connections of both ports. Once the pod has stopped listening, those on which no request is under way are ended: half a request
/// would otherwise hold the stop up for as long as requests may take.
/// </summary>
internal sealed class ConnectionTables(ConnectionLimits api, TimeProvider time)
{
    // Within it a hit in memory, which is not seen as a request, is over and sent.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public ConnectionTable Api { get; } = new(api, time);

    public ConnectionTable Metrics { get; } = new(ConnectionLimits.Metrics, time);

    /// <summary>Returns when no connection is left.</summary>
    public async Task EndAsync()
    {
        while (Api.Count + Metrics.Count > 0)
        {
            await Task.Delay(Pause, time);
            Api.AbortIdle();
            Metrics.AbortIdle();
        }
    }
}
