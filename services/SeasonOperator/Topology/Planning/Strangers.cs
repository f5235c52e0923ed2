using System.Globalization;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// Nodes that the cluster knows and nobody listed. One that lives is a mistake in the list; one that has been silent for long is
/// gone: its replica takes its slots over if it has not done so by itself, then all forget it.
/// </summary>
internal static class Strangers
{
    public static void Plan(ClusterView view, PlanBuilder plan, TimeSpan forgetAfter)
    {
        var ids = view.Nodes.SelectMany(node => node.Others.Values).Where(record => !record.IsHandshake).Select(record => record.Id)
            .Distinct(StringComparer.Ordinal).Where(id => view.Find(id) is null).Order(StringComparer.Ordinal).ToList();
        foreach (var id in ids) Plan(view, plan, id, forgetAfter);
    }

    private static void Plan(ClusterView view, PlanBuilder plan, string id, TimeSpan forgetAfter)
    {
        var records = view.Nodes.Select(node => node.Others.GetValueOrDefault(id)).OfType<NodeRecord>().ToList();
        if (records.Any(record => record.IsConnected && !record.IsFailing))
        {
            plan.Waits.Add($"{view.Name(id)} is a member of the cluster and not listed in REDIS_NODE_ENDPOINTS: list it, or take it out of the cluster");
            return;
        }

        var silence = TimeSpan.FromMilliseconds(Math.Max(0, view.Now - records.Max(record => record.SilentSince)));
        if (silence < forgetAfter)
        {
            plan.Waits.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{view.Name(id)} is not listed and has been silent for less than {forgetAfter.TotalSeconds:0} s"));
            return;
        }

        // A node's own records of another one's slots end with the next owner's claim.
        var slots = SlotSet.Union(records.Where(record => !record.IsReplica).Select(record => record.Slots)).Except(view.Served());
        var replicas = view.Nodes.Where(node => node.Self.IsReplica && node.Self.PrimaryId == id).ToList();
        if (!slots.IsEmpty && replicas.Count > 0)
        {
            plan.Steps.Add(new TakeOver(replicas.MaxBy(node => node.ReplicationOffset)!.Id, id));
            return;
        }

        if (!slots.IsEmpty) plan.Notes.Add($"{view.Name(id)} is gone and nobody holds a copy of its slots {slots}: their entries are lost");
        // A replica cannot forget its primary; it gets another one first.
        foreach (var node in view.Nodes.Where(node => node.Others.ContainsKey(id) && node.Self.PrimaryId != id))
            plan.Steps.Add(new Forget(node.Id, id));
    }
}
