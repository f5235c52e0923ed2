using WedSync.CacheService.Audit;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Connections;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>
/// GET and HEAD of an entry: the path that nearly all requests take. It is served before routing, and a hit in memory completes without
/// leaving the thread.
/// </summary>
internal sealed class EntryReadHandler(
    EntryReader reader, TokenValidator tokens, HotKeys hotKeys, Admission admission, EntryAnswers answers, DrainState drain, RefusalLog refusals,
    ServiceMetrics metrics)
{
    private const string Operation = "get";

    public ValueTask HandleAsync(HttpContext context, string path, long started)
    {
        var authenticating = tokens.ValidateAsync(context.Request.Headers.Authorization);
        return authenticating.IsCompletedSuccessfully
            ? HandleAsync(context, path, authenticating.Result, started)
            : AwaitAsync(authenticating);

        async ValueTask AwaitAsync(ValueTask<Caller?> pending) => await HandleAsync(context, path, await pending, started);
    }

    private ValueTask HandleAsync(HttpContext context, string path, Caller? caller, long started)
    {
        if (caller is null) return new ValueTask(refusals.Unauthenticated().ExecuteAsync(context));
        if (!caller.May(Scopes.Read)) return new ValueTask(refusals.Forbidden(caller, context.Request.Method, Scopes.Read).ExecuteAsync(context));
        if (HeaderRules.CheckRead(context.Request.Headers) is { } fault) return new ValueTask(fault.ExecuteAsync(context));
        var key = path.AsSpan(Wire.EntriesPath.Length);
        if (!KeyRules.IsKey(key)) return new ValueTask(ProblemResult.BadKey(key.Length).ExecuteAsync(context));
        var id = string.Concat(caller.KeyPrefix, key);
        hotKeys.Count(id);
        return reader.TryReadMemory(id, out var result)
            ? Answer(context, result, started)
            : ReadClusterAsync(context, caller.Tenant, id, started);
    }

    private async ValueTask ReadClusterAsync(HttpContext context, string tenant, string id, long started)
    {
        if (!admission.TryEnter(Lane.Read, tenant))
        {
            metrics.Shed(ShedReasons.Of(Lane.Read));
            await ProblemResult.Overloaded().ExecuteAsync(context);
            return;
        }

        // Idle connections are looked for a drain period and a second after a drain has begun: what is read before it is over by then.
        var connection = drain.IsDraining ? OpenConnection.Begin(context) : null;
        ReadResult result;
        try
        {
            result = await reader.ReadClusterAsync(id, context.RequestAborted);
        }
        catch (Exception exception) when (RedisFaults.IsOutage(exception))
        {
            drain.Mark(context.Response);
            metrics.Operation(Operation, "error", started);
            await ProblemResult.Unavailable().ExecuteAsync(context);
            return;
        }
        finally
        {
            admission.Leave(Lane.Read, tenant);
            connection?.End();
        }

        // The drain may have begun while Redis was asked.
        drain.Mark(context.Response);
        await Answer(context, result, started);
    }

    private ValueTask Answer(HttpContext context, ReadResult result, long started)
    {
        var servable = result.State is EntryState.Fresh or EntryState.Stale
            || (result.State == EntryState.ErrorOnly && context.Request.Headers[Wire.IfError] == "true");
        if (!servable)
        {
            metrics.Miss(Operation, started);
            return new ValueTask(ProblemResult.NotFound().ExecuteAsync(context));
        }

        var entry = result.Entry!;
        metrics.Hit(Operation, entry, result.Tier, started);
        if (entry.Header.IsNegative)
        {
            context.Response.Headers[Wire.State] = "negative";
            return new ValueTask(ProblemResult.Negative().ExecuteAsync(context));
        }

        return answers.WriteAsync(context, entry, StateName(result.State));
    }

    public static string StateName(EntryState state) => state switch
    {
        EntryState.Fresh => "fresh",
        EntryState.Stale => "stale",
        EntryState.ErrorOnly => "stale-if-error",
        _ => "miss",
    };
}
