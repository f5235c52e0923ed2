using System.Globalization;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// Nodes that know each other's ids, directly or through others, belong together, however old the addresses are that they know.
/// Only empty nodes may be brought into another group: two clusters that both serve something must never be joined, since one of the two
/// would lose its slots.
/// </summary>
internal static class Groups
{
    public static void Check(ClusterView view, PlanBuilder plan)
    {
        var groups = Of(view);
        var clusters = groups.Where(group => group.Any(node => !node.Self.Slots.IsEmpty)).ToList();
        if (clusters.Count > 1)
        {
            plan.Refusals.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The nodes belong to {clusters.Count} clusters that do not know each other: {string.Join("; ", clusters.Select(Describe))}. "
                + $"Joining them would lose the slots of one. List the nodes of one cluster only, or wipe those of the other."));
        }

        var home = clusters.FirstOrDefault();
        foreach (var node in groups.Where(group => group != home && !clusters.Contains(group)).SelectMany(group => group).Where(node => node.Keys > 0))
        {
            plan.Refusals.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{node} holds {node.Keys} keys and serves no slot of this cluster; allowed: an empty node. Wipe it, or leave it out of the list."));
        }
    }

    /// <summary>In the order of their first nodes.</summary>
    public static IReadOnlyList<IReadOnlyList<NodeView>> Of(ClusterView view)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        string Root(string id)
        {
            while (parents.TryGetValue(id, out var parent) && parent != id) id = parent;
            return id;
        }

        foreach (var node in view.Nodes)
        {
            parents.TryAdd(node.Id, node.Id);
            foreach (var other in node.Others.Values.Where(other => !other.IsHandshake))
            {
                parents.TryAdd(other.Id, other.Id);
                parents[Root(other.Id)] = Root(node.Id);
            }
        }

        return [.. view.Nodes.GroupBy(node => Root(node.Id)).Select(IReadOnlyList<NodeView> (group) => [.. group])];
    }

    private static string Describe(IReadOnlyList<NodeView> group) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{string.Join(", ", group)}] with {group.Sum(node => node.Self.Slots.Count)} slots and {group.Where(node => !node.Self.IsReplica).Sum(node => node.Keys)} keys");
}
