using System.Globalization;
using WedSync.Core.Redis;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Planning;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>Turns steps into commands.</summary>
internal sealed class StepExecutor(NodePool pool)
{
    /// <exception cref="RedisErrorException">The node refused.</exception>
    /// <exception cref="IOException">The node does not answer.</exception>
    public async Task ExecuteAsync(ClusterView view, TopologyStep step, CancellationToken cancellation)
    {
        var address = view.Find(step.NodeId)!.Address;
        try
        {
            var connection = await pool.GetAsync(address, cancellation);
            await connection.CommandAsync(cancellation, Command(step));
        }
        catch (IOException)
        {
            await pool.DropAsync(address);
            throw;
        }
    }

    public static string Describe(ClusterView view, TopologyStep step) => step switch
    {
        SetConfigEpoch epoch => $"{view.Name(step.NodeId)}: configuration epoch {Text(epoch.Epoch)}",
        Meet meet => $"{view.Name(step.NodeId)}: meet {view.Name(meet.OtherId)}",
        Forget forget => $"{view.Name(step.NodeId)}: forget {view.Name(forget.GoneId)}",
        TakeOver take => $"{view.Name(step.NodeId)}: take over from {view.Name(take.GoneId)}",
        AssignSlots assign => $"{view.Name(step.NodeId)}: serve {Text(assign.Slots.Count)} slots, {assign.Slots}",
        Replicate replicate => $"{view.Name(step.NodeId)}: replicate {view.Name(replicate.PrimaryId)}",
        LoadFunctions => $"{view.Name(step.NodeId)}: load functions {FunctionLibrary.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No such step."),
    };

    private static string[] Command(TopologyStep step) => step switch
    {
        SetConfigEpoch epoch => ["CLUSTER", "SET-CONFIG-EPOCH", Text(epoch.Epoch)],
        Meet meet => ["CLUSTER", "MEET", meet.Address.Host, Text(meet.Address.Port), Text(meet.Address.BusPort)],
        Forget forget => ["CLUSTER", "FORGET", forget.GoneId],
        TakeOver => ["CLUSTER", "FAILOVER", "TAKEOVER"],
        AssignSlots assign => ["CLUSTER", "ADDSLOTSRANGE", .. assign.Slots.Ranges().SelectMany(range => new[] { Text(range.First), Text(range.Last) })],
        Replicate replicate => ["CLUSTER", "REPLICATE", replicate.PrimaryId],
        LoadFunctions => ["FUNCTION", "LOAD", FunctionLibrary.Code],
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No such step."),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
