using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>All nodes have to see the same roles and slots, serve them, and have their replicas in step.</summary>
internal static class Agreement
{
    public static void Plan(ClusterView view, PlanBuilder plan)
    {
        var served = view.Served();
        foreach (var node in view.Nodes)
        {
            if (!node.IsClusterOk) plan.Waits.Add($"{node} says that the cluster is not ok");
            if (!node.IsInStep) plan.Waits.Add($"{node} is not in step with its primary yet");
            foreach (var record in node.Others.Values.Where(record => record.IsHandshake))
                plan.Waits.Add($"{node} is still meeting {record.Address}");
            foreach (var other in view.Nodes.Where(other => other != node)) Compare(node, node.Others[other.Id], other, served, plan);
        }
    }

    private static void Compare(NodeView node, NodeRecord record, NodeView other, SlotSet served, PlanBuilder plan)
    {
        // Of a slot that its owner gave up and nobody took, others remember the last owner.
        if (record.PrimaryId != other.Self.PrimaryId || record.IsReplica != other.Self.IsReplica)
            plan.Waits.Add($"{node} does not know the role of {other} yet");
        else if (!record.Slots.Intersect(served).Equals(other.Self.Slots))
            plan.Waits.Add($"{node} does not know the slots of {other} yet");
    }
}
