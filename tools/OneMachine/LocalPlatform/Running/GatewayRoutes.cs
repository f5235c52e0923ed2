using System.Text.Json.Serialization;

namespace WedSync.LocalPlatform.Running;

/// <summary>What the gateway serves: <c>gateway/routes.json</c>, which it watches.</summary>
public sealed record GatewayRoutes
{
    /// <summary>Where it takes requests.</summary>
    public required Uri Listen { get; init; }

    /// <summary>Where it shows its status and metrics.</summary>
    public required Uri Admin { get; init; }

    public required IssuerRoute Issuer { get; init; }

    public required HealthCheckRoute HealthCheck { get; init; }

    public required IReadOnlyList<RegionRoute> Regions { get; init; }
}

/// <summary>The local token issuer.</summary>
/// <param name="Listen">Where it serves its keys.</param>
/// <param name="Issuer">The issuer that tokens name.</param>
/// <param name="KeyDirectory">Folder of its signing key.</param>
/// <param name="Certificate">Certificate of its server, PEM.</param>
/// <param name="Key">Key of its server, PEM.</param>
public sealed record IssuerRoute(Uri Listen, string Issuer, string KeyDirectory, string Certificate, string Key);

/// <summary>How a region's health is checked.</summary>
public sealed record HealthCheckRoute(string Path, string Interval, string Timeout, int HealthyThreshold, int UnhealthyThreshold);

/// <summary>A region's backends.</summary>
public sealed record RegionRoute(string Name, int Weight, IReadOnlyList<BackendRoute> Backends, IReadOnlyList<HeaderRoute> HeaderRoutes);

/// <summary>A backend and its share.</summary>
public sealed record BackendRoute(string Name, int Weight, IReadOnlyList<string> Endpoints);

/// <summary>Requests with a header that go to one backend.</summary>
public sealed record HeaderRoute(string Header, string Exact, string Backend);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GatewayRoutes))]
public sealed partial class GatewayRoutesJson : JsonSerializerContext;
