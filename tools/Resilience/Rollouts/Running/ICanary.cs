using WedSync.Rollouts.Analysis;

namespace WedSync.Rollouts.Running;

/// <summary>The traffic of a rollout.</summary>
public interface ICanary
{
    /// <summary>Gives the canary a share of the requests, in percent.</summary>
    Task SetWeightAsync(int percent, CancellationToken cancellation);

    /// <summary>Makes the canary stable.</summary>
    Task PromoteAsync(CancellationToken cancellation);

    /// <summary>Stops the canary.</summary>
    Task AbortAsync(CancellationToken cancellation);
}

/// <summary>Hears how a rollout goes.</summary>
public interface IRolloutListener
{
    /// <summary>A step begins.</summary>
    void OnStep(int number, int total, string description);

    /// <summary>Something was measured.</summary>
    void OnMeasurement(Measurement measurement);
}
