using WedSync.Core.Keyspace;
using WedSync.TestKit.Network;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Several regions, with a way of its own from each to each other.</summary>
internal sealed class TestEstate : IAsyncDisposable
{
    private readonly Dictionary<(string From, string To), TcpLink> _links = [];
    private readonly RegionCertificates _certificates = new();

    private TestEstate()
    {
    }

    public List<TestRegion> Regions { get; } = [];

    public RegionCertificates Certificates => _certificates;

    public TestRegion this[int index] => Regions[index];

    public static async Task<TestEstate> StartAsync(
        IReadOnlyList<(string Name, string Residency)> regions, TimeSpan delay = default, int nodes = 3, bool replicas = false, bool secure = false, bool workers = true)
    {
        var estate = new TestEstate();
        try
        {
            var names = regions.Select(region => region.Name).ToList();
            foreach (var (name, residency) in regions)
                estate.Regions.Add(await TestRegion.StartAsync(name, residency, estate._certificates, names, nodes, replicas, secure));
            foreach (var region in estate.Regions) estate.Connect(region, delay);
            if (workers) await Task.WhenAll(estate.Regions.Select(region => region.StartWorkerAsync()));
            return estate;
        }
        catch
        {
            await estate.DisposeAsync();
            throw;
        }
    }

    /// <summary>The way that <paramref name="from"/>'s workers take to <paramref name="to"/>.</summary>
    public TcpLink Link(TestRegion from, TestRegion to) => _links[(from.Name, to.Name)];

    public IEnumerable<TcpLink> LinksOf(TestRegion region) =>
        _links.Where(link => link.Key.From == region.Name || link.Key.To == region.Name).Select(link => link.Value);

    public void Connect(TestRegion region, TimeSpan delay)
    {
        foreach (var peer in Regions.Where(peer => peer != region && !_links.ContainsKey((region.Name, peer.Name))))
            _links[(region.Name, peer.Name)] = new TcpLink(peer.GrpcPort, delay);
        region.Connect(Regions.Where(peer => peer != region).ToDictionary(peer => peer.Name, peer => Link(region, peer).Port));
    }

    /// <summary>A region that is not of the estate yet: the others do not know it, and its workers do not run.</summary>
    public async Task<TestRegion> AddAsync(string name, string residency)
    {
        var joining = await TestRegion.StartAsync(name, residency, _certificates, Regions.Select(region => region.Name).Append(name));
        foreach (var region in Regions) _links[(region.Name, name)] = new TcpLink(joining.GrpcPort, TimeSpan.Zero);
        Regions.Add(joining);
        Connect(joining, TimeSpan.Zero);
        return joining;
    }

    /// <summary>Ends a region for good.</summary>
    public async Task RemoveAsync(TestRegion region)
    {
        Regions.Remove(region);
        await region.DisposeAsync();
    }

    /// <summary>All links and workers as at the start, and changes flow.</summary>
    public async Task RepairAsync()
    {
        foreach (var link in _links.Values) link.Heal();
        foreach (var region in Regions) await region.RepairAsync();
        await WaitCurrentAsync();
    }

    /// <summary>Waits until every region answers the same for all names.</summary>
    public Task WaitConvergedAsync(IReadOnlyCollection<string> ids) => TestRegion.WaitAsync(
        async () =>
        {
            var same = await Task.WhenAll(ids.Select(async id =>
            {
                var bodies = await Task.WhenAll(Regions.Select(region => region.GetAsync(id)));
                return bodies.Select(body => body == TestRegion.Deleted ? TestRegion.Nothing : body).Distinct().Count() == 1;
            }));
            return same.All(isSame => isSame);
        },
        Explain);

    /// <summary>Waits until changes flow at once between all regions.</summary>
    public Task WaitCurrentAsync(params IEnumerable<TestRegion> among) => TestRegion.WaitAsync(
        async () =>
        {
            foreach (var region in among.DefaultIfEmpty().SelectMany(region => region is null ? Regions : [region]))
            {
                foreach (var worker in region.Workers.Where(worker => worker.IsRunning))
                {
                    var status = await worker.StatusAsync();
                    if (status.OwnedPartitions == 0 || status.Peers.Any(peer => peer.CurrentPartitions < status.OwnedPartitions)) return false;
                }
            }

            return true;
        },
        Explain);

    public string Explain() => string.Join("\n=====\n", Regions.Select(region => $"{region.Name}:\n{region.Output}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var region in Regions) await region.DisposeAsync();
        foreach (var link in _links.Values) await link.DisposeAsync();
        _certificates.Dispose();
    }

    /// <summary>Names that fall on different partitions.</summary>
    public static IReadOnlyList<string> Ids(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => EntryId.ForKey("acme", $"{prefix}{i}"))];
}
