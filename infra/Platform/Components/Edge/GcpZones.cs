namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Zones of a location on Google Cloud. The cluster spreads its nodes over exactly these, so that the global scope knows where
/// the endpoint groups are.
/// </summary>
public static class GcpZones
{
    // Locations that have no zone a.
    private static readonly HashSet<string> FromB = ["us-east1", "europe-west1"];

    /// <summary>Three zones of a location, such as <c>us-east1-b</c>.</summary>
    public static IReadOnlyList<string> For(string location)
        => [.. (FromB.Contains(location) ? "bcd" : "abc").Select(z => $"{location}-{z}")];
}
