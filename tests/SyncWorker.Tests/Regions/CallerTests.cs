using System.Text.Json.Nodes;
using WedSync.Core.Keyspace;
using WedSync.Hosting;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>What callers of the cache service see of the other regions: durability and erasure.</summary>
public sealed class CallerTests(SharedEstate shared) : SharedRegionTests(shared)
{
    [Fact]
    public async Task ReplicatedPut_SucceedsWithASecondRegion_AndSaysItIsLocalOnlyWithoutOne()
    {
        using var pod = await CachePod.StartAsync(Estate[0]);
        var id = EntryId.ForKey("acme", "durable");
        await TestRegion.WaitAsync(async () => (await pod.PutReplicatedAsync("durable", "first")).Status == 201, Estate.Explain);
        var bodies = await Task.WhenAll(Estate.Regions.Skip(1).Select(region => region.GetAsync(id)));
        Assert.Contains("first", bodies);

        foreach (var link in Estate.LinksOf(Estate[0])) link.Cut();
        var (status, body) = await pod.PutReplicatedAsync("durable", "second");
        Assert.Equal(503, status);
        Assert.Contains("not-replicated", body, StringComparison.Ordinal);
        Assert.Contains("is stored in us-east only: no second region has confirmed it yet", body, StringComparison.Ordinal);
        Assert.Equal("second", await Estate[0].GetAsync(id));
        Assert.Equal("first", await Estate[1].GetAsync(id));

        foreach (var link in Estate.LinksOf(Estate[0])) link.Heal();
        await TestRegion.WaitAsync(async () => await Estate[1].GetAsync(id) == "second", Estate.Explain);
        await TestRegion.WaitAsync(async () => (await pod.PutReplicatedAsync("durable", "third")).Status == 201, Estate.Explain);
    }

    [Fact]
    public async Task Erasure_WithARegionAway_WaitsForIt_ThenSignsAReceiptThatCanBeChecked()
    {
        using var pod = await CachePod.StartAsync(Estate[0]);
        var away = Estate[3];
        var ids = Enumerable.Range(0, 6).Select(i => (Key: $"personal{i}", Id: EntryId.ForKey("acme", $"personal{i}"))).ToList();
        foreach (var (key, _) in ids)
            await TestRegion.WaitAsync(async () => (await pod.PutReplicatedAsync(key, "personal", "couple-7")).Status == 201, Estate.Explain);
        await TestRegion.WaitAsync(async () => await HoldAsync(away, ids.Select(item => item.Id), "personal"), Estate.Explain);
        await away.Workers.Last(worker => worker.IsRunning).KillAsync();

        var subject = await pod.EraseAsync("couple-7");
        await TestRegion.WaitAsync(
            async () =>
            {
                var (status, body) = await pod.ReceiptAsync(subject);
                Assert.True(status == 202, body);
                return JsonNode.Parse(body)!["done"]!.AsArray().Select(region => (string)region!).ToHashSet().SetEquals(["us-east", "us-west", "eu-west"]);
            },
            Estate.Explain);
        Assert.True(await HoldAsync(away, ids.Select(item => item.Id), "personal"));

        await away.StartWorkerAsync();
        await TestRegion.WaitAsync(async () => (await pod.ReceiptAsync(subject)).Status == 200, Estate.Explain);
        foreach (var region in Estate.Regions)
        {
            foreach (var (_, id) in ids) Assert.NotEqual("personal", await region.GetAsync(id));
        }

        await CheckReceiptAsync((await pod.ReceiptAsync(subject)).Body, subject);
    }

    private static async Task<bool> HoldAsync(TestRegion region, IEnumerable<string> ids, string body) =>
        (await Task.WhenAll(ids.Select(region.GetAsync))).All(found => found == body);

    private async Task CheckReceiptAsync(string receipt, string subject)
    {
        var file = Path.Combine(Estate[0].Folder, "receipt.json");
        var authority = Path.Combine(Estate[0].TlsDirectory, "ca.crt");
        await File.WriteAllTextAsync(file, receipt);
        var check = await OperatorTests.RunAsync(Estate[0], "receipt", "verify", file, "--ca", authority);
        Assert.Equal(ExitCodes.Ok, check.Code);
        Assert.Contains($"of subject {subject} of acme, requested in us-east", check.Output, StringComparison.Ordinal);
        foreach (var region in Estate.Regions) Assert.Contains($"  {region.Name}: ", check.Output, StringComparison.Ordinal);

        var content = receipt.IndexOf("content\":\"", StringComparison.Ordinal) + 40;
        await File.WriteAllTextAsync(file, receipt[..content] + (receipt[content] == 'A' ? 'B' : 'A') + receipt[(content + 1)..]);
        var tampered = await OperatorTests.RunAsync(Estate[0], "receipt", "verify", file, "--ca", authority);
        Assert.Equal(ExitCodes.Failed, tampered.Code);
    }
}
