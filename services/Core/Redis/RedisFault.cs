using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace WedSync.Core.Redis;

/// <summary>What a failed attempt means for the next one.</summary>
public enum RedisFault
{
    /// <summary>The call itself is wrong; no attempt can succeed.</summary>
    Permanent,

    /// <summary>A slot is on its way to another node; not executed.</summary>
    Moving,

    /// <summary>The node lacks the function library; not executed.</summary>
    FunctionsMissing,

    /// <summary>No node serves the slot now, or too few replicas; not executed.</summary>
    Unavailable,

    /// <summary>No answer: it may have been executed.</summary>
    Unknown,

    /// <summary>Not tried, because the slot's node failed too often just now.</summary>
    CircuitOpen,
}

/// <summary>Tells faults apart.</summary>
public static class RedisFaults
{
    private static readonly string[] MovingPrefixes = ["TRYAGAIN", "MOVED", "ASK ", "Key has MOVED", "Endpoint "];

    private static readonly string[] UnavailablePrefixes =
        ["CLUSTERDOWN", "LOADING", "READONLY", "NOREPLICAS", "MASTERDOWN", "BUSY ", "UNBLOCKED"];

    /// <summary>What the exception means.</summary>
    public static RedisFault Of(Exception exception) => exception switch
    {
        BrokenCircuitException => RedisFault.CircuitOpen,
        TimeoutRejectedException or TimeoutException => RedisFault.Unknown,
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection } =>
            RedisFault.Unavailable,
        RedisConnectionException => RedisFault.Unknown,
        RedisServerException server => OfMessage(server.Message),
        RedisUnreachableException => RedisFault.Unavailable,
        RedisCommandException => RedisFault.Unavailable,
        ObjectDisposedException => RedisFault.Unavailable,
        _ => RedisFault.Permanent,
    };

    /// <summary>Whether the exception came from Redis being away, slow or in motion rather than from a wrong call.</summary>
    public static bool IsOutage(Exception exception) => Of(exception) is not (RedisFault.Permanent or RedisFault.FunctionsMissing);

    private static RedisFault OfMessage(string message)
    {
        if (MovingPrefixes.Any(prefix => message.StartsWith(prefix, StringComparison.Ordinal))) return RedisFault.Moving;
        // A function met an undeclared state of a migrating slot before it changed anything.
        if (message.Contains("non local key", StringComparison.Ordinal)) return RedisFault.Moving;
        if (message.Contains("Function not found", StringComparison.Ordinal)) return RedisFault.FunctionsMissing;
        return UnavailablePrefixes.Any(prefix => message.Contains(prefix, StringComparison.Ordinal))
            ? RedisFault.Unavailable
            : RedisFault.Permanent;
    }
}
