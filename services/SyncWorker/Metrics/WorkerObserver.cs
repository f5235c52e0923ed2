using System.Collections.Concurrent;
using Grpc.Core;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Quarantine;

namespace WedSync.SyncWorker.Metrics;

/// <summary>Turns what the protocol tells into metrics, the log and the quarantine's list. Losers of conflicts are sampled.</summary>
internal sealed partial class WorkerObserver(SyncMetrics metrics, HeldRecords held, Func<double> random, ILogger<WorkerObserver> logger) : SyncObserver
{
    private const double ConflictSample = 0.01;

    private readonly ConcurrentDictionary<string, string> _disconnected = new(StringComparer.Ordinal);

    public override void Taken(string peer, StoredRecord record, ApplyOutcome outcome)
    {
        metrics.Taken(peer, outcome);
        if (outcome != ApplyOutcome.Older || random() >= ConflictSample || Item.Of(record.Id, record.Value.Span) is not { } item) return;
        // Logs are collected for all regions, where the name of a resident record may not be.
        var name = item.Residency.Length == 0 ? item.Id : $"a record of residency {item.Residency}";
        LogConflict(logger, peer, name, item.Version.Stamp, item.Version.Origin);
    }

    public override void Held(string peer, int partition, IReadOnlyList<Item> records)
    {
        if (held.Set(peer, partition, records) && records.Count > 0) LogHeld(logger, peer, partition, records.Count);
        metrics.Quarantined(peer, held.Count(peer));
    }

    public override void Diverged(string peer, int records)
    {
        metrics.Diverged(peer, records);
        LogDiverged(logger, peer, records);
    }

    public override void Removed(string peer, int records)
    {
        metrics.Removed(peer, records);
        LogRemoved(logger, peer, records);
    }

    public override void Connected(string peer)
    {
        metrics.Connected(peer, true);
        _disconnected.TryRemove(peer, out _);
        LogConnected(logger, peer);
    }

    // A peer that is away is tried every few seconds: a line when it goes and when the reason changes, not at every attempt.
    public override void Disconnected(string peer, Exception? reason)
    {
        metrics.Connected(peer, false);
        var text = reason is null ? "ended by the peer" : Describe(reason);
        if (_disconnected.TryGetValue(peer, out var told) && told == text) return;
        _disconnected[peer] = text;
        LogDisconnected(logger, peer, text);
    }

    public override void Failed(string peer, string what, Exception exception) => LogFailed(logger, what, peer, Describe(exception));

    // A call's own message holds a whole stack.
    private static string Describe(Exception exception) => exception is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : exception.Message;

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "conflict: {Id} of {Peer} lost with version {Stamp} of {Origin} (one in a hundred is logged)")]
    private static partial void LogConflict(ILogger logger, string peer, string id, Stamp stamp, string origin);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "{Count} records of {Peer} in partition {Partition} are ahead of the clock and held back")]
    private static partial void LogHeld(ILogger logger, string peer, int partition, int count);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "A comparison with {Peer} found {Count} records that had not arrived by themselves")]
    private static partial void LogDiverged(ILogger logger, string peer, int count);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "{Count} records that {Peer} knows to be deleted were taken out")]
    private static partial void LogRemoved(ILogger logger, string peer, int count);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "Reads from {Peer}")]
    private static partial void LogConnected(ILogger logger, string peer);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "Does not read from {Peer}: {Reason}")]
    private static partial void LogDisconnected(ILogger logger, string peer, string reason);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Warning, Message = "The {What} with {Peer} failed and is tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, string what, string peer, string reason);
}
