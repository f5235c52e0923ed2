using System.Globalization;
using Spectre.Console;
using WedSync.Drills.Reports;

namespace WedSync.Cli.Drill;

/// <summary>A drill's report for people.</summary>
internal static class DrillText
{
    public static Table Promises(DrillReport report)
    {
        var table = new Table().RoundedBorder().Title(Markup.Escape($"{report.Drill} in {report.Region}"))
            .AddColumn("").AddColumn(Right("promised")).AddColumn(Right("measured")).AddColumn("");
        foreach (var promise in report.Findings.Promises)
        {
            table.AddRow(
                Markup.Escape(promise.Name), Value($"{promise.Comparison} ", promise.Promised, promise.Unit), Value("", promise.Measured, promise.Unit),
                promise.Kept ? "[green]kept[/]" : "[red]broken[/]");
        }

        return table;
    }

    public static Table Figures(DrillReport report)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn(Right(""));
        foreach (var figure in report.Findings.Figures)
        {
            table.AddRow(Markup.Escape(figure.Name), Value("", figure.Value, figure.Unit));
        }

        return table;
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static string Value(string prefix, double value, string unit) => Markup.Escape(
        $"{prefix}{(double.IsNaN(value) ? "not measured" : value.ToString("#,0.##", CultureInfo.InvariantCulture))} {unit}".TrimEnd());
}
