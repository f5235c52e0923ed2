using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>YAML of the monitoring tools: snake_case keys in the order of the record's properties, nothing for what is unset.</summary>
public static class MonitoringYaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitEmptyCollections)
        .WithQuotingNecessaryStrings()
        .WithNewLine("\n")
        .DisableAliases()
        .Build();

    /// <summary>The text of a document. The same records give the same text.</summary>
    public static string Serialize(object document) => Serializer.Serialize(document);
}
