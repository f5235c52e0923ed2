using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WedSync.Fuzzer.Api;

/// <summary>The part of JSON Schema that an OpenAPI document of ASP.NET Core uses.</summary>
internal sealed class SchemaCheck(JsonObject schemas)
{
    private const string Prefix = "#/components/schemas/";

    /// <summary>Follows a reference.</summary>
    public JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"] is { } reference) schema = schemas[reference.GetValue<string>()[Prefix.Length..]] ?? new JsonObject();
        return schema;
    }

    /// <summary>What is wrong with a value; null = nothing.</summary>
    public string? Fault(JsonNode? value, JsonNode schema, string at = "$")
    {
        schema = Resolve(schema);
        if (schema["oneOf"] is JsonArray choices)
            return choices.Any(choice => Fault(value, choice!, at) is null) ? null : $"{at} fits none of oneOf";
        if (Types(schema) is { Count: > 0 } types && !types.Any(type => Is(value, type))) return $"{at} is {Kind(value)}; declared: {string.Join(" or ", types)}";
        return value switch
        {
            JsonObject members => OfObject(members, schema, at),
            JsonArray items when schema["items"] is { } item => items.Select((v, i) => Fault(v, item, $"{at}[{i}]")).FirstOrDefault(f => f is not null),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => OfText(text.GetValue<string>(), schema, at),
            _ => null,
        };
    }

    /// <summary>Declared types; empty = any.</summary>
    public static IReadOnlyList<string> Types(JsonNode schema) => schema["type"] switch
    {
        JsonArray many => [.. many.Select(t => t!.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        _ => [],
    };

    private string? OfObject(JsonObject members, JsonNode schema, string at)
    {
        var missing = (schema["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>()).FirstOrDefault(n => !members.ContainsKey(n));
        if (missing is not null) return $"{at} lacks '{missing}'";
        if (schema["properties"] is not JsonObject properties) return null;
        var unknown = members.Select(m => m.Key).FirstOrDefault(n => !properties.ContainsKey(n));
        if (unknown is not null) return $"{at} has '{unknown}', which is not declared";
        return members.Select(m => Fault(m.Value, properties[m.Key]!, $"{at}.{m.Key}")).FirstOrDefault(f => f is not null);
    }

    private static string? OfText(string text, JsonNode schema, string at)
    {
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            return $"{at} is '{text}'; declared pattern: {pattern}";
        return schema["format"]?.GetValue<string>() switch
        {
            "date-time" when !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) => $"{at} is '{text}'; declared: date-time",
            "byte" when !IsBase64(text) => $"{at} is no base64",
            _ => null,
        };
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "integer" => value?.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal),
        _ => Kind(value) == type,
    };

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString()!.ToLowerInvariant(),
    };
}
