using System.Net;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>A lease is worth what the region gave it for: to one caller, for one key, with one basis.</summary>
[Collection(RegionTests.Name)]
public sealed class LeaseForgeryTests(RegionFixture region)
{
    private readonly LookupCalls _calls = new(region.Cluster);
    private readonly string _tag = "t-" + Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("9007199254740991.x")]
    [InlineData("9007199254740991.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.x")]
    public async Task Put_InventedLease_IsRefusedAndNothingIsStored(string lease)
    {
        var key = "invented-" + Guid.NewGuid().ToString("N");
        Assert.Equal("409 lease-lost", await PutAsync(key, lease));
        Assert.DoesNotContain("computed", await _calls.StoredAsync("acme", key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_BasisOfTheFuture_DoesNotSurviveAnInvalidation()
    {
        var given = await LookupCalls.LeaseAsync(region.First, region.Token);
        Assert.Equal("409 lease-lost", await PutAsync(given.Key, "9007199254740991." + given.Lease.Split('.', 2)[1]));
        Assert.Equal("201 ", await PutAsync(given.Key, given.Lease));
        (await region.First.PostAsync("/v1/tags/invalidate", $$"""{"tags":["{{_tag}}"]}""", region.Token)).Dispose();
        using var get = await region.First.GetAsync(given.Key, region.Token);
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Put_AnyPartOfTheLeaseChanged_IsRefused(int part)
    {
        var given = await LookupCalls.LeaseAsync(region.First, region.Token);
        var parts = given.Lease.Split('.');
        parts[part] = (parts[part][0] == '1' ? '2' : '1') + parts[part][1..];
        Assert.Equal("409 lease-lost", await PutAsync(given.Key, string.Join('.', parts)));
        Assert.Equal("409 lease-lost", await PutAsync(given.Key, $"{given.Lease.Split('.')[0]}.{given.Lease.Split('.')[1]}"));
        Assert.Equal("201 ", await PutAsync(given.Key, given.Lease));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("x.y.z")]
    [InlineData("-1.x")]
    [InlineData("1..z")]
    [InlineData("9007199254740992.x")]
    public async Task Put_WhatNoLookupReturns_IsAFaultOfTheRequest(string lease) =>
        Assert.Equal("400 invalid-request", await PutAsync("k", lease));

    [Fact]
    public async Task Lease_OfAnotherKeyTenantOrCaller_IsRefusedByPutRenewAndRelease()
    {
        var given = await LookupCalls.LeaseAsync(region.First, region.Token);
        var other = await LookupCalls.LeaseAsync(region.First, region.Token);
        (string Key, string Token)[] thieves =
        [
            (other.Key, region.Token), (given.Key, region.Issuer.Token("beta")), (given.Key, region.Issuer.Token(subject: "somebody-else")),
        ];
        foreach (var (key, token) in thieves)
        {
            Assert.Equal("409 lease-lost", await PutAsync(key, given.Lease, token));
            Assert.Equal("409 lease-lost", await LeaseAsync(HttpMethod.Post, $"/v1/leases/{key}/renew", given.Lease, token));
            Assert.Equal("409 lease-lost", await LeaseAsync(HttpMethod.Delete, $"/v1/leases/{key}", given.Lease, token));
        }

        // The holder has lost nothing, and another token of the same caller is the same caller.
        var again = region.Issuer.Token(id: "renewed");
        Assert.Equal("204 ", await LeaseAsync(HttpMethod.Post, $"/v1/leases/{given.Key}/renew", given.Lease, again));
        Assert.Equal("201 ", await PutAsync(given.Key, given.Lease, again));
    }

    [Fact]
    public async Task Lease_OfAnotherRegion_IsRefused()
    {
        using var elsewhere = await region.StartPodAsync("pod-elsewhere", (EnvironmentNames.Region, "eu-west"));
        var given = await LookupCalls.LeaseAsync(elsewhere, region.Token);
        Assert.Equal("409 lease-lost", await PutAsync(given.Key, given.Lease));
        Assert.Equal("409 lease-lost", await LeaseAsync(HttpMethod.Delete, $"/v1/leases/{given.Key}", given.Lease, region.Token));
    }

    [Fact]
    public async Task Lease_GivenByOnePod_HoldsOnEveryPodAlsoOnOneThatStartsLater()
    {
        var (first, second) = (await LookupCalls.LeaseAsync(region.First, region.Token), await LookupCalls.LeaseAsync(region.Second, region.Token));
        using var later = await region.StartPodAsync("pod-later");
        Assert.Equal("201 ", await PutAsync(first.Key, first.Lease, pod: region.Second));
        Assert.Equal("201 ", await PutAsync(second.Key, second.Lease, pod: later));
    }

    [Fact]
    public async Task LeaseKey_StandsInNoLog()
    {
        await LookupCalls.LeaseAsync(region.First, region.Token);
        var key = await _calls.RedisAsync("c:lease-key", "GETRANGE", "c:lease-key", "0", "-1");
        Assert.NotEmpty(key.Trim());
        foreach (var pod in new[] { region.First, region.Second }) Assert.DoesNotContain("lease-key", pod.Process.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> PutAsync(string key, string lease, string? token = null, Pod? pod = null)
    {
        using var put = await (pod ?? region.First).PutAsync(key, "computed", token ?? region.Token, ("WedSync-Lease", lease), ("WedSync-Tags", _tag));
        return await LookupCalls.OutcomeAsync(put);
    }

    private async Task<string> LeaseAsync(HttpMethod method, string path, string lease, string token)
    {
        using var response = await region.First.SendAsync(method, path, token, null, ("WedSync-Lease", lease));
        return await LookupCalls.OutcomeAsync(response);
    }
}
