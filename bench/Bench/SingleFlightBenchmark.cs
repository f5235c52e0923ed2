using WedSync.Client;

namespace WedSync.Bench;

/// <summary>How often the origin is asked for one cold key by 250 clients of each of four processes.</summary>
internal static class SingleFlightBenchmark
{
    private const int Processes = 4;
    private const int ClientsPerProcess = 250;

    private static readonly TimeSpan OriginTakes = TimeSpan.FromMilliseconds(300);

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await using var lab = await PodLab.StartAsync();
        var pods = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => lab.StartPodAsync()));
        var clients = pods.Select(pod => new CacheClient(pod, new CacheClientOptions { Token = _ => ValueTask.FromResult(lab.Token) })).ToArray();
        var (calls, answered, slowest) = (new List<double>(), 0, new List<double>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            var (question, asked) = (new CacheQuestion("m", [new CacheMessage("user", $"cold {round}")]), 0);
            var started = TimeProvider.System.GetTimestamp();
            var answers = await Task.WhenAll(Enumerable.Range(0, Processes * ClientsPerProcess).Select(i => clients[i % Processes].GetOrComputeAsync(
                question,
                async token =>
                {
                    Interlocked.Increment(ref asked);
                    await Task.Delay(OriginTakes, token);
                    return new byte[BareServer.BodyLength];
                })));
            slowest.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / OriginTakes.TotalMilliseconds);
            calls.Add(asked);
            answered += answers.Count(answer => answer.Body.Length == BareServer.BodyLength);
        }

        return new BenchReport(
            "single-flight",
            new Dictionary<string, double>
            {
                ["cold keys"] = settings.Rounds,
                ["clients a key"] = Processes * ClientsPerProcess,
                ["origin calls"] = calls.Sum(),
                ["right answers"] = answered,
            },
            "",
            [
                new("origin calls a cold key, most", calls.Max(), "=", 1),
                new("origin calls a cold key, fewest", calls.Min(), "=", 1),
                new("answers over clients", answered / (double)(settings.Rounds * Processes * ClientsPerProcess), "=", 1),
                new("last answer over the origin's time", BenchReport.Median(slowest)),
            ]);
    }
}
