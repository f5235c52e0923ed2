using WedSync.Contracts.Quantities;

namespace WedSync.Cli.Token;

/// <summary>What a token is to say, as it was written.</summary>
internal sealed record TokenOptions(string Tenant, string Scopes, string Lifetime);

/// <summary>Prints a token that the running platform's services accept.</summary>
internal static class TokenCommand
{
    private const int MaxTenantLength = 63;
    private static readonly string[] Scopes = ["read", "write", "invalidate", "erase", "admin", "platform"];
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static int Run(CliHost host, TokenOptions options)
    {
        var scopes = options.Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        List<string> errors =
        [
            .. Check(IsTenant(options.Tenant), $"--tenant '{options.Tenant}'", $"1 to {MaxTenantLength} of a-z, 0-9 and -, such as demo"),
            .. Check(scopes.Length > 0, $"--scopes '{options.Scopes}'", ScopesAllowed),
            .. scopes.Where(s => !Scopes.Contains(s)).SelectMany(s => Check(false, $"--scopes '{s}'", ScopesAllowed)),
            .. Check(Lifetime(options) is { } time && time >= Shortest && time <= Longest, $"--lifetime '{options.Lifetime}'", "1s to 30d, such as 1h"),
        ];
        if (errors.Count > 0) throw new CliException(errors);
        host.Out.WriteLine(LocalTokens.Write(host, options.Tenant, scopes, Lifetime(options)!.Value));
        return ExitCodes.Ok;
    }

    private static string ScopesAllowed => $"{string.Join(", ", Scopes)}, separated by commas";

    private static TimeSpan? Lifetime(TokenOptions options) => Durations.TryParse(options.Lifetime, out var lifetime) ? lifetime : null;

    private static bool IsTenant(string text) =>
        text.Length is > 0 and <= MaxTenantLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IEnumerable<string> Check(bool isValid, string what, string allowed) => isValid ? [] : [$"{what}: allowed: {allowed}."];
}
