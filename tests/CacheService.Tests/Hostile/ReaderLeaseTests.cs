using System.Net;
using WedSync.CacheService.Tests.Support;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>Who cannot release a lease takes none.</summary>
[Collection(RegionTests.Name)]
public sealed class ReaderLeaseTests(RegionFixture region)
{
    private readonly string _reader = region.Issuer.Token(scopes: "read");

    [Fact]
    public async Task Lookup_OfAReader_NeverKeepsAWriterFromComputing()
    {
        var question = LookupCalls.NewQuestion();
        Assert.Equal("404 not-found", await LookupAsync(question, _reader));
        var given = await LookupCalls.LeaseAsync(region.First, region.Token, question);
        Assert.NotEmpty(given.Lease);
    }

    [Fact]
    public async Task Lookup_OfAReaderWhileAWriterComputes_WaitsForTheAnswer()
    {
        var question = LookupCalls.NewQuestion(wait: 20_000);
        var given = await LookupCalls.LeaseAsync(region.First, region.Token, question);
        Assert.Equal("202 ", await LookupAsync(question.Replace("20000", "0", StringComparison.Ordinal), _reader));
        var answered = region.Second.PostAsync("/v1/lookup", question, _reader);
        await Eventually.TrueAsync(async () => await region.Second.MetricAsync("cache_waiting_lookups") > 0);
        (await region.First.PutAsync(given.Key, "the answer", region.Token, ("WedSync-Lease", given.Lease))).Dispose();
        using var response = await answered;
        Assert.Equal("the answer", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lookup_OfAReaderWhenTheWriterGivesUp_EndsWithoutAnAnswer()
    {
        var question = LookupCalls.NewQuestion(wait: 20_000);
        var given = await LookupCalls.LeaseAsync(region.First, region.Token, question);
        var waiting = LookupAsync(question, _reader);
        await Eventually.TrueAsync(async () => await region.First.MetricAsync("cache_waiting_lookups") > 0);
        (await region.First.SendAsync(HttpMethod.Delete, $"/v1/leases/{given.Key}", region.Token, null, ("WedSync-Lease", given.Lease))).Dispose();
        Assert.Equal("404 not-found", await waiting);
    }

    [Fact]
    public async Task Lookup_OfAReader_GetsTheStaleAnswerAndAWriterIsAskedToRenewIt()
    {
        var question = LookupCalls.NewQuestion();
        var given = await LookupCalls.LeaseAsync(region.First, region.Token, question);
        (await region.First.PutAsync(given.Key, "old", region.Token, ("WedSync-Lease", given.Lease), ("WedSync-Query-Type", "short"))).Dispose();
        await Eventually.TrueAsync(async () =>
        {
            using var read = await region.First.PostAsync("/v1/lookup", question, _reader);
            Assert.False(read.Headers.Contains("WedSync-Lease"));
            return read.Headers.GetValues("WedSync-State").Single() == "stale";
        });
        using var renewing = await region.First.PostAsync("/v1/lookup", question, region.Token);
        Assert.Equal(HttpStatusCode.OK, renewing.StatusCode);
        Assert.Single(renewing.Headers.GetValues("WedSync-Lease"));
    }

    private async Task<string> LookupAsync(string question, string token)
    {
        using var response = await region.First.PostAsync("/v1/lookup", question, token);
        return await LookupCalls.OutcomeAsync(response);
    }
}
