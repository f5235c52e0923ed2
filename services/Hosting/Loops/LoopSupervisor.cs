using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WedSync.Hosting.Loops;

/// <summary>
/// Runs the process' background loops. One that fails is logged, counted and run again after a pause, so that no error of a store, a file or
/// a peer ends a process or leaves one half alive; one that keeps failing makes the process unready, and still goes on trying.
/// </summary>
public sealed partial class LoopSupervisor : IHostedService, IDisposable
{
    private readonly LoopOptions _options;
    private readonly LoopMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ILogger<LoopSupervisor> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Supervised> _loops;
    private Task _running = Task.CompletedTask;

    /// <summary>Supervises loops of different names.</summary>
    public LoopSupervisor(
        IEnumerable<IBackgroundLoop> loops, LoopOptions options, LoopMetrics metrics, TimeProvider time, Func<double> random, ILogger<LoopSupervisor> logger)
    {
        (_options, _metrics, _time, _random, _logger) = (options, metrics, time, random, logger);
        _loops = [.. loops.Select(loop => new Supervised(loop))];
    }

    /// <summary>What it runs.</summary>
    public IEnumerable<IBackgroundLoop> Loops => _loops.Select(loop => loop.Loop);

    /// <summary>Which loop keeps failing, and why; null = none.</summary>
    public string? Unready => _loops.FirstOrDefault(IsFailing) is { } failing
        ? $"the loop {failing.Loop.Name} keeps failing: {failing.Reason}"
        : null;

    /// <summary>Begins all loops. What a loop does before it first waits is done when this returns.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var loop in _loops) _metrics.Add(loop.Loop.Name);
        _running = Task.WhenAll(_loops.Select(SuperviseAsync));
        return Task.CompletedTask;
    }

    /// <summary>Cancels all loops and waits for them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private bool IsFailing(Supervised loop)
    {
        if (Volatile.Read(ref loop.Failures) < _options.UnreadyAfter) return false;
        var since = Volatile.Read(ref loop.RunningSince);
        return since == 0 || _time.GetElapsedTime(since) < _options.StableAfter;
    }

    private async Task SuperviseAsync(Supervised loop)
    {
        while (!_stop.IsCancellationRequested)
        {
            var started = _time.GetTimestamp();
            var failure = await RunAsync(loop, started);
            if (_stop.IsCancellationRequested) return;
            loop.Fail(failure, isAfterStableRun: _time.GetElapsedTime(started) >= _options.StableAfter);
            _metrics.Failed(loop.Loop.Name);
            var pause = _options.PauseAfter(loop.Failures, _random());
            LogFailed(_logger, failure, loop.Loop.Name, loop.Failures, pause);
            await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Exception> RunAsync(Supervised loop, long started)
    {
        Volatile.Write(ref loop.RunningSince, started);
        _metrics.Running(loop.Loop.Name, true);
        try
        {
            await loop.Loop.RunAsync(_stop.Token);
            return new InvalidOperationException("It returned before it was told to end.");
        }
        catch (Exception exception)
        {
            // The one place that may: what a loop could not foresee must not be the end of the process.
            return exception;
        }
        finally
        {
            Volatile.Write(ref loop.RunningSince, 0);
            _metrics.Running(loop.Loop.Name, false);
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The loop {Loop} failed, {Failures} times in a row, and is run again in {Pause}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string loop, int failures, TimeSpan pause);

    private sealed class Supervised(IBackgroundLoop loop)
    {
        public int Failures;
        public long RunningSince;

        public IBackgroundLoop Loop => loop;

        public string Reason { get; private set; } = "";

        public void Fail(Exception exception, bool isAfterStableRun)
        {
            Reason = exception.Message;
            Volatile.Write(ref Failures, isAfterStableRun ? 1 : Failures + 1);
        }
    }
}
