namespace WedSync.Platform;

/// <summary>Every image and chart version that the platform runs, and nothing else. An upgrade is a change of this file.</summary>
public static class Versions
{
}

/// <summary>A Helm chart at a fixed version.</summary>
/// <param name="Repository">Address of the chart repository.</param>
/// <param name="Name">The chart's name in it.</param>
/// <param name="Version">The chart's version.</param>
public sealed record ChartVersion(string Repository, string Name, string Version);
