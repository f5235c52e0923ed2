namespace WedSync.Client;

/// <summary>Sends a read again when the first one is slow, and takes what comes first.</summary>
internal static class Hedging
{
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> send, TimeSpan? after, TimeProvider time, CancellationToken cancellation)
        where T : IDisposable
    {
        if (after is not { } delay) return await send(cancellation);
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = send(losers.Token);
        var timer = Task.Delay(delay, time, losers.Token);
        if (await Task.WhenAny(first, timer) == first)
        {
            await losers.CancelAsync();
            return await first;
        }

        var second = send(losers.Token);
        var winner = await Task.WhenAny(first, second);
        // A first failure does not count while the other may still succeed.
        if (!winner.IsCompletedSuccessfully) winner = winner == first ? second : first;
        var result = await winner;
        await losers.CancelAsync();
        _ = DiscardAsync(winner == first ? second : first);
        return result;
    }

    private static async Task DiscardAsync<T>(Task<T> loser)
        where T : IDisposable
    {
        try
        {
            (await loser).Dispose();
        }
        catch (Exception exception) when (exception is OperationCanceledException or CacheException)
        {
            // It lost.
        }
    }
}
