using System.Globalization;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>
/// Writers in all regions, on the same few records, while something fails. What they cannot write they leave; what they are told they note.
/// </summary>
internal sealed class RegionLoad : IAsyncDisposable
{
    private const int WritersPerRegion = 2;
    private const int Records = 48;
    private const double DeleteShare = 0.2;
    private const double ReplicatedShare = 0.5;

    // A write every so often, so that the two cores have time for what is tested.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPromise = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<string> _ids;
    private readonly Task _writers;

    private RegionLoad(IReadOnlyList<TestRegion> regions, string name)
    {
        _ids = TestEstate.Ids(name, Records);
        _writers = Task.WhenAll(regions.SelectMany((region, r) => Enumerable.Range(0, WritersPerRegion)
            .Select(writer => WriteAsync(region, new Random((r * WritersPerRegion) + writer)))));
    }

    public RegionHistory History { get; } = new();

    public static RegionLoad Start(IReadOnlyList<TestRegion> regions, string name) => new(regions, name);

    /// <summary>Waits until so many more writes were acknowledged as replicated: whatever fails now, fails amid them.</summary>
    public Task WaitPromisesAsync(int more, Func<string> explain)
    {
        var target = History.Promises + more;
        return TestRegion.WaitAsync(() => Task.FromResult(History.Promises >= target), explain);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(TestRegion region, Random random)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var id = _ids[random.Next(_ids.Count)];
            try
            {
                var body = random.NextDouble() < DeleteShare
                    ? TestRegion.Deleted
                    : string.Create(CultureInfo.InvariantCulture, $"{region.Name} {random.Next()} {number}");
                var version = await History.WriteAsync(region, id, body);
                if (random.NextDouble() < ReplicatedShare && await region.WaitReplicatedAsync(id, version.Stamp, LongestPromise, _stop.Token))
                    History.Promised(id, version);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
            {
                // The region is down, or all end.
            }

            await Task.Delay(Pause);
        }
    }
}
