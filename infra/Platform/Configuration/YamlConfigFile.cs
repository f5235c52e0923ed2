using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WedSync.Platform.Configuration;

/// <summary>Reads a Pulumi YAML file into JSON nodes, with errors a person can act on.</summary>
internal static class YamlConfigFile
{
    /// <summary>The file's top mapping.</summary>
    /// <exception cref="ConfigurationException">The file is missing, unreadable, not YAML or not a mapping.</exception>
    public static JsonObject Read(string path)
    {
        var name = Path.GetFileName(path);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fail($"{name}: missing at {path}; restore it with 'git checkout -- {name}'");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Fail($"{name}: cannot be read ({e.Message}); make it readable for this user");
        }

        return Parse(name, text);
    }

    private static JsonObject Parse(string name, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 && Convert(stream.Documents[0].RootNode) is JsonObject mapping
                ? mapping
                : throw Fail($"{name}: not one mapping of keys to values; compare it with the version in git");
        }
        catch (YamlException e)
        {
            throw Fail($"{name}: line {e.Start.Line}, column {e.Start.Column}: not YAML ({e.Message}); mend that line");
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray(sequence.Select(Convert).ToArray()),
        YamlScalarNode scalar => ConvertScalar(scalar),
        _ => null,
    };

    private static JsonValue? ConvertScalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private static ConfigurationException Fail(string error) => new([error]);
}
