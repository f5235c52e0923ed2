using Pulumi;

namespace WedSync.Platform.Components.Common;

/// <summary>Labels of Kubernetes objects. Selectors hold <c>app</c> alone, so that no release, season or stack changes them.</summary>
public static class Labels
{
    /// <summary>Labels that a selector may hold.</summary>
    public static InputMap<string> Selector(string app) => new() { ["app"] = app };

    /// <summary>All labels of an object.</summary>
    /// <param name="app">The workload the object belongs to.</param>
    /// <param name="component">Its part in the platform, such as <c>cache</c> or <c>monitoring</c>.</param>
    public static InputMap<string> For(string app, string component) => new()
    {
        ["app"] = app,
        ["app.kubernetes.io/name"] = app,
        ["app.kubernetes.io/component"] = component,
        ["app.kubernetes.io/part-of"] = "wedsync-platform",
        ["app.kubernetes.io/managed-by"] = "pulumi",
    };
}
