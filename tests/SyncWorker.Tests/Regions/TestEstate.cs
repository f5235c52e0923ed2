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

    /// <summary>Waits until every region answers the same for all names.</summary>
    public Task WaitConvergedAsync(IReadOnlyCollection<string> ids, double seconds = 40) => TestRegion.WaitAsync(
        async () =>
        {
            foreach (var id in ids)
            {
                var bodies = await Task.WhenAll(Regions.Select(region => region.GetAsync(id)));
                if (bodies.Select(body => body == "(deleted)" ? "(none)" : body).Distinct().Count() > 1) return false;
            }

            return true;
        },
        Explain,
        seconds);

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
        Explain,
        seconds: 60);

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
