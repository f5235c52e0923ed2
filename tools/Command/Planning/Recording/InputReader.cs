using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;

namespace WedSync.Planning.Recording;

/// <summary>
/// Turns arguments into what the engine receives. Runs after the program has ended, when every output has its value. It uses
/// the SDK's public surface only, so it reads arguments of either SDK alike.
/// </summary>
internal sealed class InputReader(Func<Resource, string> urnOf)
{
    /// <summary>Stands for a secret value.</summary>
    public const string Secret = "[secret]";

    /// <summary>Stands for a value that is known only after the deployment.</summary>
    public const string Unknown = "[unknown]";

    /// <summary>Reads an arguments object; null members are left out.</summary>
    public JsonObject ReadArgs(object args)
    {
        var result = new JsonObject();
        foreach (var member in ArgsShape.Of(args.GetType()))
        {
            if (Read(member.Get(args)) is { } value)
            {
                result[member.Name] = member.IsJson ? AsJsonText(value) : value;
            }
        }

        return result;
    }

    /// <summary>Reads any value that arguments may hold.</summary>
    public JsonNode? Read(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        Enum e => JsonValue.Create(Convert.ToInt32(e, CultureInfo.InvariantCulture)),
        InputArgs args => ReadArgs(args),
        JsonElement json => ReadJson(json),
        AssetOrArchive asset => JsonValue.Create($"[{asset.GetType().Name}]"),
        CustomResource resource => Read(resource.Id),
        Resource resource => JsonValue.Create(urnOf(resource)),
        IDictionary map => ReadMap(map),
        _ => ReadOther(value),
    };

    private JsonNode? ReadOther(object value)
    {
        if (OutputAccess.Of(value.GetType()) is { } output)
        {
            return output.IsSecret(value) ? Secret : output.IsKnown(value) ? Read(output.Value(value)) : Unknown;
        }

        // Not before: an input list is enumerable by name only.
        if (value is IList list)
        {
            return ReadList(list);
        }

        if (ScalarShape.Of(value.GetType()) is { } inner)
        {
            return Read(inner(value));
        }

        throw new PlanException($"Arguments hold a value of type {value.GetType().FullName}, which the engine does not accept.");
    }

    private JsonObject ReadMap(IDictionary map)
    {
        var result = new JsonObject();
        foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            if (Read(map[key]) is { } value)
            {
                result[key] = value;
            }
        }

        return result;
    }

    private JsonArray? ReadList(IList list)
    {
        // A default ImmutableArray stands for a list that was never given.
        if (list.GetType() is { IsValueType: true } type && list.Equals(Activator.CreateInstance(type)))
        {
            return null;
        }

        var result = new JsonArray();
        foreach (var item in list)
        {
            result.Add(Read(item));
        }

        return result;
    }

    private static JsonNode? ReadJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(json),
        JsonValueKind.Array => JsonArray.Create(json),
        _ => JsonValue.Create(json),
    };

    private static JsonValue AsJsonText(JsonNode value)
        => value is JsonValue v && v.TryGetValue<string>(out var text) && text is Secret or Unknown
            ? JsonValue.Create(text)
            : JsonValue.Create(value.ToJsonString());
}
