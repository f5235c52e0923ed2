using System.Text;
using System.Text.Json.Nodes;
using WedSync.Cli.Output;
using WedSync.Contracts.Seasons;
using WedSync.Planning;
using WedSync.Planning.Diff;

namespace WedSync.Cli.Preview;

/// <summary>A preview for a person at a terminal: what changes in full, what does not folded.</summary>
internal sealed class TextReport
{
    private const int ValueWidth = 60;

    private readonly StringBuilder _text = new();
    private readonly PreviewReport _report;
    private readonly Ansi _ansi;
    private readonly ILookup<string, ResourceChange> _children;

    public TextReport(PreviewReport report, Ansi ansi)
    {
        _report = report;
        _ansi = ansi;
        _children = report.Changes.Resources.ToLookup(c => c.Resource.Parent is { } parent ? PlanDiff.Identity(parent) : "", StringComparer.Ordinal);
    }

    public string Write()
    {
        Header();
        Branch("", "");
        Cost();
        Violations();
        _text.AppendLine().AppendLine(Summary.Of(_report, _ansi));
        return _text.ToString();
    }

    private void Header()
    {
        var plan = _report.Plan;
        var against = _report.Against is { } other ? $" against {other}" : "";
        _text.Append(_ansi.Bold(plan.Settings.Stack.Name)).Append(against)
            .AppendLine($" · season {plan.Settings.Stack.Season.Name()} · {Plural(plan.Scopes.Count, "scope")} {string.Join(", ", plan.Scopes)} · {CliHost.Sdk} SDK")
            .AppendLine();
    }

    /// <summary>Children of a resource: components in full where something changes in them, other resources folded by kind.</summary>
    private void Branch(string parent, string indent)
    {
        var children = _children[parent].ToList();
        var shown = children.Where(c => IsShown(c)).ToList();
        var folded = children.Except(shown).Where(c => !c.Resource.IsComponent).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            var last = i == shown.Count - 1 && folded.Count == 0;
            Node(shown[i], indent, last);
        }

        if (folded.Count > 0)
        {
            _text.AppendLine($"{indent}└─ {_ansi.Dim(Fold(folded))}");
        }
    }

    private bool IsShown(ResourceChange change) => change.Resource.IsComponent || _children.Contains(PlanDiff.Identity(change.Urn))
        || (_report.Against is not null && change.Kind != ChangeKind.Same);

    private void Node(ResourceChange change, string indent, bool last)
    {
        var mark = change.Resource.IsComponent && change.Kind is ChangeKind.Same ? "" : Mark(change) + " ";
        var kind = Kind(change.Resource);
        _text.Append($"{indent}{(last ? "└─ " : "├─ ")}{mark}");
        var below = indent + (last ? "   " : "│  ");
        if (change.Resource.IsComponent && IsQuiet(change))
        {
            _text.AppendLine($"{change.Resource.Name} {_ansi.Dim($"{kind} · {Below(change).Count()} unchanged")}");
            return;
        }

        _text.AppendLine($"{_ansi.Bold(change.Resource.Name)} {_ansi.Dim(kind)}{Notes(change)}");
        foreach (var property in change.Properties)
        {
            Property(property, below);
        }

        Branch(PlanDiff.Identity(change.Urn), below);
    }

    private void Property(PropertyChange property, string indent)
    {
        var forces = property.ForcesReplacement ? _ansi.Magenta(" forces replacement") : "";
        _text.AppendLine($"{indent}   {property.Path}: {_ansi.Red(Show(property.Before))} → {_ansi.Green(Show(property.After))}{forces}");
    }

    private string Notes(ResourceChange change)
    {
        var gap = change.DeleteBeforeReplace ? _ansi.Red(" deleted before its replacement") : "";
        var refused = change.Kind == ChangeKind.Delete && change.Resource.Protect ? _ansi.Red(" protected: the engine will refuse") : "";
        return gap + refused;
    }

    private string Mark(ResourceChange change) => change.Kind switch
    {
        ChangeKind.Create => _ansi.Green("+"),
        ChangeKind.Update => _ansi.Yellow("~"),
        ChangeKind.Replace => _ansi.Magenta("±"),
        ChangeKind.Delete => _ansi.Red("-"),
        ChangeKind.Rerun => _ansi.Cyan("↻"),
        _ => " ",
    };

    private IEnumerable<ResourceChange> Below(ResourceChange change)
        => _children[PlanDiff.Identity(change.Urn)].SelectMany(c => c.Resource.IsComponent ? Below(c) : Below(c).Prepend(c));

    private bool IsQuiet(ResourceChange change) => _report.Against is not null && Below(change).All(c => c.Kind == ChangeKind.Same);

    private string Fold(List<ResourceChange> changes)
    {
        var kinds = changes.GroupBy(c => Kind(c.Resource)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        var list = string.Join(", ", kinds.Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} {g.Key}"));
        return _report.Against is null ? list : $"unchanged: {list}";
    }

    private void Cost()
    {
        _text.AppendLine();
        var parts = _report.Cost.Scopes.SelectMany(s => s.Parts.Select(p => (s.Scope, p.Name, p.MonthlyUsd))).ToList();
        var rows = parts.Select(p => (Label: $"{p.Scope} {p.Name}", Amount: Money.Show(p.MonthlyUsd))).ToList();
        rows.Add(("a month", Money.Show(_report.Cost.MonthlyUsd)));
        var width = rows.Max(r => r.Label.Length);
        var amount = rows.Max(r => r.Amount.Length);
        foreach (var (label, value) in rows.SkipLast(1))
        {
            _text.AppendLine($"{label.PadRight(width)}  {value.PadLeft(amount)}");
        }

        var delta = _report.CostBefore is { } before ? $"  {Money.ShowDelta(_report.Cost.MonthlyUsd - before)}" : "";
        _text.AppendLine(_ansi.Bold($"{rows[^1].Label.PadRight(width)}  {rows[^1].Amount.PadLeft(amount)}") + delta);
    }

    private void Violations()
    {
        foreach (var rule in _report.Violations.GroupBy(v => (v.Rule, v.Title)))
        {
            _text.AppendLine().AppendLine(_ansi.Red($"{rule.Key.Rule}: {rule.Key.Title}"));
            foreach (var violation in rule)
            {
                _text.AppendLine($"  {violation.Message}");
            }
        }
    }

    private static string Show(JsonNode? value)
    {
        var text = value switch { null => "none", JsonValue v when v.TryGetValue<string>(out var s) => s, _ => value.ToJsonString() };
        text = text.ReplaceLineEndings("⏎");
        return text.Length <= ValueWidth ? text : text[..ValueWidth] + "…";
    }

    private static string Kind(PlannedResource r) => r.Type[(r.Type.LastIndexOf(':') + 1)..];

    private static string Plural(int count, string noun) => count == 1 ? noun : noun + "s";
}
