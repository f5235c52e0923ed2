using System.Net;

namespace WedSync.Gateway.Routes;

/// <summary>Where requests go, checked.</summary>
internal sealed record RouteTable
{
    public required Address Listen { get; init; }

    public required Address Admin { get; init; }

    /// <summary>Null = no issuer in this process.</summary>
    public IssuerSettings? Issuer { get; init; }

    public required HealthCheckSettings HealthCheck { get; init; }

    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>SHA-256 of the file, in hex: whoever wrote it sees at the admin address whether it is in force.</summary>
    public required string Digest { get; init; }
}

/// <summary>An address to listen on.</summary>
internal sealed record Address(IPAddress Ip, int Port);

/// <summary>The token issuer of a local platform.</summary>
internal sealed record IssuerSettings(Address Listen, string Issuer, string KeyDirectory, string Certificate, string Key);

/// <summary>How endpoints are checked.</summary>
internal sealed record HealthCheckSettings(string Path, TimeSpan Interval, TimeSpan Timeout, int HealthyThreshold, int UnhealthyThreshold);

/// <summary>A region and its share of the requests that name no place.</summary>
internal sealed record Region(string Name, int Weight, IReadOnlyList<Backend> Backends, IReadOnlyList<HeaderRoute> HeaderRoutes);

/// <summary>Pods of one version and their share of the region's requests.</summary>
internal sealed record Backend(string Name, int Weight, IReadOnlyList<Uri> Endpoints);

/// <summary>Requests whose header has exactly this value go to one backend.</summary>
internal sealed record HeaderRoute(string Header, string Exact, string Backend);

/// <summary>A routes file that cannot be used; every fault of it.</summary>
internal sealed class RoutesException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
