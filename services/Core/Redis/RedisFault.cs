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

    /// <summary>The node takes no writes, since its memory or its disk is full; reads go on; not executed.</summary>
    Refusing,

    /// <summary>The user may not, or its password is wrong: an operator has to act; not executed.</summary>
    Denied,

    /// <summary>No answer: it may have been executed.</summary>
    Unknown,

    /// <summary>An error that no table knows: taken for passing, and counted.</summary>
    Unclassified,

    /// <summary>Not tried, because the slot's node failed too often just now.</summary>
    CircuitOpen,
}

/// <summary>Tells faults apart.</summary>
public static class RedisFaults
{
    /// <summary>What the exception means.</summary>
    public static RedisFault Of(Exception exception) => exception switch
    {
        BrokenCircuitException => RedisFault.CircuitOpen,
        TimeoutRejectedException or TimeoutException => RedisFault.Unknown,
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => RedisFault.Denied,
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection } =>
            RedisFault.Unavailable,
        RedisConnectionException => RedisFault.Unknown,
        RedisServerException server => RedisErrors.Of(server.Message),
        RedisUnreachableException or RedisCommandException or RedisException or ObjectDisposedException => RedisFault.Unavailable,
        _ => RedisFault.Permanent,
    };

    /// <summary>Whether the exception came from Redis being away, slow, full, closed or in motion rather than from a wrong call.</summary>
    public static bool IsOutage(Exception exception) => Of(exception) != RedisFault.Permanent;
}
