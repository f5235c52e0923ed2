namespace WedSync.Platform.Configuration;

/// <summary>Residency groups and the locations inside them.</summary>
public static class Residencies
{
    private static readonly Dictionary<string, string[]> Prefixes = new(StringComparer.Ordinal)
    {
        ["eu"] = ["europe-", "eu-"],
    };

    // europe- and eu- locations outside the European Union.
    private static readonly HashSet<string> Outside = new(StringComparer.Ordinal) { "europe-west2", "europe-west6", "eu-west-2", "eu-central-2" };

    /// <summary>Every group's name.</summary>
    public static IReadOnlyCollection<string> All => Prefixes.Keys;

    /// <summary>Whether a group exists.</summary>
    public static bool IsKnown(string group) => Prefixes.ContainsKey(group);

    /// <summary>Whether data of a group may lie in a location of either cloud.</summary>
    public static bool Holds(string group, string location) =>
        !Outside.Contains(location) && Prefixes[group].Any(p => location.StartsWith(p, StringComparison.Ordinal));

    /// <summary>What a group's locations look like, in words.</summary>
    public static string Describe(string group) =>
        $"{string.Join(" or ", Prefixes[group].Select(p => p + "*"))}, not {string.Join(", ", Outside.Order(StringComparer.Ordinal))}";
}
