using WedSync.Drills.RegionLoss;
using WedSync.Drills.Regions;
using WedSync.Drills.Reports;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Tests.RegionLoss;

public sealed class RegionLossFindingsTests
{
    private static readonly RegionLossDrill.Course Course = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), new RegionReturn(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 6)]
    public void WriteStoredInOneRegionOnly_IsAFailureOnlyWhereASecondRegionWasLeft(int others, double recovery)
        => Assert.Equal(recovery, Recovery(Findings(others, lost: 0, (OutcomeKind.NotReplicated, 11, 5))).Measured);

    [Fact]
    public void FailuresOfTheReturn_AreFiguresOfTheirOwn()
    {
        var findings = Findings(1, lost: 0, (OutcomeKind.Timeout, 9, 3), (OutcomeKind.Unavailable, 22, 1), (OutcomeKind.Unavailable, 40, 1));

        Assert.Equal(2, Recovery(findings).Measured);
        Assert.Equal(1, Figure(findings, "requests that failed while it came back"));
        Assert.Equal(1, Figure(findings, "requests that failed once it served again"));
    }

    [Fact]
    public void RecoveryLongerThanTheDrillsBound_BreaksThatPromiseOnly()
    {
        var findings = Findings(1, lost: 0, (OutcomeKind.Unavailable, 19, 2));

        Assert.Equal([true, false, true], findings.Promises.Select(p => p.Kept));
    }

    [Fact]
    public void OneLostReplicatedWrite_BreaksThePromise() => Assert.False(Findings(1, lost: 1).Promises.Single(p => p.Name.StartsWith("replicated", StringComparison.Ordinal)).Kept);

    private static Promise Recovery(DrillFindings findings) => findings.Promises.Single(p => p.Name == "recovery time (RTO)");

    private static double Figure(DrillFindings findings, string name) => findings.Figures.Single(f => f.Name == name).Value;

    private static DrillFindings Findings(int others, int lost, params (OutcomeKind Kind, double At, double Latency)[] outcomes)
    {
        var log = new OutcomeLog();
        foreach (var (kind, at, latency) in outcomes)
        {
            log.OnEnded(new Outcome(OperationKind.Write, kind, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(latency), "us-east", "k"));
        }

        var state = new StateFolder("/nowhere");
        var context = new DrillContext
        {
            Platform = new LocalPlatformClient(state),
            State = state,
            Status = new PlatformStatus
            {
                Season = "offseason",
                State = PlatformState.Ready,
                Network = "127.77.0.0/16",
                StartedAt = DateTimeOffset.UnixEpoch,
                Regions = [new RegionStatus { Name = "us-east" }, .. Enumerable.Range(0, others).Select(i => new RegionStatus { Name = $"other-{i}" })],
            },
            Region = "us-east",
            Token = _ => ValueTask.FromResult("token"),
            Rate = 10,
            Duration = TimeSpan.FromSeconds(30),
            Seed = 1,
            Say = _ => { },
        };
        return RegionLossDrill.Findings(context, log, new LoadRecorder().Report(1, TimeSpan.FromSeconds(1)), Course, acknowledged: 10, keys: 5, lost);
    }
}
