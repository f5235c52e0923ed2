using System.Text.Json.Nodes;

namespace WedSync.Planning.Policies;

/// <summary>A season is a profile, never an identity: no name, label or selector holds a season or a stack.</summary>
internal static class IdentityRules
{
    private static readonly char[] Separators = ['-', '_', '.', '/', ':'];

    private static readonly string[] NameFields = ["metadata.name", "metadata.namespace", "name", "bucket", "nodeGroupName", "accountId", "repositoryId"];

    private static readonly string[] LabelFields =
    [
        "metadata.labels", "spec.selector", "spec.selector.matchLabels", "spec.template.metadata.labels", "spec.podSelector.matchLabels", "labels",
        "resourceLabels", "tags",
    ];

    public static readonly PolicyRule[] All =
    [
        new("season-identity", "No name, label or selector holds a season or a stack", NoSeason),
    ];

    private static IEnumerable<Finding> NoSeason(PolicyInput input)
    {
        foreach (var r in input.Managed)
        {
            if (Holds(r.Name, input))
            {
                yield return Fault(r, "", r.Name);
            }

            foreach (var path in NameFields)
            {
                if (r.At(path) is JsonValue value && PodTemplates.Show(value) is { } text && Holds(text, input))
                {
                    yield return Fault(r, path, text);
                }
            }

            foreach (var (path, text) in Labels(r).Where(label => Holds(label.Text, input)))
            {
                yield return Fault(r, path, text);
            }
        }
    }

    private static IEnumerable<(string Path, string Text)> Labels(PlannedResource r) =>
        from path in LabelFields
        from label in r.At(path) as JsonObject ?? []
        where label.Value is JsonValue
        from text in (string?[])[label.Key, PodTemplates.Show(label.Value)]
        where text is not null
        select (PropertyPath.Append(path, label.Key), text);

    private static bool Holds(string text, PolicyInput input)
        => text.Split(Separators).Any(input.Seasons.Contains)
            || (input.Plan.StackName.Contains('-', StringComparison.Ordinal) && text.Contains(input.Plan.StackName, StringComparison.Ordinal));

    private static Finding Fault(PlannedResource r, string path, string value)
        => new(r, path, value, "a name that is the same in every season", "A season is a profile: put its numbers into fields that can change in place.");
}
