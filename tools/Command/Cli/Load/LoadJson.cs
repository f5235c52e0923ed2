using System.Text.Json;
using System.Text.Json.Serialization;
using WedSync.LoadGenerator.Results;

namespace WedSync.Cli.Load;

/// <summary>JSON of a load report: camelCase, latencies in milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoadJson : JsonSerializerContext
{
    public static string Write(LoadReport report) => JsonSerializer.Serialize(report, Default.LoadReport);
}
