using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>All links of a platform: from each region that runs to each other one.</summary>
internal sealed class LinkNetwork : IAsyncDisposable
{
    private readonly Dictionary<(string From, string To), LinkWay> _ways = [];
    private readonly List<RegionLink> _links = [];
    private readonly IReadOnlyList<string> _regions;

    /// <param name="regions">Regions that run.</param>
    /// <param name="plans">The links.</param>
    /// <param name="delay">One-way delay that all begin with.</param>
    /// <param name="time">Source of time.</param>
    public LinkNetwork(IReadOnlyList<string> regions, IReadOnlyList<RegionLinkPlan> plans, TimeSpan delay, TimeProvider time)
    {
        _regions = regions;
        foreach (var from in regions)
        {
            foreach (var to in regions.Where(to => to != from))
            {
                _ways[(from, to)] = new LinkWay(from, to);
                _ways[(from, to)].SetDelay(delay);
            }
        }

        foreach (var plan in plans) _links.Add(new RegionLink(plan, _ways[(plan.From, plan.To)], _ways[(plan.To, plan.From)], time));
    }

    /// <summary>Addresses and ports that they listen on.</summary>
    public IEnumerable<(string Ip, int Port, string User)> Ports
        => _links.Select(link => (link.Plan.Address, link.Plan.Port, $"link from {link.Plan.From} to {link.Plan.To}"));

    public void Start()
    {
        foreach (var link in _links) link.Start();
    }

    public IReadOnlyList<LinkStatus> Status() => [.. _links.Select(Status)];

    /// <summary>Cuts, heals or delays what goes from a region to another, and back unless told otherwise.</summary>
    /// <returns>The links as they are then.</returns>
    /// <exception cref="LocalPlatformException">The request is wrong; all errors at once.</exception>
    public IReadOnlyList<LinkStatus> Change(string from, string to, LinkRequest request)
    {
        var errors = Errors(from, to, request).ToList();
        if (errors.Count > 0) throw new LocalPlatformException(errors);
        LinkWay[] ways = request.OneWay ? [_ways[(from, to)]] : [_ways[(from, to)], _ways[(to, from)]];
        foreach (var way in ways)
        {
            if (request.DelayMilliseconds is { } delay) way.SetDelay(TimeSpan.FromMilliseconds(delay));
            if (request.Cut is { } cut) way.SetCut(cut);
        }

        return [.. _links.Where(link => ways.Contains(link.There)).Select(Status)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links) await link.DisposeAsync();
        foreach (var way in _ways.Values) way.Dispose();
    }

    private IEnumerable<string> Errors(string from, string to, LinkRequest request)
    {
        foreach (var region in new[] { from, to }.Distinct().Where(region => !_regions.Contains(region)))
        {
            yield return $"region '{region}': does not run; running: {string.Join(", ", _regions)}. ./wedsync up --regions names those that run.";
        }

        if (from == to) yield return $"link '{from} {to}': a region has no link to itself; allowed: two different ones of {string.Join(", ", _regions)}.";
        if (request is { Cut: null, DelayMilliseconds: null }) yield return "link: nothing to change; allowed: --cut, --heal and --delay; say at least one.";
        if (request.DelayMilliseconds is { } delay && LinkDelay.Check(delay) is { } error) yield return error;
    }

    private static LinkStatus Status(RegionLink link) => new()
    {
        From = link.Plan.From,
        To = link.Plan.To,
        Address = $"{link.Plan.Address}:{link.Plan.Port}",
        Cut = link.There.Cut,
        DelayMilliseconds = link.There.Delay.TotalMilliseconds,
        Connections = link.Connections,
        Bytes = link.There.Bytes,
    };
}
