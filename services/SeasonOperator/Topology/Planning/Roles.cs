using System.Globalization;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>Half of the nodes are primaries, the others their replicas, spread evenly and, where there is a choice, on other hosts.</summary>
internal static class Roles
{
    /// <summary>Those that serve, and as many empty ones as the profile asks for beyond them.</summary>
    public static IReadOnlyList<NodeView> Primaries(ClusterView view)
    {
        var serving = view.Nodes.Where(node => node.Serves).ToList();
        var empty = view.Nodes.Where(node => !node.Serves && !node.Self.IsReplica && node.Keys == 0)
            .OrderByDescending(node => view.Nodes.Any(other => other.Self.PrimaryId == node.Id));
        var chosen = serving.Concat(empty.Take(Math.Max(0, (view.Desired / 2) - serving.Count))).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        return [.. view.Nodes.Where(node => chosen.Contains(node.Id))];
    }

    public static void Plan(ClusterView view, PlanBuilder plan)
    {
        var primaries = Primaries(view);
        if (primaries.Count == 0) return;
        ReportShape(view, primaries, plan);
        var others = view.Nodes.Except(primaries).ToList();
        foreach (var node in others.Where(node => !node.Self.IsReplica && node.Keys > 0))
        {
            plan.Waits.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{node} holds {node.Keys} keys and serves no slot, so it can become no replica: move or delete its keys"));
        }

        foreach (var (node, primary) in Moves(primaries, [.. others.Where(node => node.Self.IsReplica || node.Keys == 0)]))
            plan.Steps.Add(new Replicate(node.Id, primary.Id));
    }

    private static void ReportShape(ClusterView view, IReadOnlyList<NodeView> primaries, PlanBuilder plan)
    {
        var half = view.Desired / 2;
        if (primaries.Count != half)
        {
            plan.Problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{primaries.Count} primaries serve slots ({string.Join(", ", primaries)}); the profile's {view.Desired} nodes are {half} primaries with a replica each. "
                + $"Slots have to be moved first, which this command does not do."));
        }

        foreach (var node in primaries.Where(node => node.Self.Slots.IsEmpty && view.Served().Count == SlotSet.All.Count))
            plan.Notes.Add($"{node} is a primary without slots until some are moved to it");
    }

    private static IEnumerable<(NodeView Node, NodeView Primary)> Moves(IReadOnlyList<NodeView> primaries, IReadOnlyList<NodeView> replicas)
    {
        var now = primaries.ToDictionary(primary => primary.Id, _ => new List<NodeView>(), StringComparer.Ordinal);
        foreach (var replica in replicas)
        {
            if (replica.Self.IsReplica && now.TryGetValue(replica.Self.PrimaryId, out var list)) list.Add(replica);
        }

        foreach (var replica in replicas.Where(replica => !replica.Self.IsReplica || !now.ContainsKey(replica.Self.PrimaryId)))
        {
            var primary = Neediest(primaries, now, replica);
            now[primary.Id].Add(replica);
            yield return (replica, primary);
        }

        while (true)
        {
            var richest = primaries.MaxBy(primary => now[primary.Id].Count)!;
            var poorest = primaries.MinBy(primary => now[primary.Id].Count)!;
            if (now[richest.Id].Count - now[poorest.Id].Count <= 1) yield break;
            // The one that would be missed least.
            var spare = now[richest.Id].OrderBy(node => node.IsInStep).ThenBy(node => node.ReplicationOffset).First();
            var target = Neediest(primaries, now, spare);
            now[richest.Id].Remove(spare);
            now[target.Id].Add(spare);
            yield return (spare, target);
        }
    }

    private static NodeView Neediest(IReadOnlyList<NodeView> primaries, Dictionary<string, List<NodeView>> now, NodeView replica) => primaries
        .OrderBy(primary => now[primary.Id].Count)
        .ThenBy(primary => primary.Address.Host == replica.Address.Host)
        .First();
}
