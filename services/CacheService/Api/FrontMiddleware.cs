using System.Diagnostics;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Faults;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Overload;
using WedSync.CacheService.Security;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>What happens around every request: headers, the fast path of reads, errors as problems, metrics.</summary>
internal sealed partial class FrontMiddleware(
    RequestDelegate next, EntryReadHandler entries, ServiceMetrics metrics, DrainState drain, FaultInjector faults,
    ILogger<FrontMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        SecurityHeaders.Set(context.Response.Headers);
        if (drain.IsDraining) context.Response.Headers.Connection = "close";
        var path = context.Request.Path.Value!;
        return faults.IsActive && path.StartsWith(Wire.ApiPath, StringComparison.Ordinal)
            ? ServeFaultyAsync(context, path, started)
            : ServeAsync(context, path, started);
    }

    private Task ServeAsync(HttpContext context, string path, long started)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !path.StartsWith(Wire.EntriesPath, StringComparison.Ordinal))
            return InvokeNextAsync(context, started);

        var reading = entries.HandleAsync(context, path, started);
        if (!reading.IsCompletedSuccessfully) return FinishReadAsync(context, reading, started);
        metrics.Request("GET", ServiceMetrics.ReadRoute, context.Response.StatusCode, started);
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
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception);
        }

        metrics.Request("GET", ServiceMetrics.ReadRoute, context.Response.StatusCode, started);
    }

    private async Task InvokeNextAsync(HttpContext context, long started)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: 404 or 405 or 415, ContentType: null })
                await UnroutedAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception);
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        metrics.Request(MethodLabel(context.Request.Method), route, context.Response.StatusCode, started);
    }

    private static Task UnroutedAsync(HttpContext context) => (context.Response.StatusCode switch
    {
        405 => new ProblemResult(405, "method-not-allowed", "The path does not take this method; see /openapi/v1.json."),
        415 => new ProblemResult(415, "unsupported-media-type", "Send application/json."),
        _ => new ProblemResult(404, "no-such-path", "There is nothing at this path; see /openapi/v1.json."),
    }).ExecuteAsync(context);

    private async Task FailAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                await new ProblemResult(bad.StatusCode, bad.StatusCode == 413 ? "too-large" : "bad-request", Describe(bad)).ExecuteAsync(context);
                break;
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                // The caller is gone; the number is nginx's for that.
                context.Response.StatusCode = 499;
                break;
            case AuditException:
                await ProblemResult.Unaudited().ExecuteAsync(context);
                break;
            case var outage when RedisFaults.IsOutage(outage):
                await ProblemResult.Outage(RedisFaults.Of(outage)).ExecuteAsync(context);
                break;
            default:
                LogUnexpected(logger, exception, context.TraceIdentifier);
                await new ProblemResult(500, "internal", "The service failed. The log has the details under the trace id.").ExecuteAsync(context);
                break;
        }
    }

    private static string Describe(BadHttpRequestException bad) =>
        bad.StatusCode == 413 ? "The body is over the limit of this path; see docs/cache-service.md, Limits." : "The request cannot be read as HTTP.";

    private static string MethodLabel(string method) =>
        method is "GET" or "PUT" or "POST" or "DELETE" or "HEAD" or "PATCH" or "OPTIONS" ? method : "other";

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "Unexpected failure of request {TraceId}")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string traceId);
}
