using WedSync.Gateway.Admin;
using WedSync.Gateway.Health;
using WedSync.Gateway.Proxy;
using WedSync.Gateway.Routes;

namespace WedSync.Gateway.Routing;

/// <summary>The regions as they can be chosen now: the routes joined with the health of their endpoints.</summary>
internal sealed record Fleet(RouteTable Table, IReadOnlyList<RegionTarget> Regions)
{
    public static Fleet Empty(RouteTable table) => new(table, []);

    public IEnumerable<EndpointTarget> Endpoints => Regions.SelectMany(r => r.Backends).SelectMany(b => b.Endpoints);

    /// <summary>The fleet of a table. Endpoints and counts that were there before are kept.</summary>
    public static Fleet From(RouteTable table, Fleet before, GatewayMetrics metrics, TimeProvider time) => new(
        table,
        [.. table.Regions.Select(region =>
        {
            var old = before.Regions.FirstOrDefault(r => r.Name == region.Name);
            return new RegionTarget(region, [.. region.Backends.Select(backend => Backend(region, backend, old, metrics, time))]);
        })]);

    private static BackendTarget Backend(Region region, Backend backend, RegionTarget? old, GatewayMetrics metrics, TimeProvider time)
    {
        // By address, whichever backend it was in: a canary that is promoted stays known.
        var known = old?.Backends.SelectMany(b => b.Endpoints).ToList() ?? [];
        var endpoints = backend.Endpoints
            .Select(url => known.FirstOrDefault(e => e.Url == url) ?? new EndpointTarget(region.Name, url, new EndpointHealth(time)));
        return new BackendTarget(region.Name, backend, [.. endpoints], metrics.Counts(region.Name, backend.Name));
    }
}

/// <summary>A region that can be chosen.</summary>
internal sealed class RegionTarget(Region route, IReadOnlyList<BackendTarget> backends)
{
    public string Name => route.Name;

    public int Weight => route.Weight;

    public IReadOnlyList<HeaderRoute> HeaderRoutes => route.HeaderRoutes;

    public IReadOnlyList<BackendTarget> Backends { get; } = backends;

    /// <summary>Whether it gets requests. A canary of weight 0 alone does not carry a region.</summary>
    public bool IsHealthy => Backends.Any(b => b.Weight > 0 && b.IsUsable);
}

/// <summary>A backend that can be chosen.</summary>
internal sealed class BackendTarget(string region, Backend route, IReadOnlyList<EndpointTarget> endpoints, RequestCounts counts)
{
    private uint _turn;

    public string Region => region;

    public string Name => route.Name;

    public int Weight => route.Weight;

    public IReadOnlyList<EndpointTarget> Endpoints { get; } = endpoints;

    public RequestCounts Counts => counts;

    public ForwardTransformer Transformer { get; } = new($"{region}/{route.Name}");

    public bool IsUsable => Endpoints.Any(e => e.Health.IsUsable);

    /// <summary>The next usable endpoint in turn; null when there is none.</summary>
    public EndpointTarget? Next()
    {
        var first = Interlocked.Increment(ref _turn);
        for (var step = 0; step < Endpoints.Count; step++)
        {
            var endpoint = Endpoints[(int)((first + (uint)step) % (uint)Endpoints.Count)];
            if (endpoint.Health.IsUsable) return endpoint;
        }

        return null;
    }
}

/// <summary>A pod's address.</summary>
internal sealed record EndpointTarget(string Region, Uri Url, EndpointHealth Health)
{
    /// <summary>Scheme, host and port.</summary>
    public string Prefix { get; } = Url.GetLeftPart(UriPartial.Authority);
}
