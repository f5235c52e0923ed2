using WedSync.SyncWorker.Tests.Regions;
using WedSync.TestKit.Security;

namespace WedSync.SyncWorker.Tests.Hostile;

/// <summary>A token that was revoked in one region, wherever and after whatever it is shown.</summary>
[Collection(nameof(RevocationTests))]
public sealed class RevocationTests : IAsyncLifetime
{
    private const string Id = "any/jti \u00e9 #1 with, everything \"in\" it";

    private readonly TestIssuer _issuer = new();
    private TestEstate _estate = null!;

    public async Task InitializeAsync() => _estate = await TestEstate.StartAsync([("us-east", ""), ("eu-west", "eu")]);

    public async Task DisposeAsync()
    {
        await _estate.DisposeAsync();
        _issuer.Dispose();
    }

    [Fact]
    public async Task Token_RevokedInOneRegion_IsRefusedInAll_AlsoWhenThatRegionIsWipedAndBack()
    {
        var (east, west) = (_estate[0], _estate[1]);
        var token = _issuer.Token(id: Id);
        var bystander = _issuer.Token("beta", id: Id);
        using var eastPod = await CachePod.StartAsync(east, _issuer);
        using var westPod = await CachePod.StartAsync(west, _issuer);
        await _estate.WaitCurrentAsync();
        Assert.Equal((404, 404), (await eastPod.StatusAsync(token), await westPod.StatusAsync(token)));

        Assert.Equal(204, await eastPod.RevokeAsync(Id, DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal(401, await eastPod.StatusAsync(token));
        // What an entry takes to get there, and no more.
        await TestRegion.WaitAsync(async () => await westPod.StatusAsync(token) == 401, _estate.Explain, seconds: 10);
        Assert.Equal((404, 404), (await eastPod.StatusAsync(bystander), await westPod.StatusAsync(bystander)));

        east.Cluster.KillAll();
        await east.Workers.Last(worker => worker.IsRunning).KillAsync();
        Assert.Equal(401, await westPod.StatusAsync(token));
        await east.Cluster.StartAllAsync("");
        await east.StartWorkerAsync();
        // A pod that knows nothing but what its region holds.
        using var next = await CachePod.StartAsync(east, _issuer);
        await TestRegion.WaitAsync(async () => await next.StatusAsync(token) == 401, _estate.Explain);
        Assert.Equal(404, await next.StatusAsync(bystander));
    }
}
