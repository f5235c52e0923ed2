using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Platform.Configuration;

/// <summary>A mapping of the configuration, read key by key. Wrong values become errors in a shared list, never exceptions.</summary>
internal sealed class ConfigSection(string path, JsonObject values, List<string> errors)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Where the section stands, such as <c>regions.us-east</c>.</summary>
    public string Path => path;

    /// <summary>Keys in the order they were written.</summary>
    public IEnumerable<string> Keys => values.Select(pair => pair.Key);

    /// <summary>Adds an error of a key of this section.</summary>
    public void Reject(string key, string? value, string allowed) =>
        errors.Add($"{At(key)}: {(value is null ? "missing" : $"'{value}'")}; {allowed}");

    /// <summary>A mapping below this one; an empty one and an error when it is missing or something else.</summary>
    public ConfigSection Section(string key)
    {
        var node = Take(key);
        if (node is JsonObject found)
        {
            return new ConfigSection(At(key), found, errors);
        }

        Reject(key, Show(node), "expected a mapping of keys to values");
        return new ConfigSection(At(key), [], []);
    }

    /// <summary>A text that passes <paramref name="isValid"/>; <paramref name="allowed"/> says in words what does.</summary>
    public string Text(string key, Func<string, bool> isValid, string allowed)
    {
        var node = Take(key);
        if (node is JsonValue && Show(node) is { } text && isValid(text))
        {
            return text;
        }

        Reject(key, Show(node), $"allowed: {allowed}");
        return "";
    }

    /// <summary>A text or null when the key is absent.</summary>
    public string? OptionalText(string key, Func<string, bool> isValid, string allowed) =>
        values.ContainsKey(key) ? Text(key, isValid, allowed) : null;

    /// <summary>A whole number in a range.</summary>
    public int Integer(string key, int min, int max)
    {
        var node = Take(key);
        if (int.TryParse(Show(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Reject(key, Show(node), $"allowed: a whole number from {min} to {max}");
        return min;
    }

    /// <summary>A number in a range.</summary>
    public decimal Number(string key, decimal min, decimal max)
    {
        var node = Take(key);
        if (decimal.TryParse(Show(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Reject(key, Show(node), FormattableString.Invariant($"allowed: a number from {min} to {max}"));
        return min;
    }

    /// <summary>A value of an enumeration, by its lower-case name.</summary>
    public T Choice<T>(string key) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        var index = names.IndexOf(Text(key, names.Contains, string.Join(", ", names)));
        return index < 0 ? default : Enum.GetValues<T>()[index];
    }

    /// <summary>A list of at least one text.</summary>
    public IReadOnlyList<string> Texts(string key, Func<string, bool> isValid, string allowed)
    {
        var node = Take(key);
        if (node is JsonArray { Count: > 0 } items && items.All(i => i is JsonValue && isValid(Show(i)!)))
        {
            return items.Select(i => Show(i)!).ToList();
        }

        Reject(key, Show(node), $"allowed: a list of at least one value, each {allowed}");
        return [];
    }

    /// <summary>Reports each key that nothing has read.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var key in Keys.Where(k => !_read.Contains(k)))
        {
            Reject(key, Show(values[key]), $"unknown key; allowed here: {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    private JsonNode? Take(string key)
    {
        _read.Add(key);
        return values.TryGetPropertyValue(key, out var node) ? node : null;
    }

    private string At(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string? Show(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
