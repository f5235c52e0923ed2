namespace WedSync.Gateway.Routing;

/// <summary>Where a request goes.</summary>
internal readonly record struct Target(BackendTarget Backend, EndpointTarget Endpoint);

/// <summary>
/// Chooses as the global load balancer and the region's gateway together do: the client's own region while it is healthy, else the
/// healthy ones by weight; in the region a backend by header, else by weight.
/// </summary>
internal sealed class Router(Func<Fleet> fleet, Func<double> uniform)
{
    /// <summary>Request header that stands for the client's place in the world.</summary>
    public const string ClientRegion = "X-Client-Region";

    /// <summary>Null when no region is healthy.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="failedRegion">Region to leave out while another is healthy; null = none.</param>
    public Target? Choose(IHeaderDictionary headers, string? failedRegion)
    {
        var regions = fleet().Regions;
        var target = Choose(regions, headers, failedRegion);
        // An endpoint may have been lost between both looks at it: then everything that is left is asked once more.
        return target ?? Choose(regions, headers, failedRegion: null);
    }

    private Target? Choose(IReadOnlyList<RegionTarget> regions, IHeaderDictionary headers, string? failedRegion)
    {
        if (Region(regions, headers[ClientRegion], failedRegion) is not { } region) return null;
        return Backend(region, headers) is { } backend && backend.Next() is { } endpoint ? new Target(backend, endpoint) : null;
    }

    private RegionTarget? Region(IReadOnlyList<RegionTarget> regions, string? place, string? failedRegion)
    {
        Span<int> weights = stackalloc int[regions.Count];
        Span<int> indexes = stackalloc int[regions.Count];
        var count = 0;
        for (var index = 0; index < regions.Count; index++)
        {
            var region = regions[index];
            if (region.Name == failedRegion || !region.IsHealthy) continue;
            if (region.Name == place) return region;
            indexes[count] = index;
            weights[count++] = region.Weight;
        }

        var picked = WeightedChoice.Pick(weights[..count], count > 1 ? uniform() : 0);
        return picked < 0 ? null : regions[indexes[picked]];
    }

    private BackendTarget? Backend(RegionTarget region, IHeaderDictionary headers)
    {
        foreach (var route in region.HeaderRoutes)
        {
            if (headers[route.Header] != route.Exact) continue;
            foreach (var named in region.Backends)
            {
                if (named.Name == route.Backend && named.IsUsable) return named;
            }
        }

        Span<int> weights = stackalloc int[region.Backends.Count];
        Span<int> indexes = stackalloc int[region.Backends.Count];
        var count = 0;
        for (var index = 0; index < region.Backends.Count; index++)
        {
            if (region.Backends[index].Weight == 0 || !region.Backends[index].IsUsable) continue;
            indexes[count] = index;
            weights[count++] = region.Backends[index].Weight;
        }

        var picked = WeightedChoice.Pick(weights[..count], count > 1 ? uniform() : 0);
        return picked < 0 ? null : region.Backends[indexes[picked]];
    }
}
