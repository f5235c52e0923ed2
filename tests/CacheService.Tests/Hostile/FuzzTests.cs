using WedSync.Fuzzer.Api;
using WedSync.Fuzzer.Running;

namespace WedSync.CacheService.Tests.Hostile;

/// <summary>A minute of <c>./wedsync fuzz</c>, always the same requests. The place for what a longer run finds is an issue, or a test of its own.</summary>
public sealed class FuzzTests
{
    private static readonly FuzzSettings Settings = new() { Seed = 241, Duration = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task Pod_AMinuteOfMadeRequests_KeepsItsPromises()
    {
        await using var target = await OwnTarget.StartAsync();
        using var http = new HttpClient { BaseAddress = target.Address };
        var api = ApiModel.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var folder = Path.Combine(AppContext.BaseDirectory, "fuzz");

        var report = await FuzzRun.RunAsync(Settings, api, target);

        Assert.True(report.Findings.Count == 0, report.Write(folder));
        // The requests reach what they are made for: writes, reads of them, and refusals.
        Assert.All([200, 201, 204, 400, 401, 403, 404], status => Assert.True(report.Statuses.GetValueOrDefault(status) > 0, $"no answer {status}"));
    }
}
