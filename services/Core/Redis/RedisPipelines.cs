using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Redis;

/// <summary>
/// Retry and circuit breaking. Slots fail by node, so breakers stand for ranges of slots: a dead primary opens its own and leaves
/// the others closed.
/// </summary>
internal sealed class RedisPipelines
{
    private const int SlotCount = 16384;
    private const int GroupCount = 48;
    private const int MaxAttempts = 40;
    private const int MaxBriefAttempts = 2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(100);

    private readonly ResiliencePipeline[] _byPartition = new ResiliencePipeline[Partitions.Count];
    private readonly CircuitBreakerStateProvider[] _states = new CircuitBreakerStateProvider[Partitions.Count];

    public RedisPipelines(RedisSettings settings, TimeProvider time, Func<Exception, ValueTask> onFault)
    {
        var groups = new ResiliencePipeline[GroupCount];
        var states = new CircuitBreakerStateProvider[GroupCount];
        for (var i = 0; i < groups.Length; i++)
        {
            states[i] = new CircuitBreakerStateProvider();
            groups[i] = Build(settings, time, onFault, states[i]);
        }

        for (var p = 0; p < _byPartition.Length; p++)
        {
            var group = HashSlot.OfPartition(p) * GroupCount / SlotCount;
            (_byPartition[p], _states[p]) = (groups[group], states[group]);
        }
    }

    public ResiliencePipeline For(int partition) => _byPartition[partition];

    /// <summary>Whether calls of the partition have not failed lately.</summary>
    public bool IsClosed(int partition) => _states[partition].CircuitState == CircuitState.Closed;

    private static ResiliencePipeline Build(
        RedisSettings settings, TimeProvider time, Func<Exception, ValueTask> onFault, CircuitBreakerStateProvider state) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Deadline })
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxAttempts,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetrying(arguments.Outcome.Exception, arguments.AttemptNumber)),
                OnRetry = arguments => onFault(arguments.Outcome.Exception!),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                SamplingDuration = TimeSpan.FromSeconds(1),
                MinimumThroughput = 10,
                BreakDuration = TimeSpan.FromMilliseconds(500),
                StateProvider = state,
                ShouldHandle = arguments => ValueTask.FromResult(IsNodeFailure(arguments.Outcome.Exception)),
            })
            .Build();

    private static bool IsWorthRetrying(Exception? exception, int attempt) => exception is not null && RedisFaults.Of(exception) switch
    {
        RedisFault.Moving or RedisFault.FunctionsMissing or RedisFault.Unavailable or RedisFault.Unknown => true,
        // Eviction may have made room a moment later; a full disk stays full, and who waits for it only takes a place.
        RedisFault.Refusing or RedisFault.Unclassified => attempt < MaxBriefAttempts,
        _ => false,
    };

    // A node that refuses writes still answers reads, and the breaker is for both.
    private static bool IsNodeFailure(Exception? exception) =>
        exception is not null && RedisFaults.Of(exception) is RedisFault.Unavailable or RedisFault.Unknown;
}
