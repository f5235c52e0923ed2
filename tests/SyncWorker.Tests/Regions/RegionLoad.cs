using System.Globalization;
using WedSync.Core.Redis;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>
/// Writers in all regions, on the same few records, while something fails. What they cannot write they leave; what they are told they note.
/// As in the simulation there are three kinds of names: some have no residency, some have that of the group always, and some change.
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

    private RegionLoad(IReadOnlyList<TestRegion> regions, string name, bool isPlain)
    {
        History = new RegionHistory { IsPlain = isPlain };
        _ids = TestEstate.Ids(name, Records);
        _writers = Task.WhenAll(regions.SelectMany((region, r) => Enumerable.Range(0, WritersPerRegion)
            .Select(writer => WriteAsync(region, new Random((r * WritersPerRegion) + writer)))));
    }

    public RegionHistory History { get; }

    /// <summary>Starts the writers.</summary>
    /// <param name="regions">Where they write.</param>
    /// <param name="name">Tells the records from those of other tests.</param>
    /// <param name="isPlain">Nothing is done by which a write may be lost that was not promised.</param>
    public static RegionLoad Start(IReadOnlyList<TestRegion> regions, string name, bool isPlain = false) => new(regions, name, isPlain);

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
            var (id, residency) = Name(region, random);
            try
            {
                var item = random.NextDouble() < DeleteShare
                    ? await History.DeleteAsync(region, id, residency)
                    : await History.PutAsync(region, id, string.Create(CultureInfo.InvariantCulture, $"{region.Name} {number}"), residency);
                if (random.NextDouble() < ReplicatedShare && await region.WaitReplicatedAsync(id, item.Version.Stamp, LongestPromise, _stop.Token))
                    History.Promised(item);
            }
            catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
            {
                // The region is down, or all end.
            }

            await Task.Delay(Pause);
        }
    }

    private (string Id, string Residency) Name(TestRegion region, Random random)
    {
        var (hasGroup, number) = (region.Residency.Length > 0, random.Next(_ids.Count));
        return (number % 4) switch
        {
            3 when hasGroup => (_ids[number], region.Residency),
            3 => (_ids[number - 1], ""),
            2 when hasGroup && random.Next(2) == 0 => (_ids[number], region.Residency),
            _ => (_ids[number], ""),
        };
    }
}
