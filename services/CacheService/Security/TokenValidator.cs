using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WedSync.CacheService.Caching;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Security;

/// <summary>
/// Bearer tokens. A token's signature is checked once a minute, its expiry and revocation at every request: an expired token stops
/// at once, a revoked one when the region's pods have heard of it (a second), one of a withdrawn key within six minutes.
/// </summary>
internal sealed class TokenValidator(string issuer, string audience, SigningKeys keys, InvalidationTable records, TimeProvider time)
{
    private const string BearerPrefix = "Bearer ";
    private const int MaxHeaderLength = 8192;
    private const int MaxCached = 20_000;
    private const int MaxTenantLength = 63;

    public static readonly TimeSpan RecheckInterval = TimeSpan.FromMinutes(1);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxHeaderLength };
    private readonly ConcurrentDictionary<string, Caller> _checked = new(new SignatureComparer());

    /// <summary>Whether tokens can be checked at all.</summary>
    public bool IsReady => keys.Current.Count > 0;

    /// <summary>Who sends the header; null when it proves nobody.</summary>
    public ValueTask<Caller?> ValidateAsync(string? authorization)
    {
        if (authorization is null || authorization.Length > MaxHeaderLength) return ValueTask.FromResult<Caller?>(null);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!_checked.TryGetValue(authorization, out var caller) || now - caller.CheckedAt > RecheckInterval.TotalMilliseconds)
            return CheckAsync(authorization, now);
        return ValueTask.FromResult(IsInForce(caller, now) ? caller : null);
    }

    private bool IsInForce(Caller caller, long now) => caller.ExpiresAt > now && !caller.IsRevoked(records);

    private async ValueTask<Caller?> CheckAsync(string authorization, long now)
    {
        if (!authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)) return null;
        var token = authorization[BearerPrefix.Length..].Trim();
        if (TokenClaims.Read(token) is not { } claims || !IsTenant(claims.Tenant)) return null;
        var result = await _handler.ValidateTokenAsync(token, Parameters());
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException && await keys.TryRefreshAsync(default))
            result = await _handler.ValidateTokenAsync(token, Parameters());
        if (!result.IsValid)
        {
            _checked.TryRemove(authorization, out _);
            return null;
        }

        var caller = ToCaller(claims, now);

        if (_checked.Count >= MaxCached) _checked.Clear();
        _checked[authorization] = caller;
        return IsInForce(caller, now) ? caller : null;
    }

    private TokenValidationParameters Parameters() => new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        IssuerSigningKeys = keys.Current,
        ValidAlgorithms = Algorithms,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.Zero,
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return expires > now && (notBefore is null || notBefore <= now.AddSeconds(5));
        },
    };

    private static Caller ToCaller(TokenClaims claims, long now) => new()
    {
        Tenant = claims.Tenant,
        KeyPrefix = claims.Tenant + "/",
        Scopes = ReadScopes(claims.Scope),
        Name = claims.Subject,
        RevokedBy = claims.Id.Length == 0 ? "" : InvalidationId.OfToken(claims.Tenant, claims.Id),
        ExpiresAt = claims.ExpiresAt,
        CheckedAt = now,
    };

    private static Scopes ReadScopes(string words)
    {
        var scopes = Scopes.None;
        foreach (var name in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            scopes |= name switch
            {
                "read" => Scopes.Read,
                "write" => Scopes.Write,
                "invalidate" => Scopes.Invalidate,
                "erase" => Scopes.Erase,
                "admin" => Scopes.Admin,
                "platform" => Scopes.Platform,
                _ => Scopes.None,
            };
        }

        return scopes;
    }

    /// <summary>What names a tenant: 1 to 63 lower-case letters, digits and hyphens.</summary>
    public static bool IsTenant(string text) =>
        text.Length is > 0 and <= MaxTenantLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // A token ends with its signature, which is as good as random: hashing the whole text would cost more than the hit it guards.
    // Only tokens that were found valid get in, so nobody can choose colliding ones.
    private sealed class SignatureComparer : IEqualityComparer<string>
    {
        private const int HashedCharacters = 12;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => string.GetHashCode(obj.AsSpan(Math.Max(0, obj.Length - HashedCharacters)));
    }
}
