using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WedSync.CacheService.Api;

/// <summary>Reads a request's JSON: unknown and repeated members are refused, and nothing a caller sends ends in a 500.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1 << 20;

    public static async ValueTask<(T? Value, ProblemResult? Problem)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, new ProblemResult(415, "unsupported-media-type", "Send the body as application/json."));
        if (context.Request.ContentLength > MaxBytes) return (null, TooLarge());
        try
        {
            var value = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
            return value is null ? (null, ProblemResult.Invalid(["The body is null; an object is expected."])) : (value, null);
        }
        catch (JsonException exception)
        {
            return (null, ProblemResult.Invalid([$"The body is not the expected JSON at '{exception.Path ?? "$"}', line {exception.LineNumber ?? 0}. See /openapi/v1.json for its members."]));
        }
    }

    private static ProblemResult TooLarge() => new(413, "too-large", $"The body is over {MaxBytes} bytes.");
}
