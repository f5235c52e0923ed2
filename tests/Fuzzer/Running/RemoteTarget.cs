using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using WedSync.Fuzzer.Generation;

namespace WedSync.Fuzzer.Running;

/// <summary>A service that runs already. Its log and its process are not looked at.</summary>
internal sealed class RemoteTarget(Uri address, IReadOnlyDictionary<Caller, string> tokens) : ITarget
{
    public Uri Address => address;

    public IReadOnlyDictionary<Caller, string> Tokens => tokens;

    /// <param name="address">Scheme, host and port.</param>
    /// <param name="tokenFile">A token a line; null = none.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is no token.</exception>
    public static async Task<RemoteTarget> OpenAsync(Uri address, string? tokenFile)
    {
        var tokens = new Dictionary<Caller, string> { [new Caller("nobody", null)] = "", [new Caller("liar", null)] = "e30.e30.e30" };
        var lines = tokenFile is null ? [] : await File.ReadAllLinesAsync(tokenFile);
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].Trim() is { Length: > 0 } token) tokens[new Caller($"token-{line + 1}", Tenant(token, $"{tokenFile}:{line + 1}"))] = token;
        }

        return new RemoteTarget(address, tokens);
    }

    public Task<IReadOnlyList<(string Kind, string Detail)>> FaultsAsync() => Task.FromResult<IReadOnlyList<(string, string)>>([]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Tenant(string token, string at)
    {
        try
        {
            return new JsonWebToken(token).GetPayloadValue<string>("tenant");
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            throw new InvalidDataException($"{at} is no token with a tenant; expected a signed JWT a line, as ./wedsync token prints.", exception);
        }
    }
}
