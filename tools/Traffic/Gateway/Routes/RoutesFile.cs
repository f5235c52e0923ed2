using System.Text.Json.Serialization;

namespace WedSync.Gateway.Routes;

/// <summary>routes.json as it is written; see <see cref="RoutesReader"/> for what is allowed.</summary>
internal sealed record RoutesFile
{
    public string? Listen { get; init; }

    public string? Admin { get; init; }

    public IssuerFile? Issuer { get; init; }

    public HealthCheckFile? HealthCheck { get; init; }

    public IReadOnlyList<RegionFile>? Regions { get; init; }
}

internal sealed record IssuerFile
{
    public string? Listen { get; init; }

    public string? Issuer { get; init; }

    public string? KeyDirectory { get; init; }

    public string? Certificate { get; init; }

    public string? Key { get; init; }
}

internal sealed record HealthCheckFile
{
    public string? Path { get; init; }

    public string? Interval { get; init; }

    public string? Timeout { get; init; }

    public int HealthyThreshold { get; init; }

    public int UnhealthyThreshold { get; init; }
}

internal sealed record RegionFile
{
    public string? Name { get; init; }

    public int Weight { get; init; }

    public IReadOnlyList<BackendFile>? Backends { get; init; }

    public IReadOnlyList<HeaderRouteFile>? HeaderRoutes { get; init; }
}

internal sealed record BackendFile
{
    public string? Name { get; init; }

    public int Weight { get; init; }

    public IReadOnlyList<string>? Endpoints { get; init; }
}

internal sealed record HeaderRouteFile
{
    public string? Header { get; init; }

    public string? Exact { get; init; }

    public string? Backend { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RoutesFile))]
internal sealed partial class RoutesJson : JsonSerializerContext;
