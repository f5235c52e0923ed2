using WedSync.LocalPlatform.Control;

namespace WedSync.Cli;

/// <summary>The local platform of this project, as verbs use it.</summary>
internal static class PlatformAccess
{
    /// <summary>Runs a verb against it.</summary>
    /// <exception cref="CliException">It does not run, or cannot do what was asked.</exception>
    public static async Task<int> WithAsync(CliHost host, Func<LocalPlatformClient, Task<int>> verb)
    {
        try
        {
            using var client = new LocalPlatformClient(StateFolder.Of(host.Root));
            return await verb(client);
        }
        catch (LocalPlatformException e)
        {
            throw new CliException(e.Errors);
        }
        catch (OperationCanceledException)
        {
            throw new CliException("stopped on request; what the platform had begun goes on.");
        }
    }

    /// <summary>Pods that a name stands for: a workload's, or one.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static IReadOnlyList<(RegionStatus Region, PodStatus Pod)> Find(PlatformStatus status, string name, string? region)
    {
        var regions = region is null ? status.Regions : [status.Region(region)];
        var found = from r in regions
                    from w in r.Workloads
                    from p in w.Pods
                    where w.Name == name || p.Name == name
                    select (r, p);
        var pods = found.ToList();
        if (pods.Count > 0) return pods;
        var names = regions.SelectMany(r => r.Workloads).Select(w => w.Name).Distinct();
        throw new CliException($"'{name}': no workload or pod of that name runs{(region is null ? "" : $" in {region}")}; workloads: {string.Join(", ", names)}. ./wedsync status shows the pods.");
    }
}
