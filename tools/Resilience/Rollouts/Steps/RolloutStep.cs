namespace WedSync.Rollouts.Steps;

/// <summary>A step of a canary.</summary>
public abstract record RolloutStep
{
    private RolloutStep()
    {
    }

    /// <summary>The canary gets a share of the requests.</summary>
    /// <param name="Percent">0 to 100.</param>
    public sealed record SetWeight(int Percent) : RolloutStep
    {
        public override string ToString() => $"canary gets {Percent} %";
    }

    /// <summary>Waits, while the analysis goes on.</summary>
    /// <param name="Duration">How long.</param>
    public sealed record Pause(TimeSpan Duration) : RolloutStep
    {
        public override string ToString() => $"pause {Duration.TotalMinutes:0.##} min";
    }

    /// <summary>Requests with a header go to the canary.</summary>
    /// <param name="Header">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record SetHeaderRoute(string Header, string Value) : RolloutStep
    {
        public override string ToString() => $"requests with {Header}: {Value} go to the canary";
    }
}
