using System.Text.Json;
using System.Text.Json.Serialization;
using WedSync.Drills.Reports;

namespace WedSync.Cli.Drill;

/// <summary>JSON of a drill's report: camelCase; what could not be measured is "NaN".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DrillReport))]
internal sealed partial class DrillJson : JsonSerializerContext
{
    public static string Write(DrillReport report) => JsonSerializer.Serialize(report, Default.DrillReport);
}
