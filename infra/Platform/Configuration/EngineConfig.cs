using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Platform.Configuration;

/// <summary>Configuration as the Pulumi engine hands it to a program: texts, of which mappings and lists are JSON.</summary>
public static class EngineConfig
{
    /// <summary>
    /// The keys that the engine gave for a project: it passes them to every program as JSON in PULUMI_CONFIG, and the SDK has no
    /// way to list them. Without them a misspelt key would be ignored silently.
    /// </summary>
    public static IEnumerable<string> KeysOf(string project)
    {
        var json = Environment.GetEnvironmentVariable("PULUMI_CONFIG");
        var given = string.IsNullOrEmpty(json) ? [] : JsonNode.Parse(json) as JsonObject ?? [];
        var prefix = project + ":";
        return given.Select(pair => pair.Key)
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Replace("config:", "", StringComparison.Ordinal))
            .Union(SettingsBinder.Keys);
    }

    /// <summary>Values by key; a text that is no JSON mapping or list stays a text.</summary>
    public static JsonObject ToJson(IEnumerable<string> keys, Func<string, string?> read)
    {
        var values = new JsonObject();
        foreach (var key in keys)
        {
            if (read(key) is { } text)
            {
                values[key] = ParseStructured(text);
            }
        }

        return values;
    }

    private static JsonNode? ParseStructured(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
        {
            return JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
