using WedSync.SeasonOperator.Tests.Support;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Planning;

namespace WedSync.SeasonOperator.Tests.Topology;

/// <summary>What the planner refuses, waits for and leaves alone, on views made by hand.</summary>
public sealed class PlannerTests
{
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(4, 4, "allowed: an even number, 6 or more")]
    [InlineData(7, 7, "allowed: an even number, 6 or more")]
    [InlineData(8, 6, "There are 6 nodes; allowed: the 8 of the season's profile")]
    public void Plan_WrongCount_IsRefusedWithAllNodesNamed(int desired, int found, string message)
    {
        var cluster = Fresh(found);
        var plan = TopologyPlanner.Plan(cluster.View(false) with { Desired = desired }, ForgetAfter);
        var text = string.Join('\n', plan.Refusals);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Empty(plan.Steps);
        if (desired != found) Assert.All(cluster.Nodes, node => Assert.Contains(node.Id, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_TwoClusters_RefusesAndNamesBoth()
    {
        var cluster = Fresh(6);
        Join(cluster.Nodes[..3]);
        Join(cluster.Nodes[3..]);
        cluster.Nodes[0].Slots.UnionWith(Enumerable.Range(0, 16384));
        cluster.Nodes[0].Keys.Add(1);
        cluster.Nodes[3].Slots.UnionWith(Enumerable.Range(0, 100));
        cluster.Nodes[3].Keys.Add(7);

        var plan = TopologyPlanner.Plan(cluster.View(false), ForgetAfter);

        var refusal = Assert.Single(plan.Refusals);
        Assert.Contains("2 clusters", refusal, StringComparison.Ordinal);
        Assert.Contains("with 16384 slots and 1 keys", refusal, StringComparison.Ordinal);
        Assert.All(cluster.Nodes, node => Assert.Contains(node.Id, refusal, StringComparison.Ordinal));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void Plan_ForeignNodesWithKeys_RefusesAndNamesEach()
    {
        var cluster = Fresh(6);
        cluster.Nodes[2].Keys.Add(5);
        cluster.Nodes[4].Keys.Add(6);

        var plan = TopologyPlanner.Plan(cluster.View(false), ForgetAfter);

        Assert.Equal(2, plan.Refusals.Count);
        Assert.Contains("node-2 (10.0.0.3:6379) holds 1 keys", plan.Refusals[0], StringComparison.Ordinal);
        Assert.Contains("node-4", plan.Refusals[1], StringComparison.Ordinal);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void Plan_MemberThatIsNotListedAndLives_IsWaitedForAndNeverForgotten()
    {
        var view = Whole();
        var stranger = new NodeRecord { Id = "stranger", Address = new("10.0.0.99", 6379, 16379), Flags = NodeFlags.Primary, IsConnected = true, PongReceived = 1 };
        var plan = TopologyPlanner.Plan(WithStranger(view, stranger), ForgetAfter);
        Assert.Empty(plan.Steps);
        Assert.Contains("10.0.0.99:6379 (id stranger) is a member of the cluster and not listed", Assert.Single(plan.Waits), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59_000, 0)]
    [InlineData(60_000, 6)]
    public void Plan_FailedStranger_IsForgottenByAllOnlyAfterTheTime(long silence, int forgets)
    {
        var stranger = new NodeRecord
        {
            Id = "stranger",
            Address = new("10.0.0.99", 6379, 16379),
            Flags = NodeFlags.Primary | NodeFlags.Failed,
            PongReceived = FakeCluster.Now - silence,
        };
        var plan = TopologyPlanner.Plan(WithStranger(Whole(), stranger), ForgetAfter);
        Assert.Equal(forgets, plan.Steps.OfType<Forget>().Count(step => step.GoneId == "stranger"));
        Assert.Equal(forgets, plan.Steps.Count);
        Assert.Equal(forgets == 0 ? 1 : 0, plan.Waits.Count);
    }

    [Theory]
    [InlineData(false, false, "has no link to node-1")]
    [InlineData(true, true, "still holds node-1 (10.0.0.2:6379) for failing")]
    public void Plan_ListedNodeOutOfReach_IsWaitedForBeforeAnythingElse(bool isConnected, bool isFailing, string wait)
    {
        // Free slots would be assigned, were all in reach.
        var view = Whole();
        var first = view.Nodes[0];
        var record = first.Others["node-1"];
        var others = new Dictionary<string, NodeRecord>(first.Others, StringComparer.Ordinal)
        {
            ["node-1"] = record with { IsConnected = isConnected, Flags = record.Flags | (isFailing ? NodeFlags.Failed : NodeFlags.None) },
        };
        var broken = view with { Nodes = [first with { Others = others, Self = first.Self with { Slots = SlotSet.Range(0, 9) } }, .. view.Nodes.Skip(1)] };
        var plan = TopologyPlanner.Plan(broken, ForgetAfter);
        Assert.Empty(plan.Steps);
        Assert.Contains(wait, Assert.Single(plan.Waits), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SlotsOnTheirWay_AreNotedAndLeftAlone()
    {
        var view = Whole();
        var source = view.Nodes[0];
        var moving = view with { Nodes = [source with { Self = source.Self with { OpenSlots = ["[7->-node-1]"] } }, .. view.Nodes.Skip(1)] };
        var plan = TopologyPlanner.Plan(moving, ForgetAfter);
        Assert.True(plan.IsSettled);
        Assert.Contains("[7->-node-1]", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wedsync2_00000000", 0)]
    [InlineData("wedsync1_00000000", 3)]
    [InlineData("other", 3)]
    public void Plan_NewerFunctions_AreNeverJoinedByOlderOnes(string library, int loads)
    {
        var view = Whole();
        var holding = view with { Nodes = [.. view.Nodes.Select(node => node with { Libraries = [library] })] };
        var plan = TopologyPlanner.Plan(holding, ForgetAfter);
        Assert.Equal(loads, plan.Steps.OfType<LoadFunctions>().Count());
        Assert.Equal(loads, plan.Steps.Count);
        Assert.Equal(loads == 0 ? 3 : 0, plan.Notes.Count);
    }

    [Fact]
    public void Plan_ReplicaNotInStep_LoadsNothingYet()
    {
        var view = Whole();
        var waiting = view with { Nodes = [.. view.Nodes.Select(node => node with { Libraries = [], IsInStep = !node.Self.IsReplica })] };
        var plan = TopologyPlanner.Plan(waiting, ForgetAfter);
        Assert.Empty(plan.Steps);
        Assert.Equal(3, plan.Waits.Count(wait => wait.Contains("not in step", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_MorePrimariesThanTheProfileHas_SaysThatSlotsMustMove()
    {
        var cluster = Settled();
        var replica = cluster.Nodes.First(node => node.PrimaryId.Length > 0);
        var primary = cluster.Nodes.Single(node => node.Id == replica.PrimaryId);
        replica.PrimaryId = "";
        replica.Slots.Add(primary.Slots.Min());
        primary.Slots.Remove(primary.Slots.Min());
        var plan = TopologyPlanner.Plan(cluster.View(true), ForgetAfter);
        Assert.Contains("4 primaries serve slots", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NodesOfRedis_ReadsEveryField()
    {
        const string text =
            "aaa 127.1.1.1:6379@16379,redis-0.svc myself,master - 0 1700 3 connected 0-2 5 [7->-bbb]\n"
            + "bbb ::1:7000@17000,r slave,fail?,noaddr aaa 11 12 4 disconnected\nccc :0@0 handshake - 0 0 0 disconnected\n";
        var records = ClusterNodesText.Parse(text);
        Assert.Equal(["aaa", "bbb", "ccc"], records.Select(record => record.Id));
        Assert.Equal(("redis-0.svc", "0-2,5", 3L, true), (records[0].Hostname, records[0].Slots.ToString(), records[0].Epoch, records[0].IsConnected));
        Assert.Equal("[7->-bbb]", Assert.Single(records[0].OpenSlots));
        Assert.Equal(new NodeAddress("::1", 7000, 17000), records[1].Address);
        Assert.Equal(NodeFlags.Replica | NodeFlags.Suspected | NodeFlags.NoAddress, records[1].Flags);
        Assert.Equal(("aaa", 11L, 12L), (records[1].PrimaryId, records[1].PingSent, records[1].SilentSince + 1));
        Assert.True(records[2].IsHandshake);
    }

    private static FakeCluster Fresh(int count)
    {
        var cluster = new FakeCluster();
        for (var i = 0; i < count; i++) cluster.Nodes.Add(new FakeNode(i));
        return cluster;
    }

    private static void Join(List<FakeNode> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var other in nodes.Where(other => other != node)) node.Known[other.Id] = other.Address;
        }
    }

    private static FakeCluster Settled()
    {
        var cluster = Fresh(6);
        for (var round = 0; round < 50; round++)
        {
            foreach (var step in TopologyPlanner.Plan(cluster.View(true), ForgetAfter).Steps) cluster.Execute(step);
        }

        return cluster;
    }

    private static ClusterView Whole() => Settled().View(isStalled: false);

    private static ClusterView WithStranger(ClusterView view, NodeRecord stranger) => view with
    {
        Nodes = [.. view.Nodes.Select(node => node with
        {
            Others = new Dictionary<string, NodeRecord>(node.Others, StringComparer.Ordinal) { [stranger.Id] = stranger },
        })],
    };
}
