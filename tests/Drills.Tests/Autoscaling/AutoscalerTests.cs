using WedSync.Drills.Autoscaling;

namespace WedSync.Drills.Tests.Autoscaling;

/// <summary>Figures as the Kubernetes controller gives them for the same spec, metrics and moments.</summary>
public sealed class AutoscalerTests
{
    private static readonly MetricTarget Cpu = new("cpu", TargetKind.Utilization, 70);
    private static readonly MetricTarget Misses = new("cache_misses_per_second", TargetKind.AverageValue, 25);

    [Theory]
    [InlineData(70, 10)]
    [InlineData(76.9, 10)] // counts as 76, whole percents: within the tolerance
    [InlineData(63, 10)]
    [InlineData(78, 12)]
    [InlineData(140, 20)]
    [InlineData(62, 9)]
    [InlineData(1, 1)]
    public void Recommend_ByUtilization_FollowsTheRatio(double percent, int expected) =>
        Assert.Equal(expected, new Autoscaler(Spec(), 10).Recommend((m, _) => Value(m, percent, 0)));

    [Theory]
    [InlineData(250, 10)]
    [InlineData(274, 10)]
    [InlineData(276, 12)]
    [InlineData(1000, 40)]
    public void Recommend_ByAverageValue_DividesTheWholeLoad(double total, int expected) =>
        Assert.Equal(expected, new Autoscaler(Spec(), 10).Recommend((m, _) => Value(m, 70, total)));

    [Fact]
    public void Recommend_SeveralMetrics_TakesTheOneThatAsksForMost() =>
        Assert.Equal(40, new Autoscaler(Spec(), 10).Recommend((m, _) => Value(m, 7, 1000)));

    [Fact]
    public void Recommend_AMetricIsMissing_AddsButTakesNothingAway()
    {
        var autoscaler = new Autoscaler(Spec(), 10);

        Assert.Equal(10, autoscaler.Recommend((m, _) => m == Cpu ? 7 : null));
        Assert.Equal(20, autoscaler.Recommend((m, _) => m == Cpu ? 140 : null));
        Assert.Equal(10, autoscaler.Recommend((_, _) => null));
    }

    [Fact]
    public void Step_LoadRises_WaitsForTheWindowThenDoublesAMinute()
    {
        var autoscaler = new Autoscaler(Spec(), 10);

        var pods = Run(autoscaler, TimeSpan.Zero, 20, (m, n) => Value(m, 7000.0 / n, 0));

        // Sixty seconds of stabilization, then at most twice as many a minute, up to the 100 that the load needs.
        Assert.Equal([10, 10, 10, 10, 20, 20, 20, 20, 40, 40, 40, 40, 80, 80, 80, 80, 100, 100, 100, 100], pods);
    }

    [Fact]
    public void Step_LoadFalls_KeepsItsPodsForFiveMinutesThenHalvesAMinute()
    {
        var autoscaler = new Autoscaler(Spec() with { MinReplicas = 3 }, 40);
        Run(autoscaler, TimeSpan.Zero, 1, (m, n) => Value(m, 70, 0));

        var pods = Run(autoscaler, TimeSpan.FromSeconds(15), 32, (m, n) => Value(m, 70 * 3.0 / n, 0));

        Assert.All(pods.Take(19), p => Assert.Equal(40, p));
        Assert.Equal([20, 20, 20, 20, 10, 10, 10, 10, 5, 5, 5, 5], pods.Skip(19).Take(12));
        Assert.Equal(3, pods[31]);
    }

    [Fact]
    public void Step_ShortSpike_ChangesNothing()
    {
        var autoscaler = new Autoscaler(Spec(), 10);

        Run(autoscaler, TimeSpan.Zero, 3, (m, _) => Value(m, 700, 0));
        var pods = Run(autoscaler, TimeSpan.FromSeconds(45), 40, (m, _) => Value(m, 70, 0));

        Assert.All(pods, p => Assert.Equal(10, p));
    }

    [Fact]
    public void Step_OutsideItsBounds_ReturnsAtOnce()
    {
        Assert.Equal(200, new Autoscaler(Spec(), 300).Step(TimeSpan.Zero, (m, _) => Value(m, 70, 0)));
        Assert.Equal(3, new Autoscaler(Spec(), 1).Step(TimeSpan.Zero, (m, _) => Value(m, 70, 0)));
    }

    [Fact]
    public void Step_MoreThanAllowed_StopsAtTheMost()
    {
        var autoscaler = new Autoscaler(Spec() with { MaxReplicas = 25 }, 10);

        Assert.Equal(25, Run(autoscaler, TimeSpan.Zero, 40, (m, n) => Value(m, 70_000.0 / n, 0))[^1]);
    }

    [Fact]
    public void Step_DirectionDisabled_DoesNotMove()
    {
        var autoscaler = new Autoscaler(Spec() with { ScaleUp = new ScalingRules(TimeSpan.Zero, PolicyChoice.Disabled, []) }, 10);

        Assert.All(Run(autoscaler, TimeSpan.Zero, 10, (m, _) => Value(m, 700, 0)), p => Assert.Equal(10, p));
    }

    [Theory]
    [InlineData(PolicyChoice.Max, 14)]
    [InlineData(PolicyChoice.Min, 11)]
    public void Step_SeveralPolicies_TakesTheChosenOne(PolicyChoice choice, int expected)
    {
        var rules = new ScalingRules(TimeSpan.Zero, choice, [new(true, 10, TimeSpan.FromSeconds(60)), new(false, 4, TimeSpan.FromSeconds(60))]);

        Assert.Equal(expected, new Autoscaler(Spec() with { ScaleUp = rules }, 10).Step(TimeSpan.Zero, (m, _) => Value(m, 700, 0)));
    }

    private static AutoscalerSpec Spec() => new()
    {
        MinReplicas = 3,
        MaxReplicas = 200,
        Metrics = [Cpu, Misses],
        ScaleUp = new ScalingRules(TimeSpan.FromSeconds(60), PolicyChoice.Max, [new(true, 100, TimeSpan.FromSeconds(60))]),
        ScaleDown = new ScalingRules(TimeSpan.FromSeconds(300), PolicyChoice.Max, [new(true, 50, TimeSpan.FromSeconds(60))]),
    };

    private static double? Value(MetricTarget metric, double cpu, double misses) => metric == Cpu ? cpu : misses;

    private static List<int> Run(Autoscaler autoscaler, TimeSpan from, int steps, Func<MetricTarget, int, double?> read) =>
        [.. Enumerable.Range(0, steps).Select(i => autoscaler.Step(from + (i * Autoscaler.Interval), read))];
}
