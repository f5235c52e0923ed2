using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Fuzzer.Api;

namespace WedSync.Fuzzer.Generation;

/// <summary>JSON texts made from a schema: valid ones, and ones with a fault at some place.</summary>
internal sealed class JsonGrammar(SchemaCheck schemas)
{
    private const int Deepest = 6;

    private static readonly string[] AnyType = ["object", "string", "number", "null", "boolean", "array"];

    /// <param name="schema">What to make.</param>
    /// <param name="draw">Choices.</param>
    /// <param name="faults">Chance of a fault at each value, 0 = valid throughout.</param>
    public string Write(JsonNode schema, Draw draw, double faults)
    {
        var text = new StringBuilder();
        Value(text, schema, draw, faults, depth: 0);
        return text.ToString();
    }

    private void Value(StringBuilder text, JsonNode schema, Draw draw, double faults, int depth)
    {
        schema = schemas.Resolve(schema);
        if (draw.Chance(faults))
        {
            text.Append(Wrong(draw));
            return;
        }

        if (schema["oneOf"] is JsonArray choices) schema = schemas.Resolve(choices[draw.Below(choices.Count)]!);
        var types = SchemaCheck.Types(schema);
        switch (types.Count == 0 ? draw.Of(AnyType) : draw.Of(types))
        {
            case "object": Object(text, schema, draw, faults, depth); break;
            case "array": Array(text, schema, draw, faults, depth); break;
            case "integer": text.Append(draw.Chance(faults * 4) ? Values.Number(draw) : draw.Between(0, 200)); break;
            case "number": text.Append(Values.Number(draw)); break;
            case "boolean": text.Append(draw.Of(["true", "false"])); break;
            case "null": text.Append("null"); break;
            default: Text(text, schema, draw, faults); break;
        }
    }

    private void Object(StringBuilder text, JsonNode schema, Draw draw, double faults, int depth)
    {
        var required = (schema["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>()).ToHashSet();
        var members = (schema["properties"] as JsonObject ?? []).Where(p => required.Contains(p.Key) ? !draw.Chance(faults) : draw.Chance(0.5)).ToList();
        if (members.Count > 0 && draw.Chance(faults)) members.Add(draw.Of(members));
        text.Append('{');
        foreach (var (name, value) in members)
        {
            Separate(text, '{');
            text.Append(draw.Chance(faults) ? Quote(name.ToUpperInvariant()) : Quote(name)).Append(':');
            Value(text, value!, draw, faults, depth + 1);
        }

        // Any object is allowed where nothing is declared.
        for (var more = schema["properties"] is null && depth < Deepest ? draw.Below(4) : draw.Chance(faults) ? 1 : 0; more > 0; more--)
        {
            Separate(text, '{');
            text.Append(Quote(Values.Text(draw))).Append(':');
            Value(text, new JsonObject(), draw, faults, depth + 1);
        }

        text.Append('}');
    }

    private void Array(StringBuilder text, JsonNode schema, Draw draw, double faults, int depth)
    {
        // Long ones near the top only: long ones in long ones would never end.
        var count = depth < 2 && draw.Chance(faults) ? draw.Of([0, 33, 101, 1000]) : depth < Deepest ? draw.Between(1, 4) : 0;
        text.Append('[');
        for (; count > 0; count--)
        {
            Separate(text, '[');
            Value(text, schema["items"] ?? new JsonObject(), draw, faults, depth + 1);
        }

        text.Append(']');
    }

    private static void Text(StringBuilder text, JsonNode schema, Draw draw, double faults)
    {
        if (schema["format"]?.GetValue<string>() == "date-time" && !draw.Chance(faults)) text.Append(Quote($"20{draw.Between(30, 99)}-01-02T03:04:05Z"));
        else if (draw.Chance(0.6)) text.Append(Quote(Keys.Name(draw)));
        else text.Append(Quote(Values.Text(draw)));
    }

    /// <summary>A value of another type, or no JSON at all.</summary>
    private static string Wrong(Draw draw) => draw.Below(12) switch
    {
        0 => "null",
        1 => Values.Number(draw),
        2 => "[]",
        3 => "{}",
        4 => Quote(Values.Text(draw)),
        5 => "\"\\ud800\"",
        6 => "\"\\u0000\"",
        7 => new string('[', draw.Of([10, 65, 1000])),
        8 => string.Concat(Enumerable.Repeat("{\"a\":", draw.Of([10, 65, 200]))) + "1",
        9 => draw.Of(["tru", "NaN", "01", "1.", "'a'", "\"", "\"\\x\"", "// c", "{,}", "[1,]", "{\"a\":1,\"a\":2}"]),
        10 => "\"" + new string('x', draw.Of([1000, 70_000])) + "\"",
        _ => "",
    };

    private static void Separate(StringBuilder text, char open)
    {
        if (text[^1] != open) text.Append(',');
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
