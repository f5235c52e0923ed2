using System.Runtime.InteropServices;
using WedSync.CacheService.Caching;

namespace WedSync.CacheService.Overload;

/// <summary>
/// Ends the process without losing a request: on SIGTERM the pod turns unready and answers on, with connections closed after each
/// answer, until the load balancers have looked away; then it stops listening and finishes what is under way.
/// </summary>
internal sealed partial class DrainingLifetime(
    IHostApplicationLifetime application, DrainState state, Waiters waiters, TimeSpan period, TimeProvider time,
    ILogger<DrainingLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (state.IsDraining) return;
        state.Begin();
        LogDraining(logger, period);
        waiters.WakeAll();
        _ = EndAsync();
    }

    private async Task EndAsync()
    {
        await Task.Delay(period, time);
        application.StopApplication();
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Told to end: unready, and answering for {Period} more")]
    private static partial void LogDraining(ILogger logger, TimeSpan period);
}
