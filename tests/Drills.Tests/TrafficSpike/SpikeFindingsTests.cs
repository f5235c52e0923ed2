using WedSync.Drills.Autoscaling;
using WedSync.Drills.Reports;
using WedSync.Drills.TrafficSpike;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills.Tests.TrafficSpike;

public sealed class SpikeFindingsTests
{
    [Fact]
    public void Goodput_ThatHolds_KeepsThePromises()
    {
        var findings = Findings([Phase("before", 100, 100), Phase("4x", 400, 400), Phase("10x", 1000, 390), Phase("after", 100, 99)], lost: 0);

        Assert.All(findings.Promises, p => Assert.True(p.Kept, p.Name));
        Assert.Equal(0.975, findings.Promises[0].Measured, 3);
        Assert.Equal(61, findings.Figures.Single(f => f.Name == "10x: turned away").Value, 3);
    }

    [Theory]
    [InlineData(300, 100, 0, "goodput at 10x over the highest")]
    [InlineData(400, 50, 0, "goodput after the spike over before")]
    [InlineData(400, 100, 1, "acknowledged writes lost")]
    public void Goodput_ThatCollapses_OrAWriteThatIsLost_BreaksIts(double tenfold, double after, int lost, string broken)
    {
        var findings = Findings([Phase("before", 100, 100), Phase("4x", 400, 400), Phase("10x", 1000, tenfold), Phase("after", 100, after)], lost);

        Assert.Equal([broken], findings.Promises.Where(p => !p.Kept).Select(p => p.Name));
    }

    [Fact]
    public void Demand_OfASaturatedPod_IsWhatWasOffered()
    {
        var demand = Phase("10x", 1000, 250).Demand();

        Assert.Equal(new MeasuredLoad(4, 100, 40), demand);
        Assert.Equal(new MeasuredLoad(1, 100, 10), Phase("before", 100, 100).Demand());
    }

    private static DrillFindings Findings(IReadOnlyList<SpikePhase> phases, int lost) => TrafficSpikeDrill.Findings(
        phases,
        [.. phases.Select(_ => new ForecastStep(10, 10, 10, TimeSpan.Zero))],
        new DescribedAutoscaler(
            new AutoscalerSpec { MinReplicas = 10, MaxReplicas = 50, Metrics = [], ScaleUp = new(default, default, []), ScaleDown = new(default, default, []) }, 1, 1),
        acknowledged: 1,
        lost);

    private static SpikePhase Phase(string name, double offered, double goodput) => new(
        name,
        new LoadReport
        {
            Seed = 1,
            Seconds = 1,
            OfferedRate = offered,
            Goodput = goodput,
            Total = new OperationReport(
                (long)offered,
                new Dictionary<OutcomeKind, long> { [OutcomeKind.Success] = (long)goodput, [OutcomeKind.Shed] = (long)(offered - goodput) },
                new LatencySummary((long)goodput, 1, 2, 3, 4, 5)),
            Operations = new Dictionary<OperationKind, OperationReport>(),
        },
        CpuCores: 1,
        MemoryBytes: 100,
        MissesPerSecond: 10);
}
