namespace WedSync.CacheService.Connections;

/// <summary>Why a connection was ended before a request, as the metric's label.</summary>
internal static class ConnectionRefusals
{
    /// <summary>The pod has as many as it may.</summary>
    public const string Full = "full";

    /// <summary>The address has as many as it may.</summary>
    public const string AddressFull = "address-full";

    /// <summary>It sent nothing.</summary>
    public const string Silent = "silent";
}
