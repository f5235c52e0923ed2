using WedSync.Gateway.Routes;

namespace WedSync.Gateway.Health;

/// <summary>What is known of an endpoint.</summary>
internal enum HealthState
{
    /// <summary>Not checked yet; gets no requests.</summary>
    Unknown,

    /// <summary>Gets requests.</summary>
    Healthy,

    /// <summary>Refused a connection; gets no requests until it answers one check, and is asked often.</summary>
    Suspect,

    /// <summary>Failed its checks; gets no requests until it has passed several.</summary>
    Unhealthy,
}

/// <summary>
/// Health of an endpoint. Active checks decide, as in the global load balancer; a connection that is refused takes the endpoint out at
/// once, since the next check may be seconds away, and the first check that passes puts it back. Thread-safe.
/// </summary>
internal sealed class EndpointHealth(TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _passed;
    private int _failed;
    private volatile HealthState _state = HealthState.Unknown;

    public HealthState State => _state;

    public bool IsUsable => _state == HealthState.Healthy;

    /// <summary>When the state began.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    /// <summary>Why it gets no requests; empty while it does.</summary>
    public string Reason { get; private set; } = "not checked yet";

    /// <summary>A check passed. True when the state changed.</summary>
    public bool Passed(HealthCheckSettings settings)
    {
        lock (_lock)
        {
            _failed = 0;
            _passed++;
            if (_state == HealthState.Healthy || (_state == HealthState.Unhealthy && _passed < settings.HealthyThreshold)) return false;
            return Become(HealthState.Healthy, "");
        }
    }

    /// <summary>A check failed. True when the state changed.</summary>
    public bool Failed(HealthCheckSettings settings, string reason)
    {
        lock (_lock)
        {
            _passed = 0;
            _failed++;
            if (_state == HealthState.Unhealthy) Reason = reason;
            if (_state is HealthState.Unhealthy or HealthState.Suspect || (_state == HealthState.Healthy && _failed < settings.UnhealthyThreshold)) return false;
            return Become(HealthState.Unhealthy, reason);
        }
    }

    /// <summary>A connection was refused. True when the state changed.</summary>
    public bool Refused(string reason)
    {
        lock (_lock)
        {
            if (_state is not HealthState.Healthy) return false;
            _passed = 0;
            return Become(HealthState.Suspect, reason);
        }
    }

    /// <summary>It was suspected for so long that it is to be treated like any other that fails.</summary>
    public bool GiveUp()
    {
        lock (_lock)
        {
            return _state == HealthState.Suspect && Become(HealthState.Unhealthy, Reason);
        }
    }

    private bool Become(HealthState state, string reason)
    {
        Reason = reason;
        Since = time.GetUtcNow();
        _state = state;
        return true;
    }
}
