using System.Diagnostics;
using WedSync.CacheService.Faults;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;

namespace WedSync.CacheService.Api;

/// <summary>What happens around every request: headers, the fast path of reads, errors as problems, metrics.</summary>
internal sealed class FrontMiddleware(
    RequestDelegate next, EntryReadHandler entries, FailureAnswers failures, ServiceMetrics metrics, DrainState drain, FaultInjector faults)
{
    public Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        SecurityHeaders.Set(context.Response.Headers);
        drain.Mark(context.Response);
        var path = context.Request.Path.Value!;
        return faults.IsActive && path.StartsWith(Wire.ApiPath, StringComparison.Ordinal)
            ? ServeFaultyAsync(context, path, started)
            : ServeAsync(context, path, started);
    }

    private Task ServeAsync(HttpContext context, string path, long started)
    {
        var method = context.Request.Method;
        if (!(HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) || !path.StartsWith(Wire.EntriesPath, StringComparison.Ordinal))
            return InvokeNextAsync(context, started);

        var reading = entries.HandleAsync(context, path, started);
        if (!reading.IsCompletedSuccessfully) return FinishReadAsync(context, reading, started);
        metrics.Request(MethodLabel(method), ServiceMetrics.ReadRoute, context.Response.StatusCode, started);
        return Task.CompletedTask;
    }

    private async Task ServeFaultyAsync(HttpContext context, string path, long started)
    {
        if (await faults.InjectAsync(context.RequestAborted) is not { } fault)
        {
            await ServeAsync(context, path, started);
            return;
        }

        await fault.ExecuteAsync(context);
        metrics.Request(MethodLabel(context.Request.Method), "none", fault.Status, started);
    }

    private async Task FinishReadAsync(HttpContext context, ValueTask reading, long started)
    {
        try
        {
            await reading;
        }
        catch (Exception exception)
        {
            await failures.AnswerAsync(context, exception);
        }

        metrics.Request(MethodLabel(context.Request.Method), ServiceMetrics.ReadRoute, context.Response.StatusCode, started);
    }

    private async Task InvokeNextAsync(HttpContext context, long started)
    {
        var method = MethodLabel(context.Request.Method);
        drain.Follow(context);
        // The routes know GET alone. The server itself remembers that the answer has no body.
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: 404 or 405 or 415, ContentType: null })
                await UnroutedAsync(context);
        }
        catch (Exception exception)
        {
            await failures.AnswerAsync(context, exception);
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        metrics.Request(method, route, context.Response.StatusCode, started);
    }

    private static Task UnroutedAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode == 405) response.Headers.Allow = WithHead(response.Headers.Allow.ToString());
        return (response.StatusCode switch
        {
            405 => new ProblemResult(405, "method-not-allowed", "The path does not take this method; see the header Allow and /openapi/v1.json."),
            415 => new ProblemResult(415, "unsupported-media-type", "Send application/json."),
            _ => new ProblemResult(404, "no-such-path", "There is nothing at this path; see /openapi/v1.json."),
        }).ExecuteAsync(context);
    }

    private static string WithHead(string allow)
    {
        var methods = allow.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(", ", methods.Contains("GET") ? methods.Append("HEAD").Distinct() : methods);
    }

    private static string MethodLabel(string method) =>
        method is "GET" or "PUT" or "POST" or "DELETE" or "HEAD" or "PATCH" or "OPTIONS" ? method : "other";
}
