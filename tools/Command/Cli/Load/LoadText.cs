using System.Globalization;
using Spectre.Console;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;

namespace WedSync.Cli.Load;

/// <summary>A load report for people.</summary>
internal static class LoadText
{
    /// <summary>A row an operation, and the sum.</summary>
    public static Table Table(LoadReport report)
    {
        var table = new Table().RoundedBorder();
        foreach (var column in new[] { "", "offered", "served", "shed", "failed", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms" })
        {
            table.AddColumn(new TableColumn(column) { Alignment = column.Length == 0 ? Justify.Left : Justify.Right });
        }

        foreach (var (operation, part) in report.Operations.OrderBy(o => o.Key))
        {
            table.AddRow(Row(Name(operation), part));
        }

        table.AddRow(Row("all", report.Total));
        return table;
    }

    /// <summary>The summary in a line.</summary>
    public static string Line(LoadReport report) => string.Create(CultureInfo.InvariantCulture,
        $"offered {report.OfferedRate:0.0}/s, served {report.Goodput:0.0}/s over {report.Seconds:0.0} s (seed {report.Seed}); latency counts from the intended time of sending");

    /// <summary>How requests failed, in a line; empty when none did.</summary>
    public static string Failures(LoadReport report) => string.Join(", ", report.Total.Ended
        .Where(e => e.Key != OutcomeKind.Success)
        .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Value} {(e.Key == OutcomeKind.NotReplicated ? "stored in one region only" : e.Key.ToString().ToLowerInvariant())}")));

    private static string Name(OperationKind operation) => operation.ToString().ToLowerInvariant();

    private static string[] Row(string name, OperationReport part)
    {
        long Of(OutcomeKind kind) => part.Ended.GetValueOrDefault(kind);
        var failed = part.Offered - Of(OutcomeKind.Success) - Of(OutcomeKind.Shed);
        var latency = part.Latency;
        return
        [
            name, Whole(part.Offered), Whole(Of(OutcomeKind.Success)), Whole(Of(OutcomeKind.Shed)), Whole(failed),
            Milliseconds(latency.P50), Milliseconds(latency.P90), Milliseconds(latency.P99), Milliseconds(latency.P999), Milliseconds(latency.Max),
        ];
    }

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
