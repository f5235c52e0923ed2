using WedSync.Contracts.Seasons;
using WedSync.Issuer;
using WedSync.LocalPlatform.Control;
using WedSync.Platform.Configuration;

namespace WedSync.Cli.Token;

/// <summary>Tokens of the running platform's own issuer.</summary>
internal static class LocalTokens
{
    private const string LoadTenant = "load";
    private const string EraseScope = "erase";
    private static readonly string[] LoadScopes = ["read", "write"];
    private static readonly TimeSpan LoadLifetime = TimeSpan.FromHours(12);

    /// <summary>A token for load and drills: a tenant of its own, which may read and write for half a day.</summary>
    /// <exception cref="CliException">No platform has run here.</exception>
    internal static string ForLoad(CliHost host) => Write(host, LoadTenant, LoadScopes, LoadLifetime);

    /// <summary>The same for drills, which erase too.</summary>
    /// <exception cref="CliException">No platform has run here.</exception>
    internal static string ForDrill(CliHost host) => Write(host, LoadTenant, [.. LoadScopes, EraseScope], LoadLifetime);

    /// <summary>A signed token.</summary>
    /// <exception cref="CliException">No platform has run here, or its key cannot be read.</exception>
    internal static string Write(CliHost host, string tenant, IReadOnlyList<string> scopes, TimeSpan lifetime)
    {
        using var key = OpenKey(StateFolder.Of(host.Root));
        // Issuer and audience are the same in every season.
        var auth = ProjectLoader.Load(host.Root, Season.Offseason.Name()).Auth;
        var claims = new TokenClaims
        {
            Issuer = auth.Issuer,
            Audience = auth.Audience,
            Tenant = tenant,
            Subject = Environment.UserName,
            Scopes = scopes,
            Lifetime = lifetime,
        };
        return TokenWriter.Write(claims, key, host.Time.GetUtcNow(), Guid.NewGuid());
    }

    private static SigningKey OpenKey(StateFolder state)
    {
        var file = Path.Combine(state.Issuer, SigningKey.FileName);
        if (!File.Exists(file))
            throw new CliException($"signing key '{file}': not found; the local platform makes it when it starts. Start one with ./wedsync up offseason, or name its folder in {StateFolder.Variable}.");
        try
        {
            return SigningKey.Open(state.Issuer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"signing key '{file}': cannot be read: {exception.Message}");
        }
    }
}
