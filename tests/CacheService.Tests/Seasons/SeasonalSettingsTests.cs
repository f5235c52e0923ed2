using System.Diagnostics;
using System.Text.Json;
using WedSync.CacheService.Tests.Support;
using WedSync.Contracts;
using WedSync.TestKit.Redis;

namespace WedSync.CacheService.Tests.Seasons;

/// <summary>A pod whose seasonal-config is mounted as the kubelet mounts it: files behind a link that turns to a new folder.</summary>
[Collection(RegionTests.Name)]
public sealed class SeasonalSettingsTests(RegionFixture region) : IDisposable
{
    private readonly TestDirectory _mount = new();

    public void Dispose() => _mount.Dispose();

    [Fact]
    public async Task Season_ReplacedUnderARunningPod_IsInForceWithinSeconds()
    {
        Publish("..gen1", "peak", "vendor=30m+10m+24h");
        using var pod = await region.StartPodAsync("seasonal", (EnvironmentNames.SeasonalConfigDirectory, _mount.Path));
        Assert.InRange(await FreshMinutesAsync(pod), 27, 30);
        Assert.Equal(1, await pod.MetricAsync("cache_hit_rate_by_season{season=\"peak\",region=\"us-east\"}"));

        Publish("..gen2", "offseason", "vendor=6h+1h+3d");
        await Eventually.TrueAsync(async () => await FreshMinutesAsync(pod) > 300, seconds: 5);
        var metrics = await pod.MetricsAsync();
        Assert.Contains("cache_hit_rate_by_season{season=\"offseason\",region=\"us-east\"}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("cache_hit_rate_by_season{season=\"peak\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Season_ThatIsNone_LeavesWhatWasInForce()
    {
        Publish("..gen1", "peak", "vendor=30m+10m+24h");
        using var pod = await region.StartPodAsync("seasonal", (EnvironmentNames.SeasonalConfigDirectory, _mount.Path));
        Publish("..gen2", "summer", "vendor=6h+1h+3d");
        Publish("..gen3", "offseason", "vendor=forever");
        await Eventually.TrueAsync(() => Task.FromResult(pod.Process.Output.Contains("vendor=forever", StringComparison.Ordinal)));
        Assert.InRange(await FreshMinutesAsync(pod), 27, 30);
    }

    // The same steps as the kubelet's atomic writer: a new folder, a new link, and a rename over the old one.
    private void Publish(string generation, string mode, string ttl)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_mount.Path, generation)).FullName;
        File.WriteAllText(Path.Combine(folder, "current-mode"), mode);
        File.WriteAllText(Path.Combine(folder, "ttl-policies"), ttl);
        var next = Path.Combine(_mount.Path, "..data_tmp");
        File.CreateSymbolicLink(next, generation);
        using (var rename = Process.Start("mv", ["-T", next, Path.Combine(_mount.Path, "..data")])) rename.WaitForExit();
        foreach (var key in new[] { "current-mode", "ttl-policies" })
        {
            var link = Path.Combine(_mount.Path, key);
            if (!File.Exists(link)) File.CreateSymbolicLink(link, Path.Combine("..data", key));
        }
    }

    private async Task<double> FreshMinutesAsync(Pod pod)
    {
        using var put = await pod.PutAsync("seasonal", "x", region.Token, ("WedSync-Query-Type", "vendor"));
        var answer = JsonDocument.Parse(await put.Content.ReadAsStringAsync()).RootElement;
        return (answer.GetProperty("freshUntil").GetDateTimeOffset() - DateTimeOffset.UtcNow).TotalMinutes;
    }
}
