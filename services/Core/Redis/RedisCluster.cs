using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace WedSync.Core.Redis;

/// <summary>
/// The region's Redis cluster: connections that heal, bounded retries, a circuit breaker a group of slots. Operations may be
/// attempted more than once: callers pass only what is idempotent.
/// </summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    private readonly RedisSettings _settings;
    private readonly TimeProvider _time;
    private readonly RedisPipelines _pipelines;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _supervisor;
    private ConnectionMultiplexer _redis;
    private IDatabase _database;
    private long _lastRefresh;

    private RedisCluster(RedisSettings settings, ConnectionMultiplexer redis, TimeProvider time)
    {
        _settings = settings;
        _redis = redis;
        _database = redis.GetDatabase();
        _time = time;
        _pipelines = new RedisPipelines(settings, time, OnFaultAsync);
        _supervisor = SuperviseAsync();
    }

    /// <summary>Raised after all connections were replaced: subscriptions have to be made again.</summary>
    public event Func<IConnectionMultiplexer, Task>? Rebuilt;

    /// <summary>Raised for every failed attempt, for metrics and the log.</summary>
    public event Action<RedisFault, Exception>? Faulted;

    /// <summary>The connections now; replaced after a loss of the whole cluster.</summary>
    public IConnectionMultiplexer Connections => Volatile.Read(ref _redis);

    /// <summary>Commands without retries.</summary>
    public IDatabase Database => Volatile.Read(ref _database);

    /// <summary>Connects and loads the functions.</summary>
    /// <exception cref="RedisUnreachableException">No node answers.</exception>
    public static async Task<RedisCluster> ConnectAsync(RedisSettings settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var redis = await RedisConnector.ConnectAsync(settings);
        await FunctionLibrary.EnsureAsync(redis);
        return new RedisCluster(settings, redis, time ?? TimeProvider.System);
    }

    /// <summary>Runs an idempotent operation on the slot of a partition.</summary>
    /// <exception cref="RedisException">Still failing at the deadline.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T, TState>(
        int partition, Func<IDatabase, TState, Task<T>> operation, TState state, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Nearly every call succeeds at once: only one that does not pays for timers, attempts and breaker.
        if (_pipelines.IsClosed(partition))
        {
            try
            {
                return await operation(Database, state);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception))
            {
                await OnFaultAsync(exception);
            }
        }

        return await _pipelines.For(partition).ExecuteAsync(
            static async (call, token) =>
            {
                token.ThrowIfCancellationRequested();
                return await call.operation(call.self.Database, call.state);
            },
            (self: this, operation, state),
            cancellation);
    }

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervisor;
        await _redis.DisposeAsync();
        _stop.Dispose();
    }

    private async ValueTask OnFaultAsync(Exception exception)
    {
        var fault = RedisFaults.Of(exception);
        Faulted?.Invoke(fault, exception);
        switch (fault)
        {
            case RedisFault.FunctionsMissing:
                await FunctionLibrary.EnsureAsync(Connections);
                break;
            case RedisFault.Unavailable or RedisFault.Unknown:
                RefreshTopology();
                break;
        }
    }

    // A failed-over primary is noticed by its errors long before the periodic check of the topology.
    private void RefreshTopology()
    {
        var now = _time.GetTimestamp();
        var last = Interlocked.Read(ref _lastRefresh);
        // Zero: never.
        if ((last != 0 && _time.GetElapsedTime(last, now) < RefreshInterval) || Interlocked.CompareExchange(ref _lastRefresh, now, last) != last) return;
        _ = RefreshAsync(Connections);

        static async Task RefreshAsync(IConnectionMultiplexer redis)
        {
            try
            {
                await redis.ConfigureAsync();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next fault asks again.
            }
        }
    }

    private async Task SuperviseAsync()
    {
        var lostSince = -1L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (Connections.IsConnected)
                {
                    lostSince = -1;
                    continue;
                }

                if (lostSince < 0) lostSince = _time.GetTimestamp();
                if (_time.GetElapsedTime(lostSince) >= _settings.RebuildAfter && await TryRebuildAsync()) lostSince = -1;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task<bool> TryRebuildAsync()
    {
        try
        {
            var fresh = await RedisConnector.ConnectAsync(_settings);
            await FunctionLibrary.EnsureAsync(fresh);
            var old = Interlocked.Exchange(ref _redis, fresh);
            Volatile.Write(ref _database, fresh.GetDatabase());
            await old.DisposeAsync();
            foreach (var handler in Rebuilt?.GetInvocationList() ?? []) await ((Func<IConnectionMultiplexer, Task>)handler)(fresh);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it is, such as a password file that is being replaced: without the next attempt the process would stay cut off for ever.
            Faulted?.Invoke(RedisFaults.Of(exception), exception);
            return false;
        }
    }
}
