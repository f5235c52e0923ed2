using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.Gateway.Proxy;

/// <summary>The gateway's own error answers (RFC 9457), in the form of the cache service's.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:wedsync:problem:";

    public static Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        var problem = new Problem(TypePrefix + code, code.Replace('-', ' '), status, detail, context.TraceIdentifier);
        return JsonSerializer.SerializeAsync(response.Body, problem, ProblemJson.Default.Problem, context.RequestAborted);
    }
}

internal sealed record Problem(string Type, string Title, int Status, string Detail, string TraceId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
