using System.Text.Json.Serialization;

namespace WedSync.Gateway.Admin;

/// <summary>Answer of <c>GET /status</c>.</summary>
internal sealed record GatewayStatus
{
    /// <summary>SHA-256 of the routes file in force, in hex.</summary>
    public required string Routes { get; init; }

    public required DateTimeOffset RoutesLoadedAt { get; init; }

    /// <summary>Faults of the routes file as it is now; empty = it is in force.</summary>
    public required IReadOnlyList<string> RoutesErrors { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    public required long Retries { get; init; }

    /// <summary>Requests answered 503 because no region was healthy.</summary>
    public required long Refused { get; init; }

    /// <summary>Requests that failed by what the client did; no backend's.</summary>
    public required long ClientErrors { get; init; }

    public required IReadOnlyList<RegionHealth> Regions { get; init; }
}

internal sealed record RegionHealth(string Name, bool Healthy, int Weight, IReadOnlyList<BackendHealth> Backends);

/// <param name="Name">stable or canary.</param>
/// <param name="Weight">Share of the region's requests.</param>
/// <param name="Requests">Sent to it.</param>
/// <param name="Failures">Without a whole answer.</param>
/// <param name="LatencyP50Milliseconds">Null before the first request.</param>
/// <param name="LatencyP99Milliseconds">Null before the first request.</param>
/// <param name="Endpoints">Its pods.</param>
internal sealed record BackendHealth(
    string Name,
    int Weight,
    long Requests,
    long Failures,
    double? LatencyP50Milliseconds,
    double? LatencyP99Milliseconds,
    IReadOnlyList<EndpointStatus> Endpoints);

internal sealed record EndpointStatus(Uri Url, string State, DateTimeOffset Since, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GatewayStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
