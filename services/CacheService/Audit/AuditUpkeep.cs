using WedSync.CacheService.Configuration;
using WedSync.Core.Redis;
using WedSync.Hosting.Loops;

namespace WedSync.CacheService.Audit;

/// <summary>
/// Keeps the heads of the pod's chains outside the pod, a few seconds behind at most, finds at the start whether its disk holds less
/// than it once did, and has refusals written that were only counted.
/// </summary>
internal sealed partial class AuditUpkeep(
    AuditHeadStore store, AuditLog changes, RefusalLog refusals, ServiceSettings settings, TimeProvider time, ILogger<AuditUpkeep> logger) : IBackgroundLoop
{
    private const int MaxLost = 16;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<AuditLog, AuditHead?> _published = [];

    public string Name => "audit-upkeep";

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                refusals.Flush();
                await TryPublishAsync(cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        finally
        {
            if (cancellation.IsCancellationRequested) await EndAsync();
        }
    }

    // Requests have ended by now: the last lines of the process are in its heads too.
    private async Task EndAsync()
    {
        refusals.WriteAll();
        await Task.WhenAll(changes.FlushAsync(), refusals.Chain.FlushAsync());
        using var limit = new CancellationTokenSource(EndLimit, time);
        await TryPublishAsync(limit.Token);
    }

    private async Task TryPublishAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var chain in new[] { changes, refusals.Chain }) await PublishAsync(chain, cancellation);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception) || exception is OperationCanceledException)
        {
            // The next round writes where the chain is then.
        }
    }

    private async Task PublishAsync(AuditLog chain, CancellationToken cancellation)
    {
        if (!_published.TryGetValue(chain, out var published)) published = await FindLossAsync(chain, cancellation);
        if (chain.Head is { } head && published?.Head != head)
        {
            published = new AuditHead { Region = settings.Region, Pod = chain.Pod, Head = head, Lost = published?.Lost ?? [] };
            await store.WriteAsync(published, time.GetUtcNow(), cancellation);
        }

        _published[chain] = published;
    }

    // Compared with what was on the disk when the process began, whatever it has written since.
    private async Task<AuditHead?> FindLossAsync(AuditLog chain, CancellationToken cancellation)
    {
        var known = await store.ReadAsync(settings.Region, chain.Pod, cancellation);
        // Standard output begins anew with each process, and whoever collects it has the lines.
        if (known is null || settings.AuditDirectory.Length == 0 || IsHeld(chain, known.Head)) return known;
        LogLost(logger, chain.Pod, known.Head.Sequence, chain.Begin?.Sequence ?? 0);
        known = known with { Lost = [.. known.Lost.TakeLast(MaxLost - 1), known.Head] };
        await store.WriteAsync(known, time.GetUtcNow(), cancellation);
        return known;
    }

    // A line that is not found under its number although the chain goes on beyond it was pruned with its file.
    private bool IsHeld(AuditLog chain, ChainPoint head) =>
        chain.Begin is { } begin && begin.Sequence >= head.Sequence
        && (AuditFiles.HashOf(settings.AuditDirectory, chain.Pod, head.Sequence) is not { } hash || hash == head.Hash);

    [LoggerMessage(EventId = 1603, Level = LogLevel.Critical, Message = "The audit chain of {Pod} had record {Known}, and its folder ends with {Found}: records were taken away")]
    private static partial void LogLost(ILogger logger, string pod, long known, long found);
}
