using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.Contracts.Seasons;
using WedSync.Planning;
using WedSync.Planning.Diff;

namespace WedSync.Cli.Preview;

/// <summary>A preview as JSON: what <c>--format json</c> prints and <c>--out</c> saves.</summary>
internal static class JsonReport
{
    /// <summary>Version of the form; a saved plan of another version is refused.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PreviewReport report)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            Build(report).WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static JsonObject Build(PreviewReport report)
    {
        var result = new JsonObject
        {
            ["version"] = Version,
            ["stack"] = report.Plan.Settings.Stack.Name,
            ["season"] = report.Plan.Settings.Stack.Season.Name(),
            ["scopes"] = Texts(report.Plan.Scopes),
            ["sdk"] = CliHost.Sdk,
            ["resources"] = new JsonArray([.. report.Plan.Shown.Resources.Select(Resource)]),
            ["outputs"] = report.Plan.Shown.Outputs.DeepClone(),
            ["cost"] = Cost(report),
            ["changes"] = new JsonArray([.. report.Changes.Resources.Select(Change)]),
            ["violations"] = new JsonArray([.. report.Violations.Select(v => new JsonObject
            {
                ["rule"] = v.Rule,
                ["title"] = v.Title,
                ["urn"] = v.Urn,
                ["path"] = v.Path,
                ["message"] = v.Message,
            })]),
        };
        if (report.Against is { } against)
        {
            result.Insert(4, "against", against);
        }

        return result;
    }

    private static JsonObject Resource(PlannedResource r) => new()
    {
        ["urn"] = r.Urn,
        ["type"] = r.Type,
        ["name"] = r.Name,
        ["parent"] = r.Parent,
        ["provider"] = r.Provider,
        ["component"] = r.IsComponent,
        ["external"] = r.IsExternal,
        ["inputs"] = r.Inputs.DeepClone(),
        ["protect"] = r.Protect,
        ["retainOnDelete"] = r.RetainOnDelete,
        ["deleteBeforeReplace"] = r.DeleteBeforeReplace,
        ["ignoreChanges"] = Texts(r.IgnoreChanges),
        ["replaceOnChanges"] = Texts(r.ReplaceOnChanges),
        ["dependsOn"] = Texts(r.DependsOn),
        ["aliases"] = Texts(r.Aliases),
    };

    private static JsonObject Cost(PreviewReport report)
    {
        var cost = new JsonObject
        {
            ["currency"] = "USD",
            ["monthlyTotal"] = report.Cost.MonthlyUsd,
            ["parts"] = new JsonArray([.. report.Cost.Scopes.SelectMany(s => s.Parts.Select(p => new JsonObject
            {
                ["scope"] = s.Scope,
                ["name"] = p.Name,
                ["units"] = p.Units,
                ["unitPrice"] = p.UnitPriceUsd,
                ["monthly"] = p.MonthlyUsd,
            }))]),
        };
        if (report.CostBefore is { } before)
        {
            cost["monthlyDelta"] = report.Cost.MonthlyUsd - before;
        }

        return cost;
    }

    private static JsonObject Change(ResourceChange change) => new()
    {
        ["urn"] = change.Urn,
        ["op"] = Op(change.Kind),
        ["deleteBeforeReplace"] = change.DeleteBeforeReplace,
        ["properties"] = new JsonArray([.. change.Properties.Select(p => new JsonObject
        {
            ["path"] = p.Path,
            ["before"] = p.Before?.DeepClone(),
            ["after"] = p.After?.DeepClone(),
            ["forcesReplacement"] = p.ForcesReplacement,
        })]),
    };

    /// <summary>Name of a change.</summary>
    public static string Op(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "create",
        ChangeKind.Update => "update",
        ChangeKind.Replace => "replace",
        ChangeKind.Delete => "delete",
        ChangeKind.Rerun => "rerun",
        _ => "same",
    };

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}
