using Microsoft.Extensions.Logging;
using Prometheus;
using WedSync.Contracts.Metrics;
using WedSync.Core.Redis;

namespace WedSync.Hosting;

/// <summary>Counts failed attempts against Redis by what they mean, and puts into the log, now and then, what no table knows.</summary>
public sealed partial class RedisFaultLog
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Counter _faults;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisFaultLog> _logger;
    private long _loggedAt = long.MinValue;

    /// <summary>Registers the series, each from zero, so that the first fault is seen.</summary>
    public RedisFaultLog(CollectorRegistry registry, TimeProvider time, ILogger<RedisFaultLog> logger)
    {
        (_time, _logger) = (time, logger);
        _faults = Prometheus.Metrics.WithCustomRegistry(registry).CreateCounter(MetricNames.RedisFaultsTotal, "Failed attempts against Redis.", "fault");
        foreach (var fault in Enum.GetNames<RedisFault>()) _faults.WithLabels(fault);
    }

    /// <summary>Takes a failed attempt.</summary>
    public void Take(RedisFault fault, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _faults.WithLabels(fault.ToString()).Inc();
        if (fault is not (RedisFault.Unclassified or RedisFault.Denied)) return;
        var (now, last) = (_time.GetTimestamp(), Volatile.Read(ref _loggedAt));
        if (last != long.MinValue && _time.GetElapsedTime(last, now) < LogInterval) return;
        if (Interlocked.CompareExchange(ref _loggedAt, now, last) == last) LogFault(_logger, fault, exception.Message);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "Redis answers ({Fault}): {Reason}")]
    private static partial void LogFault(ILogger logger, RedisFault fault, string reason);
}
