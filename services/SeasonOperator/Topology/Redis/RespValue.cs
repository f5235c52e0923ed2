namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>An answer of a Redis node.</summary>
/// <param name="Text">A string, a number as digits, or null.</param>
/// <param name="Items">Elements of an array; null = not an array.</param>
internal sealed record RespValue(string? Text, IReadOnlyList<RespValue>? Items = null)
{
    public long Number => long.Parse(Text ?? "", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A node answered with an error.</summary>
internal sealed class RedisErrorException(string message) : Exception(message)
{
    /// <summary>The user may not do that: no repetition will help.</summary>
    public bool IsForbidden => Message.StartsWith("NOPERM", StringComparison.Ordinal);
}
