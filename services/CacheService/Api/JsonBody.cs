using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WedSync.CacheService.Api;

/// <summary>Takes a request's JSON apart: unknown and repeated members are refused, and nothing a caller sends ends in a 500.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static (T? Value, ProblemResult? Problem) Read<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, new ProblemResult(415, "unsupported-media-type", "Send the body as application/json."));
        var bytes = context.Body().Bytes.Span;
        if (bytes.StartsWith(ByteOrderMark)) bytes = bytes[ByteOrderMark.Length..];
        try
        {
            var value = JsonSerializer.Deserialize(bytes, type);
            return value is null ? (null, ProblemResult.Invalid(["The body is null; an object is expected."])) : (value, null);
        }
        catch (JsonException exception)
        {
            return (null, ProblemResult.Invalid([$"The body is not the expected JSON at '{exception.Path ?? "$"}', line {exception.LineNumber ?? 0}. See /openapi/v1.json for its members."]));
        }
    }
}
