using System.Globalization;
using WedSync.Core.Redis;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Planning;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>
/// Redis' rules for topology commands over plain objects, and gossip that takes a turn to arrive. It refuses what Redis refuses, so a
/// planner that asks for something impossible fails here.
/// </summary>
internal sealed class FakeCluster
{
    public const long Now = 1_000_000;

    public List<FakeNode> Nodes { get; } = [];

    /// <summary>Ids of nodes that are gone, with the slots that the others still hold for them.</summary>
    public Dictionary<string, HashSet<int>> Gone { get; } = [];

    public ClusterView View(bool isStalled) => new()
    {
        Nodes = [.. Nodes.Select(View).Order(NodeOrder.Instance)],
        Desired = Nodes.Count,
        Now = Now,
        IsStalled = isStalled,
    };

    public void Execute(TopologyStep step)
    {
        var node = Nodes.Single(n => n.Id == step.NodeId);
        switch (step)
        {
            case SetConfigEpoch epoch:
                Require(node.Known.Count == 0 && node.Epoch == 0, step);
                node.Epoch = epoch.Epoch;
                break;
            case Meet meet:
                var other = Nodes.Single(n => n.Address.IsAt(meet.Address));
                node.Known[other.Id] = other.Address;
                other.Known[node.Id] = node.Address;
                break;
            case Forget forget:
                Require(node.Known.Remove(forget.GoneId) && node.PrimaryId != forget.GoneId, step);
                break;
            case TakeOver take:
                Require(node.PrimaryId == take.GoneId && take.GoneId.Length > 0, step);
                node.PrimaryId = "";
                node.Slots.UnionWith(Gone[take.GoneId]);
                Gone[take.GoneId].Clear();
                break;
            case AssignSlots assign:
                Require(node.PrimaryId.Length == 0 && Nodes.All(n => assign.Slots.Slots().All(slot => !n.Slots.Contains(slot))), step);
                node.Slots.UnionWith(assign.Slots.Slots());
                break;
            case Replicate replicate:
                Require(node.Known.ContainsKey(replicate.PrimaryId) && node.Slots.Count == 0 && (node.PrimaryId.Length > 0 || node.Keys.Count == 0), step);
                Require(Nodes.Single(n => n.Id == replicate.PrimaryId).PrimaryId.Length == 0, step);
                node.PrimaryId = replicate.PrimaryId;
                break;
            case LoadFunctions:
                Require(node.PrimaryId.Length == 0, step);
                node.Libraries.Add(FunctionLibrary.Name);
                break;
        }
    }

    /// <summary>Everyone tells whom it reaches about everyone it reaches.</summary>
    public void Gossip()
    {
        foreach (var node in Nodes)
        {
            foreach (var friend in Reachable(node).ToList())
            {
                friend.Known[node.Id] = node.Address;
                foreach (var told in Reachable(node).Where(told => told != friend && !friend.Known.ContainsKey(told.Id)).ToList())
                    friend.Known[told.Id] = told.Address;
            }
        }
    }

    private IEnumerable<FakeNode> Reachable(FakeNode node) => Nodes.Where(n => node.Known.GetValueOrDefault(n.Id).IsAt(n.Address));

    private NodeView View(FakeNode node)
    {
        var free = SlotSet.All.Except(SlotSet.Union(Nodes.Select(n => SlotSet.Of(n.Slots))));
        return new NodeView
        {
            Address = node.Address,
            Self = Record(node, node.Address, isConnected: true),
            Others = node.Known.ToDictionary(known => known.Key, known => Record(known.Key, known.Value)),
            Keys = node.PrimaryId.Length == 0 ? node.Keys.Count : 0,
            StrayKeys = node.Keys.Where(free.Contains).ToDictionary(slot => slot, _ => 1L),
            IsClusterOk = true,
            Libraries = [.. node.Libraries],
        };
    }

    private NodeRecord Record(string id, NodeAddress address) => Nodes.FirstOrDefault(node => node.Id == id) is { } node
        ? Record(node, address, address.IsAt(node.Address))
        : new NodeRecord
        {
            Id = id,
            Address = address,
            Flags = NodeFlags.Primary | NodeFlags.Failed,
            PongReceived = 1,
            Slots = SlotSet.Of(Gone.GetValueOrDefault(id) ?? []),
        };

    private static NodeRecord Record(FakeNode node, NodeAddress address, bool isConnected) => new()
    {
        Id = node.Id,
        Address = address,
        Hostname = node.Id + ".redis",
        Flags = node.PrimaryId.Length > 0 ? NodeFlags.Replica : NodeFlags.Primary,
        PrimaryId = node.PrimaryId,
        Epoch = node.Epoch,
        IsConnected = isConnected,
        Slots = SlotSet.Of(node.Slots),
    };

    private static void Require(bool isAllowed, TopologyStep step)
    {
        if (!isAllowed) throw new InvalidOperationException($"Redis refuses {step}.");
    }
}

internal sealed class FakeNode(int number)
{
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"node-{number}");

    public NodeAddress Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"10.0.0.{number + 1}"), 6379, 16379);

    public long Epoch { get; set; }

    public string PrimaryId { get; set; } = "";

    public HashSet<int> Slots { get; } = [];

    /// <summary>Slots in which it holds a key.</summary>
    public HashSet<int> Keys { get; } = [];

    public HashSet<string> Libraries { get; } = [];

    public Dictionary<string, NodeAddress> Known { get; } = [];
}
