using System.Text;
using System.Text.Json.Nodes;
using WedSync.Cli.Output;
using WedSync.Planning.Diff;

namespace WedSync.Cli.Preview;

/// <summary>A preview for a comment on a pull request.</summary>
internal static class MarkdownReport
{
    /// <summary>GitHub refuses a comment of more than 65 536 characters; the rest is for the workflow's own words.</summary>
    public const int MaxLength = 60_000;

    private const int MaxValueLength = 80;

    public static string Write(PreviewReport report)
    {
        var text = new StringBuilder();
        var against = report.Against is { } other ? $" against `{other}`" : "";
        text.AppendLine($"### `{report.Plan.Settings.Stack.Name}`{against}").AppendLine();
        text.AppendLine(Summary.Of(report, new Ansi(enabled: false))).AppendLine();
        Violations(text, report);
        Cost(text, report);
        Changes(text, report);
        return text.ToString();
    }

    private static void Violations(StringBuilder text, PreviewReport report)
    {
        var lines = report.Violations.Select(v => $"- **{v.Rule}**: {Escape(v.Message)}").ToList();
        if (lines.Count > 0)
        {
            Section(text, $"{lines.Count} policy violations", lines, MaxLength / 3);
        }
    }

    private static void Cost(StringBuilder text, PreviewReport report)
    {
        text.AppendLine("| scope | part | a month |").AppendLine("|---|---|--:|");
        foreach (var scope in report.Cost.Scopes)
        {
            foreach (var part in scope.Parts)
            {
                text.AppendLine($"| {scope.Scope} | {part.Name} | {Money.Show(part.MonthlyUsd)} |");
            }
        }

        var delta = report.CostBefore is { } before ? $" ({Money.ShowDelta(report.Cost.MonthlyUsd - before)})" : "";
        text.AppendLine($"| **total** | | **{Money.Show(report.Cost.MonthlyUsd)}**{delta} |").AppendLine();
    }

    private static void Changes(StringBuilder text, PreviewReport report)
    {
        // What matters most comes first: a comment that is too long loses its end.
        ChangeKind[] order = [ChangeKind.Replace, ChangeKind.Delete, ChangeKind.Update, ChangeKind.Rerun, ChangeKind.Create];
        foreach (var kind in order)
        {
            var changes = report.Changes.Of(kind).Where(c => !c.Resource.IsComponent || c.Properties.Count > 0).ToList();
            if (changes.Count > 0)
            {
                Section(text, $"{changes.Count} {JsonReport.Op(kind)}", changes.SelectMany(Lines), MaxLength - text.Length);
            }
        }
    }

    private static IEnumerable<string> Lines(ResourceChange change)
    {
        yield return $"- `{change.Resource.Type}` **{Escape(change.Resource.Name)}**{(change.DeleteBeforeReplace ? " (deleted before its replacement)" : "")}";
        foreach (var p in change.Properties)
        {
            var forces = p.ForcesReplacement ? " **forces replacement**" : "";
            yield return $"  - `{p.Path}`: {Value(p.Before)} → {Value(p.After)}{forces}";
        }
    }

    /// <summary>A collapsed section; lines beyond its room are counted, not shown.</summary>
    private static void Section(StringBuilder text, string title, IEnumerable<string> lines, int room)
    {
        text.AppendLine($"<details><summary>{title}</summary>").AppendLine();
        var left = room - 200;
        var hidden = 0;
        foreach (var line in lines)
        {
            left -= line.Length + 1;
            if (left < 0)
            {
                hidden++;
            }
            else
            {
                text.AppendLine(line);
            }
        }

        if (hidden > 0)
        {
            text.AppendLine($"- … and {hidden} more lines: run `./wedsync preview` for all of them.");
        }

        text.AppendLine().AppendLine("</details>").AppendLine();
    }

    private static string Value(JsonNode? value)
    {
        var text = value switch { null => "none", JsonValue v when v.TryGetValue<string>(out var s) => s, _ => value.ToJsonString() };
        text = text.ReplaceLineEndings(" ").Replace("`", "'", StringComparison.Ordinal);
        return $"`{(text.Length <= MaxValueLength ? text : text[..MaxValueLength] + "…")}`";
    }

    private static string Escape(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
