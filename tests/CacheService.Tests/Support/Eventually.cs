using System.Diagnostics;

namespace WedSync.CacheService.Tests.Support;

internal static class Eventually
{
    /// <summary>Looks until it is so, and returns how long that took.</summary>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, double seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"Not so after {seconds} s.");
            await Task.Delay(10);
        }

        return watch.Elapsed;
    }
}
