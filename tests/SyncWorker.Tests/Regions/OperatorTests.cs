using System.Globalization;
using WedSync.Contracts;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.Hosting;
using WedSync.SyncWorker.Commands;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Quarantine, erasure and membership, as an operator meets them.</summary>
[Trait("Category", "Slow")]
public sealed class OperatorTests : IAsyncLifetime
{
    private TestEstate _estate = null!;

    public async Task InitializeAsync()
    {
        _estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", "")]);
        await _estate.WaitCurrentAsync();
    }

    public async Task DisposeAsync() => await _estate.DisposeAsync();

    [Fact]
    public async Task RecordAheadOfTheClock_IsHeldBack_UntilItIsReleasedOrDropped()
    {
        var ids = TestEstate.Ids("q", 2);
        foreach (var id in ids)
        {
            // What a clock that runs a minute ahead leaves behind.
            var ahead = Stamp.From(DateTimeOffset.UtcNow.AddMinutes(1)).ToString();
            await _estate[0].Redis.Database.StringSetAsync(Partitions.ClockKey(Partitions.Of(id)), ahead);
            await _estate[0].PutAsync(id, "ahead");
        }

        await TestRegion.WaitAsync(async () => (await RunAsync(_estate[1], "quarantine", "list")).Output.Contains("2 held back", StringComparison.Ordinal), _estate.Explain);
        Assert.Equal("(none)", await _estate[1].GetAsync(ids[0]));
        var status = await _estate[1].Workers[0].StatusAsync();
        Assert.Equal(2, Assert.Single(status.Peers).Quarantined);

        Assert.Equal(ExitCodes.Ok, (await RunAsync(_estate[1], "quarantine", "release", "us-east", ids[0])).Code);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(_estate[1], "quarantine", "drop", "us-east", ids[1])).Code);
        await TestRegion.WaitAsync(async () => await _estate[1].GetAsync(ids[0]) == "ahead", _estate.Explain);
        await _estate.WaitConvergedAsync(ids);
        Assert.Equal("(deleted)", await _estate[0].GetAsync(ids[1]));
        await TestRegion.WaitAsync(async () => (await RunAsync(_estate[1], "quarantine", "list")).Output.Contains("0 held back", StringComparison.Ordinal), _estate.Explain);
    }

    [Fact]
    public async Task Erasure_WithARegionAway_WaitsForIt_ThenSignsAReceiptThatCanBeChecked()
    {
        var (tenant, subject) = ("acme", SubjectId.Of("acme", "couple-7"));
        var ids = TestEstate.Ids("e", 6);
        foreach (var id in ids) await _estate[1].PutAsync(id, "personal", subject: EntryId.ForSubject(tenant, subject));
        await _estate.WaitConvergedAsync(ids);
        await _estate[1].Workers[0].KillAsync();

        var at = DateTimeOffset.UtcNow;
        await new InvalidationStore(_estate[0].Store).InvalidateAsync([EntryId.ForSubject(tenant, subject)], at, CancellationToken.None);
        var erased = await new EraseStore(_estate[0].Store).EraseAsync(tenant, subject, CancellationToken.None);
        var ledger = new ErasureLedger(_estate[0].Redis);
        await ledger.SaveAsync(new Core.Redis.Erasure
        {
            Id = "er-1", Tenant = tenant, SubjectId = subject, RequestedIn = "us-east", RequestedAt = at,
            Done = [new RegionErasure("us-east", erased, at)],
        });
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Null((await ledger.FindAsync("er-1"))!.Receipt);

        await _estate[1].StartWorkerAsync();
        await TestRegion.WaitAsync(async () => (await ledger.FindAsync("er-1"))!.Receipt is not null, _estate.Explain, 60);
        foreach (var region in _estate.Regions)
        {
            foreach (var id in ids) Assert.NotEqual("personal", await region.GetAsync(id));
        }

        var file = Path.Combine(_estate[0].Folder, "receipt.json");
        var receipt = (await ledger.FindAsync("er-1"))!.Receipt!;
        await File.WriteAllTextAsync(file, receipt);
        var authority = Path.Combine(_estate[0].TlsDirectory, "ca.crt");
        var check = await RunAsync(_estate[0], "receipt", "verify", file, "--ca", authority);
        Assert.Equal(ExitCodes.Ok, check.Code);
        Assert.Contains("us-west: ", check.Output, StringComparison.Ordinal);

        var at2 = receipt.IndexOf("content\":\"", StringComparison.Ordinal) + 40;
        await File.WriteAllTextAsync(file, receipt[..at2] + (receipt[at2] == 'A' ? 'B' : 'A') + receipt[(at2 + 1)..]);
        Assert.Equal(ExitCodes.Failed, (await RunAsync(_estate[0], "receipt", "verify", file, "--ca", authority)).Code);
    }

    [Fact]
    public async Task Region_JoinsWhileTheOthersRun_AndLeavesAgain()
    {
        var ids = TestEstate.Ids("m", 30);
        foreach (var id in ids) await _estate[0].PutAsync(id, "before");
        var joining = await TestRegion.StartAsync("eu-west", "eu", _estate.Certificates, ["us-east", "us-west", "eu-west"]);
        _estate.Regions.Add(joining);
        foreach (var region in _estate.Regions) _estate.Connect(region, TimeSpan.Zero);
        foreach (var region in _estate.Regions.Take(2))
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_estate.Link(region, joining).Port}");
            Assert.Equal(ExitCodes.Ok, (await RunAsync(region, ["members", "add", "eu-west", address], without: "eu-west")).Code);
        }

        await joining.StartWorkerAsync();
        await _estate.WaitConvergedAsync(ids, 60);
        Assert.Equal("before", await joining.GetAsync(ids[0]));

        foreach (var region in _estate.Regions.Take(2))
            Assert.Equal(ExitCodes.Ok, (await RunAsync(region, ["members", "remove", "eu-west"], without: "eu-west")).Code);
        await TestRegion.WaitAsync(async () => (await _estate[0].Workers[0].StatusAsync()).Peers.Count == 1, _estate.Explain);
        await _estate[0].PutAsync(ids[0], "after");
        await TestRegion.WaitAsync(async () => await _estate[1].GetAsync(ids[0]) == "after", _estate.Explain);
        Assert.Equal("before", await joining.GetAsync(ids[0]));
    }

    [Fact]
    public async Task SecondWorker_SharesThePartitions_AndTakesThemAllWhenTheFirstDies()
    {
        var second = await _estate[0].StartWorkerAsync();
        await TestRegion.WaitAsync(async () => (await second.StatusAsync()).OwnedPartitions == 2048, _estate.Explain);
        await _estate[0].Workers[0].KillAsync();
        await TestRegion.WaitAsync(async () => (await second.StatusAsync()).OwnedPartitions == 4096, _estate.Explain, 60);
        await _estate[1].PutAsync(TestEstate.Ids("s", 1)[0], "v");
        await TestRegion.WaitAsync(async () => await _estate[0].GetAsync(TestEstate.Ids("s", 1)[0]) == "v", _estate.Explain, 60);
    }

    private static Task<(int Code, string Output)> RunAsync(TestRegion region, params string[] arguments) => RunAsync(region, arguments, without: "");

    // The configured members are those from before: what was commanded since stands in Redis.
    private static async Task<(int Code, string Output)> RunAsync(TestRegion region, string[] arguments, string without)
    {
        var environment = region.Environment.ToDictionary(pair => pair.Key, pair => pair.Value);
        if (without.Length > 0)
        {
            foreach (var name in new[] { EnvironmentNames.Regions, EnvironmentNames.SyncPeers })
                environment[name] = string.Join(',', environment[name].Split(',').Where(part => !part.StartsWith(without, StringComparison.Ordinal)));
        }

        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = await OperatorCommands.RunAsync(arguments, name => environment.GetValueOrDefault(name), output, output);
        return (code, output.ToString());
    }
}
