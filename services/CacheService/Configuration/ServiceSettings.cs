using System.Net;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Connections;
using WedSync.CacheService.Faults;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Configuration;

/// <summary>Everything the environment says, checked.</summary>
internal sealed record ServiceSettings
{
    public required RedisSettings Redis { get; init; }

    public required string Region { get; init; }

    /// <summary>All regions; none = this one alone.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>At the start; see <see cref="Seasons.SeasonalSettings"/> for now.</summary>
    public required Season Season { get; init; }

    /// <summary>Folder of the mounted seasonal-config; empty = the season never changes.</summary>
    public string SeasonDirectory { get; init; } = "";

    public string ResidencyGroup { get; init; } = "";

    public required string PodName { get; init; }

    public required string JwtIssuer { get; init; }

    public required string JwtAudience { get; init; }

    public required Uri JwksUri { get; init; }

    /// <summary>Empty = audit records go to standard output.</summary>
    public string AuditDirectory { get; init; } = "";

    public IPAddress ListenAddress { get; init; } = IPAddress.Any;

    public int HttpPort { get; init; } = ServicePorts.CacheHttp;

    public int MetricsPort { get; init; } = ServicePorts.Metrics;

    public long L1Bytes { get; init; } = 256L << 20;

    public int MaxEntryBytes { get; init; } = 1 << 20;

    public int MaxConcurrency { get; init; } = 512;

    public ConnectionLimits Connections { get; init; } = ConnectionLimits.Default;

    public BodyLimits Bodies { get; init; } = new();

    public TimeSpan DrainPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Under what the season says.</summary>
    public TtlPolicies Ttl { get; init; } = TtlPolicies.Default;

    /// <summary>In which the region's pods together sweep every index once.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(10);

    public double OriginCallCost { get; init; } = 0.002;

    public Uri? OtlpEndpoint { get; init; }

    public FaultPlan Fault { get; init; }
}
