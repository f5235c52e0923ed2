using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace WedSync.Platform.Components.Common;

/// <summary>Helm releases of charts at the versions of <see cref="Versions"/>.</summary>
public static class HelmReleases
{
    /// <summary>Seconds that a release may take to become ready.</summary>
    public const int TimeoutSeconds = 600;

    /// <summary>Arguments of a release. It rolls back by itself when it does not become ready; namespaces belong to the security component.</summary>
    /// <param name="chart">Chart and version; a repository that starts with <c>oci://</c> is a registry.</param>
    /// <param name="release">Name of the release; names of the chart's objects start with it.</param>
    /// <param name="ns">Namespace it is installed to.</param>
    /// <param name="values">The chart's values.</param>
    public static ReleaseArgs Args(ChartVersion chart, string release, string ns, InputMap<object> values)
    {
        var registry = chart.Repository.StartsWith("oci://", StringComparison.Ordinal);
        var args = new ReleaseArgs
        {
            Name = release,
            Namespace = ns,
            Chart = registry ? $"{chart.Repository}/{chart.Name}" : chart.Name,
            Version = chart.Version,
            Values = values,
            Atomic = true,
            CleanupOnFail = true,
            CreateNamespace = false,
            MaxHistory = 5,
            Timeout = TimeoutSeconds,
        };
        if (!registry)
        {
            args.RepositoryOpts = new RepositoryOptsArgs { Repo = chart.Repository };
        }

        return args;
    }
}
