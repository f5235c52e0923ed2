using System.Globalization;
using System.Text;
using WedSync.Contracts;

namespace WedSync.Bench;

/// <summary>
/// How much later lookups are answered while the origin is down and the answers are stale, than fresh hits are. Both come from the
/// same pod in the same moments, one after the other, so that what else the machine does hits both.
/// </summary>
internal static class StaleBenchmark
{
    private const int Keys = 4;
    private const double PerSecond = 800;

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await using var lab = await PodLab.StartAsync();
        using var pod = await lab.StartPodAsync((EnvironmentNames.TtlPolicies, "lasting=1h+1h+1h,old=1s+1h+1h"));
        foreach (var type in new[] { "lasting", "old" })
        {
            for (var i = 0; i < Keys; i++) await FillAsync(pod, type, i);
        }

        // Past "fresh for a second".
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await RunAsync(pod, TimeSpan.FromSeconds(2));
        var (ratios, healthy, down, wrong) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = 0; round < settings.Rounds; round++)
        {
            var samples = await RunAsync(pod, TimeSpan.FromSeconds(settings.Seconds));
            healthy.Add(PodLab.Percentile(samples.Where(sample => sample.Number % 2 == 0).Select(sample => sample.Took), 0.99));
            down.Add(PodLab.Percentile(samples.Where(sample => sample.Number % 2 == 1).Select(sample => sample.Took), 0.99));
            ratios.Add(down[^1] / healthy[^1]);
            wrong += samples.Count(sample => sample.Outcome != (sample.Number % 2 == 0 ? "fresh" : "stale"));
        }

        return new BenchReport(
            "stale",
            new Dictionary<string, double> { ["p99 of fresh hits"] = BenchReport.Median(healthy), ["p99 with the origin down"] = BenchReport.Median(down) },
            "ms",
            [new("p99, origin down over healthy", BenchReport.Median(ratios), "<=", 1.2), new("answers that were neither", wrong, "=", 0)]);
    }

    private static Task<IReadOnlyCollection<Sample>> RunAsync(HttpClient pod, TimeSpan duration) =>
        PodLab.OpenLoopAsync(PerSecond, duration, number => AskAsync(pod, number % 2 == 0 ? "lasting" : "old", number / 2 % Keys));

    private static async Task<string> AskAsync(HttpClient pod, string type, int number)
    {
        using var response = await pod.PostAsync(new Uri("/v1/lookup", UriKind.Relative), Question(type, number));
        // Whoever is asked to renew it finds the origin down.
        if (response.Headers.TryGetValues("WedSync-Lease", out var lease)) _ = FailAsync(pod, response.Headers.GetValues("WedSync-Key").Single(), lease.Single());
        return response.Headers.TryGetValues("WedSync-State", out var state) ? state.Single() : response.StatusCode.ToString();
    }

    private static async Task FailAsync(HttpClient pod, string key, string lease)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/leases/{key}");
        request.Headers.Add("WedSync-Lease", lease);
        request.Headers.Add("WedSync-Failed", "true");
        (await pod.SendAsync(request)).Dispose();
    }

    private static async Task FillAsync(HttpClient pod, string type, int number)
    {
        using var response = await pod.PostAsync(new Uri("/v1/lookup", UriKind.Relative), Question(type, number));
        using var answer = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        await PodLab.PutAsync(
            pod, answer.RootElement.GetProperty("key").GetString()!,
            ("WedSync-Lease", answer.RootElement.GetProperty("lease").GetString()!), ("WedSync-Query-Type", type));
    }

    private static StringContent Question(string type, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $$"""{"model":"m","messages":[{"role":"user","content":"{{type}} {{number}}"}],"queryType":"{{type}}","waitMilliseconds":1000,"leaseMilliseconds":10000}"""),
        Encoding.UTF8,
        "application/json");
}
