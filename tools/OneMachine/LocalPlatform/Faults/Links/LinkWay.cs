using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>
/// One direction between two regions: how long a byte is under way, and whether it arrives. Every connection between the two uses both
/// directions, whoever dialled it. Thread-safe.
/// </summary>
internal sealed class LinkWay(string from, string to) : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _blocked;
    private CancellationTokenSource _open = new();
    private long _delayTicks;
    private long _bytes;
    private volatile LinkCut _cut;

    public string From => from;

    public string To => to;

    public LinkCut Cut => _cut;

    /// <summary>Cancelled when the connections that are open now are reset.</summary>
    public CancellationToken Open => Volatile.Read(ref _open).Token;

    /// <summary>One-way delay of what is sent from now on.</summary>
    public TimeSpan Delay => new(Interlocked.Read(ref _delayTicks));

    /// <summary>Bytes that arrived.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void SetDelay(TimeSpan delay) => Interlocked.Exchange(ref _delayTicks, delay.Ticks);

    public void SetCut(LinkCut cut)
    {
        TaskCompletionSource? opened = null;
        lock (_lock)
        {
            _cut = cut;
            if (cut == LinkCut.Silent) _blocked ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else (opened, _blocked) = (_blocked, null);
        }

        opened?.SetResult();
        if (cut != LinkCut.Reset) return;
        using var former = Interlocked.Exchange(ref _open, new CancellationTokenSource());
        former.Cancel();
    }

    /// <summary>Completes once what is sent would arrive.</summary>
    public async ValueTask PassAsync(CancellationToken cancellation)
    {
        while (Blocked() is { } blocked) await blocked.WaitAsync(cancellation);
    }

    public void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Dispose() => _open.Dispose();

    private Task? Blocked()
    {
        lock (_lock) return _blocked?.Task;
    }
}
