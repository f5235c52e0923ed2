using YamlDotNet.RepresentationModel;

namespace WedSync.LocalPlatform.Monitoring;

/// <summary>Changes a YAML text in place: everything that is not touched keeps its order and style.</summary>
internal static class YamlEdit
{
    public static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static string Write(YamlMappingNode root)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    public static YamlNode? Get(this YamlNode node, string key)
        => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static void Set(this YamlMappingNode map, string key, YamlNode value) => map.Children[new YamlScalarNode(key)] = value;

    public static void Set(this YamlMappingNode map, string key, string value) => map.Set(key, new YamlScalarNode(value));

    public static void Remove(this YamlMappingNode map, string key) => map.Children.Remove(new YamlScalarNode(key));
}
