namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>
/// Four regions of real processes, two of them of one residency group, that the tests of this folder share one after the other: to start
/// them takes longer than what most of the tests do. A test that begins finds them whole again.
/// </summary>
public sealed class SharedEstate : IAsyncLifetime
{
    internal TestEstate Estate { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Estate = await TestEstate.StartAsync([("us-east", ""), ("us-west", ""), ("eu-west", "eu"), ("eu-north", "eu")]);

    public async Task DisposeAsync() => await Estate.DisposeAsync();
}

/// <summary>Not beside other tests: what is timed and killed here wants the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RegionsCollection : ICollectionFixture<SharedEstate>
{
    public const string Name = "Regions";
}

/// <summary>A class of tests on the shared regions.</summary>
[Collection(RegionsCollection.Name)]
public abstract class SharedRegionTests(SharedEstate shared) : IAsyncLifetime
{
    internal TestEstate Estate => shared.Estate;

    public Task InitializeAsync() => Estate.RepairAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
