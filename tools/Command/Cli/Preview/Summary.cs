using WedSync.Cli.Output;
using WedSync.Planning.Diff;

namespace WedSync.Cli.Preview;

/// <summary>A preview in one line.</summary>
internal static class Summary
{
    private static readonly (ChangeKind Kind, string Words)[] Words =
    [
        (ChangeKind.Create, "to create"), (ChangeKind.Update, "to update"), (ChangeKind.Replace, "to replace"),
        (ChangeKind.Delete, "to delete"), (ChangeKind.Rerun, "to run again"), (ChangeKind.Same, "unchanged"),
    ];

    public static string Of(PreviewReport report, Ansi ansi)
    {
        var resources = report.Changes.Resources.Where(c => !c.Resource.IsComponent).ToList();
        var counts = Words.Select(w => (w.Words, Count: resources.Count(c => c.Kind == w.Kind))).Where(w => w.Count > 0).Select(w => $"{w.Count} {w.Words}");
        var changes = resources.Count == 0 ? "nothing to deploy" : string.Join(", ", counts);
        var delta = report.CostBefore is { } before ? $" ({Money.ShowDelta(report.Cost.MonthlyUsd - before)})" : "";
        var violations = report.Violations.Count switch
        {
            0 => ansi.Green("no policy violation"),
            1 => ansi.Red("1 policy violation"),
            var n => ansi.Red($"{n} policy violations"),
        };
        return $"{changes} · {Money.Show(report.Cost.MonthlyUsd)} a month{delta} · {violations}";
    }
}
