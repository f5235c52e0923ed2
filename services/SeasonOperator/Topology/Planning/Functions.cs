using System.Globalization;
using WedSync.Core.Redis;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// Every primary, also one without slots, holds the services' functions, before a slot comes to it. Libraries of other builds stay: their
/// services call them. Where a newer generation is there, an older one is not added any more.
/// </summary>
internal static class Functions
{
    private const string Prefix = "wedsync";

    public static void Plan(ClusterView view, PlanBuilder plan)
    {
        foreach (var node in view.Nodes.Where(node => !node.Self.IsReplica && !node.Libraries.Contains(FunctionLibrary.Name)))
        {
            if (node.Libraries.FirstOrDefault(library => Generation(library) > FunctionLibrary.Generation) is { } newer)
                plan.Notes.Add($"{node} holds the functions {newer}, newer than {FunctionLibrary.Name}: left as they are");
            else
                plan.Steps.Add(new LoadFunctions(node.Id));
        }
    }

    // wedsync<generation>_<hash>; 0 for what is not of that form.
    private static int Generation(string library)
    {
        var end = library.IndexOf('_', StringComparison.Ordinal);
        return library.StartsWith(Prefix, StringComparison.Ordinal) && end > Prefix.Length
            && int.TryParse(library.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : 0;
    }
}
