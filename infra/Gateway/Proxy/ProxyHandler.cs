using WedSync.Gateway.Admin;
using WedSync.Gateway.Health;
using WedSync.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace WedSync.Gateway.Proxy;

/// <summary>Sends a request to a region, and where HTTP allows it once more to another.</summary>
internal sealed partial class ProxyHandler(
    Router router, IHttpForwarder forwarder, HealthChecker checker, GatewayMetrics metrics, GatewayOptions options, ILogger<ProxyHandler> logger) : IDisposable
{
    private const int RetryAfterSeconds = 1;

    /// <summary>As the global load balancer's backend service; a lookup waits for up to 30 s.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private static readonly ForwarderRequestConfig Forwarding = new()
    {
        ActivityTimeout = AnswerLimit,
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        AllowResponseBuffering = false,
    };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
    });

    public async Task HandleAsync(HttpContext context)
    {
        var replay = Replay.Of(context.Request, options.MaxReplayBytes);
        if (router.Choose(context.Request.Headers, failedRegion: null) is not { } target)
        {
            await RefuseAsync(context);
            return;
        }

        var failure = await ForwardAsync(context, target);
        if (Failures.AllowsRetry(failure, context.Request.Method) && !context.Response.HasStarted && replay.TryRewind()
            && router.Choose(context.Request.Headers, target.Endpoint.Region) is { } second)
        {
            metrics.Retried(target.Endpoint.Region);
            context.Response.Clear();
            failure = await ForwardAsync(context, second);
        }

        if (failure != Failure.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            await FailAsync(context, failure);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Failure> ForwardAsync(HttpContext context, Target target)
    {
        var started = options.Time.GetTimestamp();
        var error = await forwarder.SendAsync(context, target.Endpoint.Prefix, _http, Forwarding, target.Backend.Transformer);
        var exception = error == ForwarderError.None ? null : context.Features.Get<IForwarderErrorFeature>()?.Exception;
        var failure = Failures.Of(error, exception, context.Response.HasStarted, context.RequestAborted.IsCancellationRequested);
        if (failure is not (Failure.None or Failure.ByClient)) LogFailed(logger, context.Request.Method, target.Endpoint.Region, target.Endpoint.Url, error, exception?.GetBaseException().Message ?? "");
        if (failure == Failure.NotConnected) checker.Refused(target.Endpoint, exception!.Message);
        target.Backend.Counts.Add(context.Response.StatusCode, failure is not (Failure.None or Failure.ByClient), options.Time.GetElapsedTime(started));
        return failure;
    }

    private Task RefuseAsync(HttpContext context)
    {
        metrics.Refused();
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, 503, "no-healthy-region", "No region is healthy. Try again in a moment; the platform's status page says why.");
    }

    private static Task FailAsync(HttpContext context, Failure failure) => failure switch
    {
        // The server knows whether it was too large (413) or malformed (400).
        Failure.ByClient => Problems.WriteAsync(context, ClientStatus(context), "bad-request", "The request's body broke off or is larger than allowed."),
        Failure.TimedOut => Problems.WriteAsync(
            context, 504, "region-too-slow", $"The region did not answer within {AnswerLimit.TotalSeconds:0} s. Whether it has done what was asked is not known."),
        _ => Problems.WriteAsync(
            context, 502, "region-failed", "The connection to the region failed. Whether it has done what was asked is not known; repeating a GET, PUT or DELETE is safe."),
    };

    private static int ClientStatus(HttpContext context) =>
        context.Response.StatusCode is >= 400 and < 500 and var status ? status : StatusCodes.Status400BadRequest;

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "{Method} to {Region} {Endpoint} failed: {Error} {Reason}")]
    private static partial void LogFailed(ILogger logger, string method, string region, Uri endpoint, ForwarderError error, string reason);
}
