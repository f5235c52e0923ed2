using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Planning;

namespace WedSync.Cli.Preview;

/// <summary>A plan that was saved.</summary>
/// <param name="Plan">Its resources.</param>
/// <param name="MonthlyTotal">Its monthly cost in US dollars.</param>
internal sealed record SavedPlan(Plan Plan, decimal? MonthlyTotal);

/// <summary>Reads plans that <c>preview --out</c> saved.</summary>
internal static class PlanFile
{
    /// <exception cref="CliException">The file is missing, no plan, or a plan of another version.</exception>
    public static SavedPlan Read(string path)
    {
        var root = Parse(path);
        var version = root["version"]?.ToJsonString() ?? "none";
        if (version != JsonReport.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw Fail(path, $"plan of version {version}", $"version {JsonReport.Version}", "Save it again with this version's ./wedsync preview <stack> --out");
        }

        try
        {
            return new SavedPlan(
                new Plan
                {
                    StackName = (string)root["stack"]!,
                    IsPreview = true,
                    Resources = [.. root["resources"]!.AsArray().Select(r => Resource(r!.AsObject()))],
                    Outputs = root["outputs"]?.DeepClone() as JsonObject ?? [],
                },
                root["cost"]?["monthlyTotal"]?.GetValue<decimal>());
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw Fail(path, "not a whole plan", "a file that preview --out wrote", "Save it again");
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw Fail(path, "not a plan", "a file that preview --out wrote", "Save it again");
        }
        catch (JsonException e)
        {
            throw Fail(path, $"not JSON (line {e.LineNumber + 1})", "a file that preview --out wrote", "Save it again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail(path, "missing or not readable", "a file that preview --out wrote, or a stack's name", "Check the path");
        }
    }

    private static PlannedResource Resource(JsonObject r) => new()
    {
        Urn = (string)r["urn"]!,
        Type = (string)r["type"]!,
        Name = (string)r["name"]!,
        Parent = (string?)r["parent"],
        Provider = (string?)r["provider"],
        IsComponent = (bool?)r["component"] ?? false,
        IsExternal = (bool?)r["external"] ?? false,
        Inputs = (JsonObject)r["inputs"]!.DeepClone(),
        Protect = (bool?)r["protect"] ?? false,
        RetainOnDelete = (bool?)r["retainOnDelete"] ?? false,
        DeleteBeforeReplace = (bool?)r["deleteBeforeReplace"] ?? false,
        IgnoreChanges = Texts(r["ignoreChanges"]),
        ReplaceOnChanges = Texts(r["replaceOnChanges"]),
        DependsOn = Texts(r["dependsOn"]),
        Aliases = Texts(r["aliases"]),
    };

    private static string[] Texts(JsonNode? list) => list is JsonArray items ? [.. items.Select(i => (string)i!)] : [];

    private static CliException Fail(string path, string value, string allowed, string fix) => new($"--against '{path}': {value}; allowed: {allowed}. {fix}.");
}
