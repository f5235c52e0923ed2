using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using WedSync.Contracts.Metrics;
using WedSync.Hosting.Loops;

namespace WedSync.Hosting.Tests.Loops;

public sealed class LoopSupervisorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly List<LoopSupervisor> _started = [];

    public void Dispose()
    {
        foreach (var supervisor in _started) supervisor.Dispose();
    }

    [Fact]
    public async Task LoopThatFails_IsRunAgainAfterThePause_AndTheOthersGoOn()
    {
        var (failing, steady) = (new ScriptedLoop("failing"), new ScriptedLoop("steady"));
        await StartAsync(failing, steady);
        failing.Fail("the disk is full");
        Assert.Equal(1, failing.Runs);
        await AdvanceAsync(199, failing, runs: 1);
        await AdvanceAsync(1, failing, runs: 2);
        Assert.Equal(1, steady.Runs);
        Assert.Contains($"{MetricNames.LoopFailuresTotal}{{loop=\"failing\"}} 1", await MetricsAsync(), StringComparison.Ordinal);
        Assert.Contains($"{MetricNames.LoopFailuresTotal}{{loop=\"steady\"}} 0", await MetricsAsync(), StringComparison.Ordinal);
        Assert.Contains($"{MetricNames.LoopRunning}{{loop=\"failing\"}} 1", await MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoopThatReturns_HasFailedToo()
    {
        var loop = new ScriptedLoop("ending");
        await StartAsync(loop);
        loop.Return();
        await AdvanceAsync(200, loop, runs: 2);
    }

    [Fact]
    public async Task LoopThatThrowsBeforeItWaits_NeitherStopsTheStartNorTheProcess()
    {
        await StartAsync(new ThrowingLoop());
        Assert.Contains($"{MetricNames.LoopRunning}{{loop=\"throwing\"}} 0", await MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreeFailuresInARow_MakeUnready_UntilItHasRunForAWhile()
    {
        var loop = new ScriptedLoop("shaky");
        var supervisor = await StartAsync(loop);
        loop.Fail("one");
        await AdvanceAsync(200, loop, runs: 2);
        loop.Fail("two");
        Assert.Null(supervisor.Unready);
        await AdvanceAsync(400, loop, runs: 3);
        loop.Fail("no space left");
        Assert.Equal("the loop shaky keeps failing: no space left", supervisor.Unready);
        await AdvanceAsync(800, loop, runs: 4);
        Assert.NotNull(supervisor.Unready);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(supervisor.Unready);
        // A failure after a good run counts as the first again.
        loop.Fail("later");
        Assert.Null(supervisor.Unready);
    }

    [Fact]
    public async Task Stop_CancelsTheLoops_AndWaitsForThem()
    {
        var loop = new ScriptedLoop("steady");
        var supervisor = await StartAsync(loop);
        await supervisor.StopAsync(CancellationToken.None);
        Assert.True(loop.WasCancelled);
        Assert.Equal(1, loop.Runs);
    }

    [Theory]
    [InlineData(1, 0, 200)]
    [InlineData(2, 0, 400)]
    [InlineData(2, 1, 200)]
    [InlineData(6, 0, 6400)]
    [InlineData(7, 0, 10_000)]
    [InlineData(1000, 0, 10_000)]
    public void Pauses_DoubleUpToTheLongest(int failures, double draw, double milliseconds) =>
        Assert.Equal(milliseconds, new LoopOptions().PauseAfter(failures, draw).TotalMilliseconds);

    private async Task<LoopSupervisor> StartAsync(params IBackgroundLoop[] loops)
    {
        var supervisor = new LoopSupervisor(loops, new LoopOptions(), new LoopMetrics(_registry), _time, () => 0, NullLogger<LoopSupervisor>.Instance);
        _started.Add(supervisor);
        await supervisor.StartAsync(CancellationToken.None);
        return supervisor;
    }

    private async Task AdvanceAsync(int milliseconds, ScriptedLoop loop, int runs)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await loop.HasRunAsync(runs);
        Assert.Equal(runs, loop.Runs);
    }

    private async Task<string> MetricsAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    // Continuations run where they are set, so that all has happened when a call returns.
    private sealed class ScriptedLoop(string name) : IBackgroundLoop
    {
        private TaskCompletionSource _run = new();
        private TaskCompletionSource _begun = new();

        public string Name => name;

        public int Runs { get; private set; }

        public bool WasCancelled { get; private set; }

        public async Task RunAsync(CancellationToken cancellation)
        {
            Runs++;
            _run = new TaskCompletionSource();
            _begun.TrySetResult();
            await using var registration = cancellation.Register(() => _run.TrySetCanceled(cancellation));
            try
            {
                await _run.Task;
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }
        }

        public void Fail(string reason) => _run.SetException(new InvalidOperationException(reason));

        public void Return() => _run.SetResult();

        // The delay's continuation may come by the thread pool.
        public async Task HasRunAsync(int runs)
        {
            while (Runs < runs)
            {
                await _begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
                if (Runs < runs) _begun = new TaskCompletionSource();
            }
        }
    }

    private sealed class ThrowingLoop : IBackgroundLoop
    {
        public string Name => "throwing";

        public Task RunAsync(CancellationToken cancellation) => throw new InvalidOperationException("at once");
    }
}
