using System.Diagnostics;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>
/// Answers a batch item by item, as the client takes them: a few are read ahead, and who reads slowly keeps neither a place nor more
/// than those. From the first item on that does not fit into the answer, or into what the pod may hold, the rest is omitted.
/// </summary>
internal sealed class BatchAnswers(EntryReader reader, ByteBudget budget, AnswerFlush flush, ServiceMetrics metrics)
{
    /// <summary>Bytes of bodies in one answer.</summary>
    public const int MaxBodyBytes = 8 << 20;

    private const string Operation = "batch";
    private const int FirstAhead = 4;
    private const int MostAhead = 16;
    private const int AheadBytes = 256 * 1024;

    public async Task<IResult> WriteAsync(HttpContext context, IReadOnlyList<string> keys)
    {
        using var account = budget.Open(context.Caller().Tenant);
        using var output = new BatchWriter(context, flush);
        var (left, ahead, isFull) = ((long)MaxBodyBytes, FirstAhead, false);
        for (var at = 0; at < keys.Count && !output.IsEnded; at += ahead)
        {
            if (at > 0) ahead = Math.Clamp((int)(AheadBytes / Math.Max(1, output.Largest)), 1, MostAhead);
            var group = keys.Skip(at).Take(ahead);
            var found = isFull ? [.. group.Select(key => Found.None(key, "omitted"))] : await ReadAsync(context, group);
            var (held, isOverBudget) = Keep(found, left, account, ref isFull);
            if (isOverBudget && at == 0)
            {
                metrics.Shed(ShedReasons.Bodies);
                return ProblemResult.Overloaded();
            }

            left -= held;
            for (var i = 0; i < found.Length && !output.IsEnded; i++)
            {
                await output.WriteAsync(found[i]);
                account.TryHold(held -= found[i].Bytes);
                found[i] = default;
            }
        }

        await output.EndAsync();
        return Results.Empty;
    }

    private static (long Held, bool IsOverBudget) Keep(Found[] found, long left, ByteBudget.Account account, ref bool isFull)
    {
        var (held, isOverBudget) = (0L, false);
        for (var i = 0; i < found.Length; i++)
        {
            var next = held + found[i].Bytes;
            if (!isFull && next <= left) isOverBudget = !account.TryHold(next);
            isFull |= next > left || isOverBudget;
            if (isFull) found[i] = Found.None(found[i].Key, "omitted");
            else held = next;
        }

        return (held, isOverBudget);
    }

    // Back from waiting for the client, the request asks for a place again; without one the store is out of its reach for now.
    private async Task<Found[]> ReadAsync(HttpContext context, IEnumerable<string> keys) =>
        context.Place().TryMove(Lane.Read)
            ? await Task.WhenAll(keys.Select(key => ReadAsync(context, key)))
            : [.. keys.Select(key => Found.None(key, "unavailable"))];

    private async Task<Found> ReadAsync(HttpContext context, string key)
    {
        var started = Stopwatch.GetTimestamp();
        var id = EntryId.ForKey(context.Caller().Tenant, key);
        try
        {
            if (!reader.TryReadMemory(id, out var read)) read = await reader.ReadClusterAsync(id, context.RequestAborted);
            if (read.Entry is not { } entry || read.State == EntryState.ErrorOnly)
            {
                metrics.Miss(Operation, started);
                return Found.None(key, "miss");
            }

            metrics.Hit(Operation, entry, read.Tier, started);
            return entry.Header.IsNegative ? Found.None(key, "negative") : new Found(key, EntryReadHandler.StateName(read.State), entry);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            return Found.None(key, "unavailable");
        }
    }

    /// <summary>What a key led to.</summary>
    internal readonly record struct Found(string Key, string State, CachedEntry? Entry)
    {
        public long Bytes => Entry?.Body.Length ?? 0;

        public static Found None(string key, string state) => new(key, state, null);
    }
}
