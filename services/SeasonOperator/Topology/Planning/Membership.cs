using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// Every node has to know every other one under its present address. New nodes are introduced by one node, gossip spreads them; what is
/// known under an old address is told to each node, since there is no gossip while nobody reaches anybody.
/// </summary>
internal static class Membership
{
    public static void Plan(ClusterView view, PlanBuilder plan)
    {
        SetEpochs(view, plan);
        var hub = Hub(view);
        foreach (var (first, second) in Pairs(view.Nodes))
        {
            var (firstKnows, secondKnows) = (KnowsWell(first, second), KnowsWell(second, first));
            if (firstKnows && secondKnows) continue;
            var (from, to) = firstKnows || second == hub ? (second, first) : (first, second);
            if (IsMeeting(first, second) || IsMeeting(second, first))
                plan.Waits.Add($"{from} and {to} are meeting");
            else if (IsDirect(from, to, hub) || view.IsStalled)
                plan.Steps.Add(new Meet(from.Id, to.Id, to.Address with { BusPort = to.Self.Address.BusPort }));
            else
                plan.Waits.Add($"{from} has not heard of {to} yet");
        }

        if (plan.IsOpen) WaitForLinks(view, plan);
    }

    private static void SetEpochs(ClusterView view, PlanBuilder plan)
    {
        if (view.Nodes.Any(node => !node.Self.Slots.IsEmpty)) return;
        for (var i = 0; i < view.Nodes.Count; i++)
        {
            var node = view.Nodes[i];
            if (node.Others.Count == 0 && node.Self.Epoch == 0 && !node.Self.IsReplica) plan.Steps.Add(new SetConfigEpoch(node.Id, i + 1));
        }
    }

    // The one whose cluster the others join.
    private static NodeView Hub(ClusterView view)
    {
        var home = Groups.Of(view)
            .OrderByDescending(group => group.Any(node => !node.Self.Slots.IsEmpty))
            .ThenByDescending(group => group.Count)
            .First();
        return home[0];
    }

    private static bool KnowsWell(NodeView node, NodeView other)
    {
        if (!node.Others.TryGetValue(other.Id, out var record) || record.IsHandshake || record.Flags.HasFlag(NodeFlags.NoAddress)) return false;
        // A node may announce another address than the one it is reached at from here; that one is good while the link is up.
        return record.Address.IsAt(other.Address) || (record.Address.IsAt(other.Self.Address) && record.IsConnected);
    }

    private static bool IsMeeting(NodeView node, NodeView other) =>
        node.Others.Values.Any(record => record.IsHandshake && record.Address.IsAt(other.Address));

    private static bool IsDirect(NodeView from, NodeView to, NodeView hub) => from == hub || to == hub || from.Others.ContainsKey(to.Id);

    private static void WaitForLinks(ClusterView view, PlanBuilder plan)
    {
        foreach (var node in view.Nodes)
        {
            foreach (var other in view.Nodes.Where(other => other != node))
            {
                var record = node.Others[other.Id];
                if (!record.IsConnected) plan.Waits.Add($"{node} has no link to {other} yet");
                else if (record.IsFailing) plan.Waits.Add($"{node} still holds {other} for failing");
            }
        }
    }

    private static IEnumerable<(NodeView First, NodeView Second)> Pairs(IReadOnlyList<NodeView> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            for (var j = i + 1; j < nodes.Count; j++) yield return (nodes[i], nodes[j]);
        }
    }
}
