using WedSync.LocalPlatform.Rollouts.Analysis;
using WedSync.LocalPlatform.Rollouts.Description;

namespace WedSync.LocalPlatform.Rollouts.Execution;

/// <summary>How a rollout stands.</summary>
public enum RolloutPhase
{
    /// <summary>It goes through its steps.</summary>
    Progressing,

    /// <summary>A pause without a duration, or an analysis that says nothing: a person has to decide.</summary>
    Paused,

    /// <summary>Every step was taken: the canary is stable now.</summary>
    Promoted,

    /// <summary>The analysis failed: all requests go to the stable pods.</summary>
    Aborted,
}

/// <summary>What is to be done to the platform now.</summary>
internal abstract record RolloutAction
{
    /// <summary>Sets the canary's share.</summary>
    public sealed record SetWeight(int Weight) : RolloutAction;

    /// <summary>Sets or ends the route by header.</summary>
    public sealed record SetHeaderRoute(SetHeaderRouteStep Step) : RolloutAction;

    /// <summary>Makes the canary stable.</summary>
    public sealed record Promote : RolloutAction;
}

/// <summary>
/// The steps of a Rollout against time and its analysis, without any effect of its own. Moments are counted from the rollout's start, in
/// the time of the description.
/// </summary>
internal sealed class RolloutMachine(RolloutDescription description)
{
    private TimeSpan? _pausedAt;

    public RolloutPhase Phase { get; private set; } = RolloutPhase.Progressing;

    /// <summary>The step that it is at; as many as there are when all were taken.</summary>
    public int Step { get; private set; }

    /// <summary>Whether the background analysis runs.</summary>
    public bool IsAnalysed => Step >= description.AnalysisFrom && description.Metrics.Count > 0;

    /// <summary>When a pause ends; null = at no set time.</summary>
    public TimeSpan? NextAt { get; private set; }

    /// <summary>Goes as far as it can at a moment.</summary>
    public IReadOnlyList<RolloutAction> Advance(TimeSpan now, AnalysisPhase analysis)
    {
        if (Phase != RolloutPhase.Progressing) return [];
        NextAt = null;
        switch (analysis)
        {
            case AnalysisPhase.Failed or AnalysisPhase.Error:
                Phase = RolloutPhase.Aborted;
                return [new RolloutAction.SetWeight(0), new RolloutAction.SetHeaderRoute(new SetHeaderRouteStep(null, null))];
            case AnalysisPhase.Inconclusive:
                Phase = RolloutPhase.Paused;
                return [];
            default:
                return Walk(now);
        }
    }

    private List<RolloutAction> Walk(TimeSpan now)
    {
        var actions = new List<RolloutAction>();
        for (; Step < description.Steps.Count; Step++)
        {
            switch (description.Steps[Step])
            {
                case SetWeightStep weight:
                    actions.Add(new RolloutAction.SetWeight(weight.Weight));
                    break;
                case SetHeaderRouteStep route:
                    actions.Add(new RolloutAction.SetHeaderRoute(route));
                    break;
                case PauseStep { Duration: null }:
                    Phase = RolloutPhase.Paused;
                    return actions;
                case PauseStep { Duration: { } duration }:
                    _pausedAt ??= now;
                    if (now < _pausedAt + duration)
                    {
                        NextAt = _pausedAt + duration;
                        return actions;
                    }

                    _pausedAt = null;
                    break;
            }
        }

        Phase = RolloutPhase.Promoted;
        actions.Add(new RolloutAction.Promote());
        return actions;
    }
}
