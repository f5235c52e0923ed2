using WedSync.Contracts;

namespace WedSync.Bench;

/// <summary>
/// What a pod still answers when ten times as much comes as it can answer. Its capacity is made by the store: reads take 40 ms and 16
/// of them are let in at once, so that on one machine the generator and the refusals do not compete with it for the processor.
/// </summary>
internal static class OverloadBenchmark
{
    private const int Limit = 16;
    private const double InTimeMilliseconds = 1000;

    private static readonly TimeSpan ReadTakes = TimeSpan.FromMilliseconds(40);
    private static readonly double[] Ramp = [0.5, 0.75, 1, 1.25, 1.5];

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await using var lab = await PodLab.StartAsync(linked: true);
        using var pod = await lab.StartPodAsync((EnvironmentNames.L1Bytes, "0"), (EnvironmentNames.MaxConcurrency, $"{Limit}"));
        await PodLab.PutAsync(pod, "k");
        foreach (var node in lab.Cluster.Nodes) node.Link!.AnswerDelay = ReadTakes;
        var capacity = Limit / ReadTakes.TotalSeconds;
        await GoodputAsync(pod, capacity, 2);
        var (ratios, peaks, floods, other) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = 0; round < settings.Rounds; round++)
        {
            var peak = 0.0;
            foreach (var share in Ramp)
            {
                var (goodput, _) = await GoodputAsync(pod, capacity * share, settings.Seconds);
                peak = Math.Max(peak, goodput);
            }

            var flood = await GoodputAsync(pod, peak * 10, settings.Seconds);
            peaks.Add(peak);
            floods.Add(flood.Goodput);
            ratios.Add(flood.Goodput / peak);
            other += flood.Other;
        }

        return new BenchReport(
            "overload",
            new Dictionary<string, double> { ["peak goodput"] = BenchReport.Median(peaks), ["goodput at ten times the load"] = BenchReport.Median(floods) },
            "answers/s",
            [new("goodput at 10x over peak", BenchReport.Median(ratios), ">=", 0.95), new("answers neither right nor refused", other, "=", 0)]);
    }

    // Right answers in time, a second.
    private static async Task<(double Goodput, int Other)> GoodputAsync(HttpClient pod, double perSecond, int seconds)
    {
        var samples = await PodLab.OpenLoopAsync(perSecond, TimeSpan.FromSeconds(seconds), async _ =>
        {
            using var response = await pod.GetAsync(new Uri("/v1/entries/k", UriKind.Relative));
            return $"{(int)response.StatusCode} {response.Headers.RetryAfter}";
        });
        var good = samples.Count(sample => sample.Outcome == "200 " && sample.Took <= InTimeMilliseconds);
        return (good / (double)seconds, samples.Count(sample => sample.Outcome is not ("200 " or "503 1")));
    }
}
