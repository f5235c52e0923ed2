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

/// <summary>Who sends a request, from its token alone.</summary>
internal sealed class Caller
{
    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public required string Tenant { get; init; }

    /// <summary>The tenant with the delimiter of keys: every record's name of this caller begins so.</summary>
    public required string KeyPrefix { get; init; }

    public required Scopes Scopes { get; init; }

    /// <summary>The token's subject, for audit records.</summary>
    public required string Name { get; init; }

    /// <summary>The token's id, by which it can be revoked; empty = it has none.</summary>
    public required string TokenId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Unix milliseconds; the signature is checked anew some time after.</summary>
    public required long CheckedAt { get; init; }

    /// <summary>Whether the token has the scope, or one of several.</summary>
    public bool May(Scopes scope) => (Scopes & scope) != 0;
}
