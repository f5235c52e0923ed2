namespace WedSync.Contracts;

/// <summary>What the platform promises its users; the recovery strategy states it, alerts and drills measure it.</summary>
public static class Promises
{
    /// <summary>Seconds after which a lost region or node no longer fails requests (RTO).</summary>
    public const int RecoveryTimeSeconds = 300;

    /// <summary>Seconds of acknowledged local writes that a loss may cost at most (RPO). Replicated writes are never lost.</summary>
    public const int RecoveryPointSeconds = 900;

    /// <summary>Share of its highest goodput that the service still serves at ten times the load that gives it.</summary>
    public const double GoodputAtTenfoldLoad = 0.95;
}
