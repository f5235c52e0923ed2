using System.Globalization;
using WedSync.Contracts;

namespace WedSync.CacheService.Tests.Support;

/// <summary>A pod of the shared region that takes small entries only, for the tests of a class.</summary>
public sealed class SmallEntriesPod(RegionFixture region) : IAsyncLifetime
{
    public const int MaxEntryBytes = 4096;

    public Pod Pod { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Pod = await region.StartPodAsync("small-entries", (EnvironmentNames.MaxEntryBytes, MaxEntryBytes.ToString(CultureInfo.InvariantCulture)));

    public Task DisposeAsync()
    {
        Pod?.Dispose();
        return Task.CompletedTask;
    }
}
