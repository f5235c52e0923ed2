using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>One command to one node. Repeating it, or leaving the later ones out, does no harm.</summary>
/// <param name="NodeId">The node that is told.</param>
internal abstract record TopologyStep(string NodeId);

/// <summary>Gives a node that knows no other an epoch of its own, so that the new cluster starts without conflicts.</summary>
internal sealed record SetConfigEpoch(string NodeId, int Epoch) : TopologyStep(NodeId);

/// <summary>Makes another node known, or known under its present address.</summary>
internal sealed record Meet(string NodeId, string OtherId, NodeAddress Address) : TopologyStep(NodeId);

/// <summary>Makes the node drop what it knows of a node that is gone.</summary>
internal sealed record Forget(string NodeId, string GoneId) : TopologyStep(NodeId);

/// <summary>Makes a replica the primary of the slots of a primary that is gone, without an election.</summary>
internal sealed record TakeOver(string NodeId, string GoneId) : TopologyStep(NodeId);

/// <summary>Makes a primary serve slots that nobody serves.</summary>
internal sealed record AssignSlots(string NodeId, SlotSet Slots) : TopologyStep(NodeId);

/// <summary>Makes a node the replica of a primary.</summary>
internal sealed record Replicate(string NodeId, string PrimaryId) : TopologyStep(NodeId);

/// <summary>Loads the services' functions on a primary.</summary>
internal sealed record LoadFunctions(string NodeId) : TopologyStep(NodeId);
