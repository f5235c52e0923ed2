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

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(100);

    private readonly ResiliencePipeline[] _byPartition = new ResiliencePipeline[Partitions.Count];

    public RedisPipelines(RedisSettings settings, TimeProvider time, Func<RedisFault, ValueTask> onFault)
    {
        var groups = new ResiliencePipeline[GroupCount];
        for (var i = 0; i < groups.Length; i++) groups[i] = Build(settings, time, onFault);
        for (var p = 0; p < _byPartition.Length; p++)
        {
            _byPartition[p] = groups[HashSlot.OfPartition(p) * GroupCount / SlotCount];
        }
    }

    public ResiliencePipeline For(int partition) => _byPartition[partition];

    private static ResiliencePipeline Build(RedisSettings settings, TimeProvider time, Func<RedisFault, ValueTask> onFault) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Deadline })
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxAttempts,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRetrying(arguments.Outcome.Exception)),
                OnRetry = arguments => onFault(RedisFaults.Of(arguments.Outcome.Exception!)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                SamplingDuration = TimeSpan.FromSeconds(1),
                MinimumThroughput = 10,
                BreakDuration = TimeSpan.FromMilliseconds(500),
                ShouldHandle = arguments => ValueTask.FromResult(IsNodeFailure(arguments.Outcome.Exception)),
            })
            .Build();

    private static bool IsWorthRetrying(Exception? exception) =>
        exception is not null
        && RedisFaults.Of(exception) is RedisFault.Moving or RedisFault.FunctionsMissing or RedisFault.Unavailable or RedisFault.Unknown;

    private static bool IsNodeFailure(Exception? exception) =>
        exception is not null && RedisFaults.Of(exception) is RedisFault.Unavailable or RedisFault.Unknown;
}
