using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using WedSync.Cli.Output;
using WedSync.Contracts.Seasons;
using WedSync.Platform.Configuration;
using WedSync.Platform.Costing;

namespace WedSync.Cli.Cost;

/// <summary>Shows the monthly cost of the whole platform by season, scope and part.</summary>
internal static class CostCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(CliHost host, string format)
    {
        // Every season's stack holds all scopes, so any of them carries the whole comparison.
        var comparison = MonthlyCost.Compare(ProjectLoader.Load(host.Root, Season.Peak.Name()));
        if (format == "json")
        {
            host.Out.WriteLine(Json(comparison).ToJsonString(Indented));
        }
        else
        {
            Text(host, comparison);
        }

        return ExitCodes.Ok;
    }

    private static JsonObject Json(SeasonComparison comparison) => new()
    {
        ["currency"] = "USD",
        ["seasons"] = new JsonArray([.. comparison.Seasons.Select(season => new JsonObject
        {
            ["season"] = season.Season.Name(),
            ["monthlyTotal"] = season.MonthlyUsd,
            ["scopes"] = new JsonArray([.. season.Scopes.Select(scope => new JsonObject
            {
                ["scope"] = scope.Scope,
                ["monthly"] = scope.MonthlyUsd,
                ["parts"] = new JsonArray([.. scope.Parts.Select(part => new JsonObject
                {
                    ["name"] = part.Name,
                    ["units"] = part.Units,
                    ["unitPrice"] = part.UnitPriceUsd,
                    ["monthly"] = part.MonthlyUsd,
                })]),
            })]),
        })]),
        ["offseasonReductionPercent"] = comparison.OffseasonReductionPercent,
    };

    private static void Text(CliHost host, SeasonComparison comparison)
    {
        var console = Consoles.For(host, host.Out);
        var table = new Table().Border(TableBorder.Simple).AddColumn("scope").AddColumn("part");
        foreach (var season in comparison.Seasons)
        {
            table.AddColumn(new TableColumn(season.Season.Name()).RightAligned());
        }

        foreach (var scope in comparison.Seasons[0].Scopes)
        {
            foreach (var part in scope.Parts)
            {
                table.AddRow([scope.Scope, part.Name, .. comparison.Seasons.Select(s => Money.Show(PartOf(s, scope.Scope, part.Name)))]);
            }
        }

        table.AddRow(["[bold]a month[/]", "", .. comparison.Seasons.Select(s => $"[bold]{Money.Show(s.MonthlyUsd)}[/]")]);
        console.Write(table);
        host.Out.WriteLine(FormattableString.Invariant($"offseason costs {comparison.OffseasonReductionPercent} % less than peak, preseason {comparison.ReductionPercent(Season.Peak, Season.Preseason)} %"));
    }

    private static decimal PartOf(SeasonCost season, string scope, string part) => season.Scope(scope).Parts.First(p => p.Name == part).MonthlyUsd;
}
