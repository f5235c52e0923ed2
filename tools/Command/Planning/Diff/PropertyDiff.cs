using System.Text.Json.Nodes;

namespace WedSync.Planning.Diff;

/// <summary>Compares inputs property by property.</summary>
internal sealed class PropertyDiff
{
    private readonly List<PropertyChange> _changes = [];
    private readonly IReadOnlyList<string>[] _ignored;
    private readonly IReadOnlyList<IReadOnlyList<string>> _forcing;

    private PropertyDiff(IReadOnlyList<string> ignoreChanges, IReadOnlyList<IReadOnlyList<string>> forcing)
    {
        _ignored = [.. ignoreChanges.Select(PropertyPath.Parse)];
        _forcing = forcing;
    }

    /// <summary>Differences by path.</summary>
    /// <param name="before">Inputs before.</param>
    /// <param name="after">Inputs after.</param>
    /// <param name="ignoreChanges">Paths that do not count.</param>
    /// <param name="forcing">Paths that force a replacement.</param>
    public static List<PropertyChange> Compare(
        JsonObject before,
        JsonObject after,
        IReadOnlyList<string> ignoreChanges,
        IReadOnlyList<IReadOnlyList<string>> forcing)
    {
        var diff = new PropertyDiff(ignoreChanges, forcing);
        diff.CompareObjects("", [], before, after);
        return diff._changes;
    }

    private void CompareNodes(string path, IReadOnlyList<string> steps, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after) || _ignored.Any(pattern => PropertyPath.IsUnder(steps, pattern)))
        {
            return;
        }

        if (before is JsonObject or null && after is JsonObject or null && (before is not null && after is not null || HasIgnoredBelow(steps)))
        {
            CompareObjects(path, steps, before as JsonObject ?? [], after as JsonObject ?? []);
        }
        else if (before is JsonArray a && after is JsonArray b && HoldsObjects(a) && HoldsObjects(b))
        {
            CompareLists(path, steps, a, b);
        }
        else
        {
            var forces = _forcing.Any(pattern => PropertyPath.IsUnder(steps, pattern) || IsAbove(steps, pattern, before, after));
            _changes.Add(new PropertyChange(path, before?.DeepClone(), after?.DeepClone(), forces));
        }
    }

    private void CompareObjects(string path, IReadOnlyList<string> steps, JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Order(StringComparer.Ordinal))
        {
            CompareNodes(PropertyPath.Append(path, name), [.. steps, name], before[name], after[name]);
        }
    }

    private void CompareLists(string path, IReadOnlyList<string> steps, JsonArray before, JsonArray after)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var index = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            CompareNodes(PropertyPath.Append(path, i), [.. steps, index], i < before.Count ? before[i] : null, i < after.Count ? after[i] : null);
        }
    }

    private bool HasIgnoredBelow(IReadOnlyList<string> steps) => _ignored.Any(pattern => pattern.Count > steps.Count && PropertyPath.IsUnder(pattern, steps));

    /// <summary>A whole object that comes or goes also changes the forcing property inside it.</summary>
    private static bool IsAbove(IReadOnlyList<string> steps, IReadOnlyList<string> pattern, JsonNode? before, JsonNode? after)
    {
        if (pattern.Count <= steps.Count || !PropertyPath.IsUnder(pattern, steps))
        {
            return false;
        }

        var rest = string.Join('.', pattern.Skip(steps.Count));
        return !JsonNode.DeepEquals(PropertyPath.Find(before, rest), PropertyPath.Find(after, rest));
    }

    private static bool HoldsObjects(JsonArray list) => list.All(item => item is JsonObject);
}
