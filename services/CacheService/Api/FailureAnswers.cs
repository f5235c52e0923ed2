using Microsoft.AspNetCore.Connections;
using WedSync.CacheService.Audit;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Api;

/// <summary>Turns what a request ended with into an answer. What the client did is never a failure of the service, nor an error in its log.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> logger)
{
    // The caller is gone; the number is nginx's for that.
    private const int ClientClosedRequest = 499;

    public async Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (IsClientGone(context, exception))
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = ClientClosedRequest;
        }
        else if (!context.Response.HasStarted)
        {
            await ProblemOf(context, exception).ExecuteAsync(context);
        }
        else
        {
            LogUnexpected(logger, exception, context.TraceIdentifier);
            // Half an answer must not look like a whole one.
            context.Abort();
        }
    }

    private static bool IsClientGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested);

    private ProblemResult ProblemOf(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return ProblemOf(context, bad);
            case AuditException:
                return ProblemResult.Unaudited();
            case var outage when RedisFaults.IsOutage(outage):
                return ProblemResult.Outage(RedisFaults.Of(outage));
            default:
                LogUnexpected(logger, exception, context.TraceIdentifier);
                return new ProblemResult(500, "internal", "The service failed. The log has the details under the trace id.");
        }
    }

    private static ProblemResult ProblemOf(HttpContext context, BadHttpRequestException bad)
    {
        // What follows on the connection would be read as part of this body, or waited for as long again.
        if (bad.StatusCode != StatusCodes.Status413PayloadTooLarge) context.Response.Headers.Connection = "close";
        return bad.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => new(413, "too-large", "The body is over the limit of this path; see docs/cache-service.md, Limits."),
            StatusCodes.Status408RequestTimeout => new(408, "body-too-slow", "The body came too slowly or took too long; see docs/cache-service.md, Limits. Send it faster, or in smaller entries."),
            _ => new(bad.StatusCode, "bad-request", "The request cannot be read as HTTP."),
        };
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "Unexpected failure of request {TraceId}")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string traceId);
}
