using System.Diagnostics;
using System.Globalization;
using WedSync.Contracts;
using WedSync.Contracts.Metrics;
using WedSync.Drills.Autoscaling;
using WedSync.Drills.Measuring;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Schedule;

namespace WedSync.Drills.TrafficSpike;

/// <summary>
/// Offers a base rate, four times that (a season's peak), ten times and the base again, and says what pods the region's autoscaler would
/// have added. Load is open-loop: what the service turns away or delays is not offered later instead.
/// </summary>
public sealed class TrafficSpikeDrill : IDrill
{
    private const string Workload = "ai-cache-service";

    // Scrapes are a second apart then, so that a phase of some seconds has a rate.
    private const double MonitoringFactor = 15;

    private static readonly (string Name, int Factor)[] Phases = [("before", 1), ("4x", 4), ("10x", 10), ("after", 1)];
    private static readonly TimeSpan ShortestPhase = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "traffic-spike";

    /// <inheritdoc/>
    public string Summary => "4x and 10x of the base rate: goodput, p99, what is turned away, what the autoscaler would have done";

    /// <inheritdoc/>
    public IReadOnlyList<string> Workloads => [Workload];

    /// <inheritdoc/>
    public async Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var region = context.Status.Region(context.Region);
        var prometheus = region.PrometheusUrl
            ?? throw new DrillException($"Prometheus in {region.Name}: does not run; the autoscaler's metrics are read from it.");
        var autoscaler = AutoscalerReader.Read(context.State.DescriptionFile, region.Name, Workload);
        context.Undo("monitoring's pace", () => context.Platform.SetMonitoringTimeScaleAsync(1));
        await context.Platform.SetMonitoringTimeScaleAsync(MonitoringFactor, cancellation);

        using var http = new HttpClient();
        var reader = new PrometheusReader(http, prometheus);
        var plan = context.Load;
        var phases = new List<SpikePhase>();
        var (acknowledged, lost) = (0L, 0);
        foreach (var (name, factor) in Phases)
        {
            var (phase, session) = await RunPhaseAsync(context, reader, plan with { Rate = RateProfile.Constant(context.Rate * factor) }, name, cancellation);
            await using (session)
            {
                phases.Add(phase);
                acknowledged += session.Ledger.Count;
                lost += (await session.VerifyAsync(cancellation)).Lost.Count;
            }
        }

        var forecast = AutoscalerForecast.Of(autoscaler, phases.Select(p => p.Demand()));
        return Findings(phases, forecast, autoscaler, acknowledged, lost);
    }

    /// <summary>What the phases come to.</summary>
    internal static DrillFindings Findings(
        IReadOnlyList<SpikePhase> phases, IReadOnlyList<ForecastStep> forecast, DescribedAutoscaler autoscaler, long acknowledged, int lost)
    {
        var (before, tenfold, after) = (phases[0], phases.First(p => p.Name == "10x"), phases[^1]);
        var highest = phases.Max(p => p.Report.Goodput);
        return new DrillFindings(
            [
                Promise.AtLeast("goodput at 10x over the highest", tenfold.Report.Goodput / highest, Promises.GoodputAtTenfoldLoad, ""),
                Promise.AtLeast("goodput after the spike over before", after.Report.Goodput / before.Report.Goodput, Promises.GoodputAtTenfoldLoad, ""),
                Promise.AtMost("acknowledged writes lost", lost, 0, ""),
            ],
            [.. phases.Zip(forecast).SelectMany(pair => Figures(pair.First, pair.Second)), new("acknowledged writes", acknowledged, "")],
            tenfold.Report,
            [
                string.Create(CultureInfo.InvariantCulture, $"The autoscaler keeps {autoscaler.Spec.MinReplicas} to {autoscaler.Spec.MaxReplicas} pods; it is followed as if each load lasted {AutoscalerForecast.Lasting.TotalMinutes:0} minutes."),
                "The table of requests shows the 10x phase. The load generator shares this machine: rates beyond its cores bound goodput, too.",
                .. phases.Any(p => p.MissesPerSecond is null) ? ["Prometheus had no misses to report in some phase: that metric was left out, as the autoscaler would."] : (string[])[],
            ]);
    }

    private static IEnumerable<Figure> Figures(SpikePhase phase, ForecastStep step) =>
    [
        new($"{phase.Name}: offered", phase.Report.OfferedRate, "/s"),
        new($"{phase.Name}: goodput", phase.Report.Goodput, "/s"),
        new($"{phase.Name}: p50", phase.Report.Total.Latency.P50, "ms"),
        new($"{phase.Name}: p99", phase.Report.Total.Latency.P99, "ms"),
        new($"{phase.Name}: turned away", 100 * phase.ShedShare, "%"),
        new($"{phase.Name}: failed", 100 * phase.FailedShare, "%"),
        new($"{phase.Name}: cores", phase.CpuCores, ""),
        new($"{phase.Name}: misses", phase.MissesPerSecond ?? double.NaN, "/s"),
        new($"{phase.Name}: pods the metrics ask for", step.Recommended, ""),
        new($"{phase.Name}: pods the autoscaler would run", step.To, ""),
        new($"{phase.Name}: reached after", step.Settled.TotalSeconds, "s"),
    ];

    private static async Task<(SpikePhase Phase, LoadSession Session)> RunPhaseAsync(
        DrillContext context, PrometheusReader prometheus, LoadPlan plan, string name, CancellationToken cancellation)
    {
        var length = TimeSpan.FromTicks(Math.Max(context.Duration.Ticks / Phases.Length, ShortestPhase.Ticks));
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {plan.Rate} for {length.TotalSeconds:0} s"));
        var workload = (await context.Platform.StatusAsync(cancellation)).Region(context.Region).Workload(Workload);
        var (usage, begun) = (PodUsage.Of(workload), Stopwatch.GetTimestamp());
        var session = LoadSession.Start(plan);
        try
        {
            await session.RunUntilAsync(length, cancellation);
            var (used, elapsed) = (PodUsage.Of(workload), Stopwatch.GetElapsedTime(begun));
            var misses = await prometheus.ValueAsync(
                string.Create(CultureInfo.InvariantCulture, $"sum(rate({MetricNames.CacheMissesTotal}[{(int)length.TotalSeconds}s]))"), cancellation);
            var report = await session.StopAsync();
            return (new SpikePhase(name, report, (used.Cpu - usage.Cpu) / elapsed, used.MemoryBytes, misses), session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
