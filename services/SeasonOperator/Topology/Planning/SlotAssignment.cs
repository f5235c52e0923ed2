using System.Globalization;
using WedSync.Core.Keyspace;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// Gives slots that nobody serves to primaries, so that all end with the same number: in a new cluster each gets one run of adjacent
/// slots, also when an earlier run was killed in between. Slots that somebody serves stay where they are.
/// </summary>
internal static class SlotAssignment
{
    public static void Plan(ClusterView view, PlanBuilder plan)
    {
        foreach (var node in view.Nodes.Where(node => node.Self.OpenSlots.Count > 0))
            plan.Notes.Add($"{node} has slots on their way, which are left to the run that moves them: {string.Join(' ', node.Self.OpenSlots)}");

        if (FindClash(view) is { } clash)
        {
            plan.Waits.Add(clash);
            return;
        }

        var free = SlotSet.All.Except(view.Served());
        if (free.IsEmpty) return;
        free = free.Except(Blocked(view, free, plan));
        var primaries = Roles.Primaries(view);
        if (primaries.Count == 0)
        {
            plan.Problems.Add($"Slots {free} are served by nobody, and every node is a replica: no node can be given them.");
            return;
        }

        foreach (var (node, slots) in Share(view, primaries, free)) plan.Steps.Add(new AssignSlots(node.Id, slots));
    }

    private static string? FindClash(ClusterView view)
    {
        var seen = SlotSet.Empty;
        foreach (var node in view.Nodes.Where(node => !node.Self.IsReplica))
        {
            var twice = seen.Intersect(node.Self.Slots);
            if (!twice.IsEmpty) return $"{node} and another primary both claim slots {twice}";
            seen = SlotSet.Union([seen, node.Self.Slots]);
        }

        return null;
    }

    // Assigned elsewhere, those keys would be out of reach, and old once they are found again.
    private static SlotSet Blocked(ClusterView view, SlotSet free, PlanBuilder plan)
    {
        foreach (var node in view.Nodes.Where(node => node.StrayKeys.Count > 0))
        {
            var slots = SlotSet.Of(node.StrayKeys.Keys).Intersect(free);
            if (slots.IsEmpty) continue;
            plan.Problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Slots {slots} are served by nobody, and {node} holds {node.StrayKeys.Values.Sum()} keys of them: not assigned. "
                + $"Assign them to that node (CLUSTER ADDSLOTS) if they are wanted, else delete the keys; then run this again."));
        }

        return SlotSet.Of(view.Nodes.SelectMany(node => node.StrayKeys.Keys)).Intersect(free);
    }

    private static IEnumerable<(NodeView Node, SlotSet Slots)> Share(ClusterView view, IReadOnlyList<NodeView> primaries, SlotSet free)
    {
        var given = primaries.ToDictionary(node => node.Id, _ => new List<int>(), StringComparer.Ordinal);
        var claims = primaries.ToDictionary(node => node.Id, node => Claimed(view, node), StringComparer.Ordinal);
        foreach (var slot in free.Slots())
        {
            // A slot that others hold for a primary's goes to that one: they would not believe another.
            var taker = primaries.FirstOrDefault(node => claims[node.Id].Contains(slot)) ?? FirstWithRoom(primaries, given);
            given[taker.Id].Add(slot);
        }

        return primaries.Where(node => given[node.Id].Count > 0).Select(node => (node, SlotSet.Of(given[node.Id])));
    }

    private static SlotSet Claimed(ClusterView view, NodeView node) =>
        SlotSet.Union(view.Nodes.Select(other => other.Others.GetValueOrDefault(node.Id)?.Slots ?? SlotSet.Empty));

    private static NodeView FirstWithRoom(IReadOnlyList<NodeView> primaries, Dictionary<string, List<int>> given)
    {
        int Total(NodeView node) => node.Self.Slots.Count + given[node.Id].Count;
        for (var i = 0; i < primaries.Count; i++)
        {
            var share = (HashSlot.Count / primaries.Count) + (i < HashSlot.Count % primaries.Count ? 1 : 0);
            if (Total(primaries[i]) < share) return primaries[i];
        }

        return primaries.MinBy(Total)!;
    }
}
