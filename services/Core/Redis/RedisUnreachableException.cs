namespace WedSync.Core.Redis;

/// <summary>No node of the cluster answers.</summary>
public sealed class RedisUnreachableException : Exception
{
    /// <summary>Without a message.</summary>
    public RedisUnreachableException()
    {
    }

    /// <summary>With the addresses that were tried.</summary>
    public RedisUnreachableException(string message)
        : base(message)
    {
    }

    /// <summary>With the addresses that were tried and the last error.</summary>
    public RedisUnreachableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
