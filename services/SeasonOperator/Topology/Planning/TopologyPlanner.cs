using System.Globalization;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Planning;

/// <summary>
/// From a view of the cluster to the next steps, without any memory: a run that was killed is continued by the next one because both see
/// the same nodes. Stages follow each other; one that has anything to do or to wait for hides the later ones, which would see a
/// view that is about to change.
/// </summary>
internal static class TopologyPlanner
{
    private static readonly Action<ClusterView, PlanBuilder, TimeSpan>[] Stages =
    [
        (view, plan, _) => CheckCount(view, plan),
        (view, plan, _) => Groups.Check(view, plan),
        (view, plan, _) => Membership.Plan(view, plan),
        Strangers.Plan,
        (view, plan, _) => SlotAssignment.Plan(view, plan),
        (view, plan, _) => Roles.Plan(view, plan),
        (view, plan, _) => Agreement.Plan(view, plan),
        (view, plan, _) => Functions.Plan(view, plan),
    ];

    /// <param name="view">All listed nodes.</param>
    /// <param name="forgetAfter">How long a node that is not listed must have been silent to be forgotten.</param>
    public static TopologyPlan Plan(ClusterView view, TimeSpan forgetAfter)
    {
        var plan = new PlanBuilder();
        foreach (var stage in Stages)
        {
            stage(view, plan, forgetAfter);
            if (!plan.IsOpen) break;
        }

        return plan.Build();
    }

    private static void CheckCount(ClusterView view, PlanBuilder plan)
    {
        var names = string.Join(", ", view.Nodes);
        if (view.Desired < TopologySettingsReader.FewestNodes || view.Desired % 2 != 0)
        {
            plan.Refusals.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"A cluster of {view.Desired} nodes is asked for; allowed: an even number, {TopologySettingsReader.FewestNodes} or more. Correct the season's profile."));
        }

        if (view.Nodes.Count != view.Desired)
        {
            plan.Refusals.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"There are {view.Nodes.Count} nodes; allowed: the {view.Desired} of the season's profile. Found: {names}. Scale the node pool or change the profile."));
        }
    }
}
