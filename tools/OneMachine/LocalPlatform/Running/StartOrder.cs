using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Running;

/// <summary>
/// In which order workloads start. The stack's dependencies are by namespace: what keeps data, then the Jobs that prepare it, then
/// what serves. Namespaces do not wait for each other.
/// </summary>
public static class StartOrder
{
    private static readonly WorkloadKind[][] Stages =
    [
        [WorkloadKind.StatefulSet],
        [WorkloadKind.Job],
        [WorkloadKind.Deployment, WorkloadKind.Rollout],
    ];

    /// <summary>Stages of each namespace; a stage starts when every pod of the one before is ready or has succeeded.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<T>>> Of<T>(IEnumerable<T> workloads, Func<T, Workload> workload)
        => [.. workloads.GroupBy(w => workload(w).Namespace, StringComparer.Ordinal).Select(IReadOnlyList<IReadOnlyList<T>> (group) =>
            [.. Stages.Select(IReadOnlyList<T> (kinds) => [.. group.Where(w => kinds.Contains(workload(w).Kind))]).Where(stage => stage.Count > 0)])];
}
