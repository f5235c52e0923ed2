using Microsoft.Extensions.Caching.Distributed;
using WedSync.CacheService.Tests.Support;

namespace WedSync.Client.Tests;

/// <summary>Against a real region.</summary>
public sealed class CacheClientTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task PutGetDelete_RoundTrip()
    {
        var client = Client(region.First);
        await client.PutAsync(_name, "hello"u8.ToArray(), new PutOptions { ContentType = "text/plain", Tags = ["a", "b"], Ttl = TimeSpan.FromMinutes(1) });
        var answer = await client.GetAsync(_name);
        Assert.Equal("hello"u8.ToArray(), answer!.Body);
        Assert.Equal("text/plain", answer.ContentType);
        Assert.Equal(CacheState.Fresh, answer.State);
        await client.DeleteAsync(_name);
        Assert.Null(await client.GetAsync(_name));
    }

    [Fact]
    public async Task GetOrCompute_ManyCallersOfTwoPods_ComputesOnce()
    {
        var computations = 0;
        var clients = new[] { Client(region.First), Client(region.Second) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => clients[i % 2].GetOrComputeAsync(
            Question(),
            async token =>
            {
                Interlocked.Increment(ref computations);
                await Task.Delay(200, token);
                return "computed"u8.ToArray();
            })));

        Assert.Equal(1, computations);
        Assert.All(answers, answer => Assert.Equal("computed"u8.ToArray(), answer.Body));
        Assert.Single(answers, answer => answer.State == CacheState.Computed);
    }

    [Fact]
    public async Task GetOrCompute_LongerThanTheLease_KeepsIt()
    {
        var client = Client(region.First, lease: TimeSpan.FromMilliseconds(400));
        var computations = 0;
        Task<byte[]> ComputeAsync(CancellationToken token)
        {
            Interlocked.Increment(ref computations);
            return Task.Delay(1500, token).ContinueWith(_ => "slow"u8.ToArray(), token, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await Task.WhenAll(client.GetOrComputeAsync(Question(), ComputeAsync), client.GetOrComputeAsync(Question(), ComputeAsync));
        Assert.Equal(1, computations);
    }

    [Fact]
    public async Task GetOrCompute_Failed_GivesTheLeaseToTheNext()
    {
        var client = Client(region.First);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            client.GetOrComputeAsync(Question(), _ => throw new InvalidOperationException("origin down")));
        var next = await client.GetOrComputeAsync(Question(), _ => Task.FromResult("second"u8.ToArray()));
        Assert.Equal(CacheState.Computed, next.State);
    }

    [Fact]
    public async Task GetOrCompute_CacheAway_ComputesWithoutIt()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1") };
        var client = new CacheClient(http, new CacheClientOptions { Token = _ => ValueTask.FromResult(region.Token) });
        var answer = await client.GetOrComputeAsync(Question(), _ => Task.FromResult("alone"u8.ToArray()));
        Assert.Equal("alone"u8.ToArray(), answer.Body);

        var strict = new CacheClient(http, new CacheClientOptions { Token = _ => ValueTask.FromResult(region.Token), ComputeWithoutCache = false });
        var refused = await Assert.ThrowsAsync<CacheException>(() => strict.GetOrComputeAsync(Question(), _ => Task.FromResult(Array.Empty<byte>())));
        Assert.True(refused.IsTransient);
    }

    [Fact]
    public async Task GetOrCompute_WithATokenThatMayOnlyRead_ComputesWithoutStoring()
    {
        var reader = new CacheClient(region.First.Http, new CacheClientOptions { Token = _ => ValueTask.FromResult(region.Issuer.Token(scopes: "read")) });
        var answer = await reader.GetOrComputeAsync(Question(), _ => Task.FromResult("mine"u8.ToArray()));
        Assert.Equal(("mine", CacheState.Computed), (System.Text.Encoding.UTF8.GetString(answer.Body), answer.State));

        var writer = await Client(region.First).GetOrComputeAsync(Question(), _ => Task.FromResult("everybody's"u8.ToArray()));
        Assert.Equal(CacheState.Computed, writer.State);
        answer = await reader.GetOrComputeAsync(Question(), _ => Task.FromResult("mine"u8.ToArray()));
        Assert.Equal(("everybody's", CacheState.Fresh), (System.Text.Encoding.UTF8.GetString(answer.Body), answer.State));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Key_ThatIsAStepInAPath_IsRefusedAndNotAMiss(string key)
    {
        var refused = await Assert.ThrowsAsync<CacheException>(() => Client(region.First).GetAsync(key));
        Assert.Equal("invalid-key", refused.Code);
    }

    [Fact]
    public async Task Refused_CarriesTheProblem()
    {
        var refused = await Assert.ThrowsAsync<CacheException>(() => Client(region.First).PutAsync("bad key", default));
        Assert.Equal("invalid-key", refused.Code);
        Assert.False(refused.IsTransient);
    }

    [Fact]
    public async Task DistributedCache_TakesAnyKeyAndExpires()
    {
        await RoundTripAsync(new WedSyncDistributedCache(Client(region.First)));
    }

    [Fact]
    public async Task Hedging_TakesTheFasterAndCancelsTheSlower()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        using var result = await Hedging.RunAsync<MemoryStream>(
            async token =>
            {
                if (Interlocked.Increment(ref calls) == 2) return new MemoryStream([2]);
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                finally
                {
                    cancelled.TrySetResult();
                }

                return new MemoryStream([1]);
            },
            TimeSpan.FromMilliseconds(10), TimeProvider.System, default);
        Assert.Equal(2, result.ReadByte());
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    private async Task RoundTripAsync(WedSyncDistributedCache cache)
    {
        var key = $"any key / with ünïcode {_name}";
        await cache.SetAsync(key, [1, 2, 3], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });
        Assert.Equal([1, 2, 3], await cache.GetAsync(key));
        await cache.RemoveAsync(key);
        Assert.Null(await cache.GetAsync(key));
    }

    private CacheQuestion Question() => new("m", [new CacheMessage("user", _name)])
    {
        Parameters = new Dictionary<string, object?> { ["temperature"] = 0.2 },
        QueryType = "vendor",
        WeddingStage = "booking",
    };

    private CacheClient Client(Pod pod, TimeSpan? lease = null) => new(pod.Http, new CacheClientOptions
    {
        Token = _ => ValueTask.FromResult(region.Token),
        Lease = lease ?? TimeSpan.FromSeconds(10),
    });
}
