using CsCheck;
using WedSync.SeasonOperator.Tests.Support;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Planning;

namespace WedSync.SeasonOperator.Tests.Topology;

/// <summary>From any state that crashes, restarts and lost nodes can leave, over any order of dying runs and late gossip.</summary>
public sealed class PlannerPropertyTests
{
    private const int MaxRounds = 400;
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(60);

    // Nodes, seed of the state and of the crashes, how far the creation had come, which mishap came after.
    private static readonly Gen<(int Nodes, int Seed, Mishap Mishap)> States =
        Gen.Select(Gen.Int[3, 6].Select(half => half * 2), Gen.Int[0, int.MaxValue - 1], Gen.Enum<Mishap>());

    public enum Mishap
    {
        None,
        NewAddresses,
        WipedReplica,
        WipedPrimary,
        LostEverywhere,
        WrongReplicas,
        FreeSlots,
    }

    [Fact]
    public void Plan_FromAnyState_EndsWholeAndServedSlotsStay() => States.Sample(
        state =>
        {
            var random = new Random(state.Seed);
            var cluster = Build(state.Nodes, state.Mishap, random);
            var owners = Owners(cluster);
            Settle(cluster, random);
            AssertWhole(cluster);
            foreach (var (slot, owner) in owners) Assert.Contains(slot, cluster.Nodes.Single(node => node.Id == owner).Slots);
        },
        iter: 300);

    [Fact]
    public void Plan_OfAWholeCluster_IsEmpty() => Gen.Int[3, 6].Select(half => half * 2).Sample(
        nodes =>
        {
            var cluster = Build(nodes, Mishap.None, new Random(nodes));
            Settle(cluster, new Random(1));
            var plan = TopologyPlanner.Plan(cluster.View(isStalled: true), ForgetAfter);
            Assert.True(plan.IsSettled);
            Assert.Empty(plan.Problems);
        },
        iter: 3);

    [Fact]
    public void Plan_KeysInAFreeSlot_NeverAssignsIt() => Gen.Int[0, 16383].Sample(
        slot =>
        {
            var cluster = Build(6, Mishap.None, new Random(slot));
            Settle(cluster, new Random(slot));
            var owner = cluster.Nodes.Single(node => node.Slots.Contains(slot));
            owner.Slots.Remove(slot);
            owner.Keys.Add(slot);
            var plan = TopologyPlanner.Plan(cluster.View(isStalled: true), ForgetAfter);
            Assert.Empty(plan.Steps);
            Assert.Contains($"Slots {slot} are served by nobody, and {owner.Id} (", Assert.Single(plan.Problems), StringComparison.Ordinal);
        },
        iter: 30);

    private static FakeCluster Build(int count, Mishap mishap, Random random)
    {
        var cluster = new FakeCluster();
        for (var i = 0; i < count; i++) cluster.Nodes.Add(new FakeNode(i));
        // A creation that stopped anywhere; a mishap comes over one that had ended.
        Advance(cluster, mishap == Mishap.None ? random.Next(0, 30) : MaxRounds, random);
        switch (mishap)
        {
            case Mishap.NewAddresses:
                foreach (var node in cluster.Nodes)
                {
                    foreach (var id in node.Known.Keys.ToList()) node.Known[id] = new NodeAddress("10.9.9.9", 6379, 16379);
                }

                break;
            case Mishap.WipedReplica:
                Lose(cluster, cluster.Nodes.Last(node => node.PrimaryId.Length > 0));
                break;
            case Mishap.WipedPrimary:
                Lose(cluster, cluster.Nodes.First(node => node.PrimaryId.Length == 0));
                break;
            case Mishap.LostEverywhere:
                var primary = cluster.Nodes.First(node => node.PrimaryId.Length == 0);
                var replica = cluster.Nodes.Single(node => node.PrimaryId == primary.Id);
                Lose(cluster, replica);
                Lose(cluster, primary);
                break;
            case Mishap.WrongReplicas:
                var target = cluster.Nodes.First(node => node.PrimaryId.Length == 0);
                foreach (var node in cluster.Nodes.Where(node => node.PrimaryId.Length > 0)) node.PrimaryId = target.Id;
                break;
            case Mishap.FreeSlots:
                foreach (var node in cluster.Nodes) node.Slots.RemoveWhere(_ => random.Next(4) == 0);
                break;
        }

        return cluster;
    }

    // Its place is taken by an empty node; the others remember it.
    private static void Lose(FakeCluster cluster, FakeNode node)
    {
        cluster.Gone[node.Id] = [.. node.Slots];
        cluster.Nodes.Remove(node);
        cluster.Nodes.Add(new FakeNode(20 + cluster.Gone.Count));
    }

    private static Dictionary<int, string> Owners(FakeCluster cluster) =>
        cluster.Nodes.SelectMany(node => node.Slots.Select(slot => (slot, node.Id))).ToDictionary(pair => pair.slot, pair => pair.Id);

    private static void Settle(FakeCluster cluster, Random random)
    {
        Advance(cluster, MaxRounds, random);
        var plan = TopologyPlanner.Plan(cluster.View(isStalled: true), ForgetAfter);
        Assert.True(plan.IsSettled, string.Join('\n', [.. plan.Refusals, .. plan.Waits, .. plan.Steps.Select(step => step.ToString())]));
    }

    // Each run dies after a part of its steps; gossip comes when it comes.
    private static void Advance(FakeCluster cluster, int rounds, Random random)
    {
        for (var round = 0; round < rounds; round++)
        {
            var plan = TopologyPlanner.Plan(cluster.View(isStalled: random.Next(5) == 0), ForgetAfter);
            Assert.Empty(plan.Refusals);
            if (plan.IsSettled) return;
            foreach (var step in plan.Steps.Take(random.Next(0, plan.Steps.Count + 1))) cluster.Execute(step);
            if (random.Next(2) == 0) cluster.Gossip();
        }
    }

    private static void AssertWhole(FakeCluster cluster)
    {
        var primaries = cluster.Nodes.Where(node => node.PrimaryId.Length == 0).ToList();
        Assert.Equal(cluster.Nodes.Count / 2, primaries.Count);
        Assert.Equal(16384, primaries.Sum(node => node.Slots.Count));
        Assert.Equal(16384, primaries.SelectMany(node => node.Slots).Distinct().Count());
        foreach (var primary in primaries)
        {
            Assert.Single(cluster.Nodes, node => node.PrimaryId == primary.Id);
            Assert.Single(primary.Libraries);
        }

        foreach (var node in cluster.Nodes) Assert.Equal(cluster.Nodes.Count - 1, node.Known.Count);
    }
}
