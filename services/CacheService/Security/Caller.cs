using WedSync.CacheService.Caching;

namespace WedSync.CacheService.Security;

/// <summary>What a token allows.</summary>
[Flags]
internal enum Scopes
{
    None = 0,
    Read = 1,
    Write = 2,
    Invalidate = 4,
    Erase = 8,

    /// <summary>Its own tenant's affairs.</summary>
    Admin = 16,

    /// <summary>What concerns all tenants: for who runs the platform, never for a tenant.</summary>
    Platform = 32,
}

/// <summary>Scopes as people read them.</summary>
internal static class ScopesText
{
    /// <summary>The scope's word, or several as <c>admin or platform</c>.</summary>
    public static string Words(this Scopes scopes) => scopes.ToString().Replace(", ", " or ", StringComparison.Ordinal).ToLowerInvariant();
}

/// <summary>Who sends a request, from its token alone.</summary>
internal sealed class Caller
{
    private long _checkedVersion = -1;

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Tenant { get; init; }

    /// <summary>The tenant with the delimiter of keys: every record's name of this caller begins so.</summary>
    public required string KeyPrefix { get; init; }

    public required Scopes Scopes { get; init; }

    /// <summary>The token's subject, for audit records.</summary>
    public required string Name { get; init; }

    /// <summary>The record that revokes its token, once there is one; empty = the token has no id and cannot be revoked by itself.</summary>
    public required string RevokedBy { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Unix milliseconds; the signature is checked anew some time after.</summary>
    public required long CheckedAt { get; init; }

    /// <summary>Whether its token was revoked. The look into the table is made once for each of its states.</summary>
    public bool IsRevoked(InvalidationTable table)
    {
        if (RevokedBy.Length == 0) return false;
        var version = table.Version;
        if (Volatile.Read(ref _checkedVersion) == version) return false;
        if (table.StampOf(RevokedBy) > 0) return true;
        Volatile.Write(ref _checkedVersion, version);
        return false;
    }

    /// <summary>Whether the token has the scope, or one of several.</summary>
    public bool May(Scopes scope) => (Scopes & scope) != 0;
}
