using System.Text.Json;
using WedSync.Gateway.Proxy;
using WedSync.Gateway.Routes;
using WedSync.Issuer;

namespace WedSync.Gateway.Issuing;

/// <summary>The local issuer's public side: its key set and where to find it. Tokens are made by <c>./wedsync token</c>.</summary>
internal sealed class IssuerHandler : IDisposable
{
    private const string KeySetPath = "/.well-known/jwks.json";

    private readonly SigningKey _key;
    private readonly byte[] _keySet;
    private readonly byte[] _configuration;

    /// <exception cref="IOException">The key cannot be read or made.</exception>
    public IssuerHandler(IssuerSettings settings)
    {
        _key = SigningKey.OpenOrCreate(settings.KeyDirectory);
        _keySet = System.Text.Encoding.UTF8.GetBytes($$"""{"keys":[{{_key.PublicJwk}}]}""");
        _configuration = Configuration(settings.Issuer);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var body = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", KeySetPath) => _keySet,
            ("GET", "/.well-known/openid-configuration") => _configuration,
            _ => null,
        };
        if (body is null)
        {
            await Problems.WriteAsync(context, 404, "no-such-path", $"This address serves GET {KeySetPath} and GET /.well-known/openid-configuration.");
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Configuration(string issuer)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("issuer", issuer);
            writer.WriteString("jwks_uri", issuer.TrimEnd('/') + KeySetPath);
            writer.WriteStartArray("id_token_signing_alg_values_supported");
            writer.WriteStringValue(SigningKey.Algorithm);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
