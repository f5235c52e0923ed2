using System.Diagnostics;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Ledger;
using WedSync.LoadGenerator.Results;

namespace WedSync.Drills;

/// <summary>Load that runs while a drill breaks things, with a ledger of what was acknowledged.</summary>
public sealed class LoadSession : IAsyncDisposable
{
    // Longer than any drill waits; the load ends when the drill says so.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly LoadPlan _plan;
    private readonly LoadRunner _runner;
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Task<LoadReport> _run;

    private LoadSession(LoadPlan plan)
    {
        _plan = plan with { Duration = Longest };
        _runner = new LoadRunner(_plan, Ledger, Outcomes);
        _run = _runner.RunAsync(_stop.Token);
    }

    /// <summary>Acknowledged writes.</summary>
    public WriteLedger Ledger { get; } = new();

    /// <summary>All requests.</summary>
    public OutcomeLog Outcomes { get; } = new();

    /// <summary>Moment of the run.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    /// <summary>Starts a plan, whose duration is left open.</summary>
    public static LoadSession Start(LoadPlan plan) => new(plan);

    /// <summary>Lets it run until a moment.</summary>
    public async Task RunUntilAsync(TimeSpan moment, CancellationToken cancellation)
    {
        if (moment > Now)
        {
            await Task.Delay(moment - Now, cancellation);
        }
    }

    /// <summary>Ends it and waits for the last answers.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    /// <summary>Asks for every acknowledged write.</summary>
    public async Task<LedgerVerdict> VerifyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = _plan.Target };
        return await new LedgerVerifier(http, _plan.Token).VerifyAsync(Ledger.Newest, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _runner.Dispose();
        _stop.Dispose();
    }
}
