using StackExchange.Redis;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;

namespace WedSync.SyncWorker.Storage;

/// <summary>Hears the region's changes on the channel of the Redis functions. What it misses, the sweeps find.</summary>
internal sealed class ChangeFeed(RedisCluster redis, string region, Action<int> wake, TimeProvider time) : IBackgroundLoop
{
    private static readonly RedisChannel Channel = RedisChannel.Literal(ChangeMessage.Channel);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private IConnectionMultiplexer? _subscribed;

    public string Name => "change-feed";

    /// <summary>Listens, and subscribes anew whenever the connection it listened on is gone.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await EnsureAsync(redis.Connections);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                _subscribed = null;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task EnsureAsync(IConnectionMultiplexer connections)
    {
        var subscriber = connections.GetSubscriber();
        if (ReferenceEquals(_subscribed, connections) && subscriber.IsConnected(Channel)) return;
        await subscriber.UnsubscribeAsync(Channel);
        await subscriber.SubscribeAsync(Channel, (_, message) => OnMessage((string)message!));
        _subscribed = connections;
    }

    private void OnMessage(string text)
    {
        if (ChangeMessage.TryParse(text, out var message) && message.Kind == ChangeKind.Stored && message.Origin == region) wake(message.Partition);
    }
}
