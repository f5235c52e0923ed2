using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Monitoring;

/// <summary>Metadata of monitoring's objects.</summary>
internal static class MonitoringMetadata
{
    /// <summary>Name, namespace and labels.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="app">The workload it belongs to.</param>
    public static ObjectMetaArgs For(string name, string app) => new()
    {
        Name = name,
        Namespace = Namespaces.Monitoring,
        Labels = Labels.For(app, MonitoringNames.Component),
    };

    /// <summary>Texts of a ConfigMap, in ordinal order.</summary>
    public static InputMap<string> Data(IReadOnlyDictionary<string, string> texts)
    {
        var data = new InputMap<string>();
        foreach (var (key, text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            data.Add(key, text);
        }

        return data;
    }
}
