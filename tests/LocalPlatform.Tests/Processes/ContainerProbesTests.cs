using Microsoft.Extensions.Time.Testing;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Tests.Processes;

public sealed class ContainerProbesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedProber _prober = new();
    private readonly CancellationTokenSource _stop = new();
    private int _changes;

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Readiness_IsSeenHalfASecondAfterItIsThere_NotAPeriodLater()
    {
        _prober.Answers["ready"] = false;
        var (probes, run) = Start(Container() with { Readiness = Probe("ready", period: 10, failures: 3) });
        Advance(TimeSpan.FromSeconds(1));
        Assert.False(probes.Ready);
        Assert.Contains("readiness probe connect to ready:1: no", probes.Reason, StringComparison.Ordinal);

        _prober.Answers["ready"] = true;
        Advance(TimeSpan.FromMilliseconds(500));

        Assert.True(probes.Ready);
        Assert.Equal(1, _changes);
        await EndAsync(run);
    }

    [Fact]
    public async Task Readiness_OnceThere_IsLostOnlyAfterTheThreshold_AndComesBack()
    {
        _prober.Answers["ready"] = true;
        var (probes, run) = Start(Container() with { Readiness = Probe("ready", period: 5, failures: 3) });
        Advance(TimeSpan.Zero);
        _prober.Answers["ready"] = false;

        Advance(TimeSpan.FromSeconds(5));
        Advance(TimeSpan.FromSeconds(5));
        Assert.True(probes.Ready);
        Advance(TimeSpan.FromSeconds(5));
        Assert.False(probes.Ready);

        _prober.Answers["ready"] = true;
        Advance(TimeSpan.FromSeconds(5));
        Assert.True(probes.Ready);
        await EndAsync(run);
    }

    [Fact]
    public async Task Startup_HasAllItsTime_ThenTheContainerIsRestarted()
    {
        _prober.Answers["start"] = false;
        var (probes, run) = Start(Container() with { Startup = Probe("start", period: 2, failures: 3) });

        for (var i = 0; i < 11; i++) Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(run.IsCompleted);
        Assert.False(probes.Started);
        Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal("startup probe connect to start:1 did not pass within 6 s: no", await run);
    }

    [Fact]
    public async Task Liveness_RestartsAfterItsThreshold_NotBeforeItsInitialDelay()
    {
        _prober.Answers["live"] = false;
        var (_, run) = Start(Container() with { Liveness = Probe("live", period: 10, failures: 2) with { InitialDelay = TimeSpan.FromSeconds(30) } });

        Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _prober.Count("live"));
        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _prober.Count("live"));
        Assert.False(run.IsCompleted);
        Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("liveness probe connect to live:1 failed 2 times in a row: no", await run);
    }

    [Fact]
    public async Task Container_WithoutProbes_IsReadyAtOnce()
    {
        var (probes, run) = Start(Container());
        Advance(TimeSpan.Zero);

        Assert.True(probes.Started);
        Assert.True(probes.Ready);
        await EndAsync(run);
    }

    private static ContainerPlan Container() => new()
    {
        Name = "c",
        Command = [],
        Environment = new Dictionary<string, string>(),
        WorkingDirectory = "/",
        Ports = [],
        Files = [],
        Links = [],
        Log = "/dev/null",
    };

    private static ProbePlan Probe(string name, int period, int failures)
        => new(new HandlerPlan.Tcp(name, 1), TimeSpan.Zero, TimeSpan.FromSeconds(period), TimeSpan.FromSeconds(1), failures, SuccessThreshold: 1);

    private (ContainerProbes Probes, Task<string> Run) Start(ContainerPlan container)
    {
        // So that everything runs on the thread that moves the clock, and nothing is left to do when it has moved.
        SynchronizationContext.SetSynchronizationContext(null);
        var probes = new ContainerProbes(container, _prober, _time, () => _changes++);
        return (probes, probes.RunAsync(_stop.Token));
    }

    private void Advance(TimeSpan by) => _time.Advance(by);

    private async Task EndAsync(Task<string> run)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private sealed class ScriptedProber : IProber
    {
        private readonly List<string> _asked = [];

        public Dictionary<string, bool> Answers { get; } = [];

        public int Count(string name) => _asked.Count(n => n == name);

        public Task<ProbeResult> RunAsync(HandlerPlan handler, ContainerPlan container, TimeSpan timeout, CancellationToken cancellation)
        {
            var name = ((HandlerPlan.Tcp)handler).Host;
            _asked.Add(name);
            return Task.FromResult(new ProbeResult(Answers[name], Answers[name] ? "" : "no"));
        }
    }
}
