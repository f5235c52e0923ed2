using WedSync.Core.Redis;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>What a cluster in its right state is.</summary>
internal static class ClusterAssert
{
    /// <summary>All slots served, by half of the nodes, each with one replica in step and the functions; all nodes agree.</summary>
    public static void IsWhole(ClusterView view)
    {
        var primaries = view.Nodes.Where(node => !node.Self.IsReplica).ToList();
        Assert.Equal(view.Nodes.Count / 2, primaries.Count);
        Assert.Equal(SlotSet.All, view.Served());
        Assert.Equal(16384, primaries.Sum(node => node.Self.Slots.Count));
        foreach (var primary in primaries)
        {
            Assert.Single(view.Nodes, node => node.Self.PrimaryId == primary.Id && node.IsInStep);
            Assert.Contains(FunctionLibrary.Name, primary.Libraries);
        }

        foreach (var node in view.Nodes)
        {
            Assert.True(node.IsClusterOk, $"{node} is not ok");
            Assert.Equal(view.Nodes.Select(n => n.Id).Where(id => id != node.Id).Order(), node.Others.Keys.Order());
            foreach (var record in node.Others.Values) Assert.Equal(view.Find(record.Id)!.Self.Slots, record.Slots);
        }
    }
}
