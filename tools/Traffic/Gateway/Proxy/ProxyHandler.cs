using System.Text;
using Microsoft.AspNetCore.Http.Features;
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
        // As they came: a byte that is not ASCII would else be an error of the sending.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
    });

    private readonly HeldBytes _held = new(options);

    public async Task HandleAsync(HttpContext context)
    {
        if (!ClientFault.IsAllowed(context.Request.Method))
        {
            context.Response.Headers.Allow = ClientFault.Methods;
            await RefuseAsync(context, ClientFault.Method);
            return;
        }

        // Nothing behind it speaks another protocol, and a server may ignore the wish (RFC 9110, 7.8).
        context.Features.Set<IHttpUpgradeFeature>(null);
        if (await ReadBodyAsync(context) is { } body) await SendAsync(context, body);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Null when the client's fault was answered.</summary>
    private async Task<RequestBody?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > options.MaxBodyBytes)
        {
            await RefuseAsync(context, ClientFault.TooLarge(options.MaxBodyBytes));
            return null;
        }

        try
        {
            return await RequestBody.ReadAsync(context, options.MaxReplayBytes, _held);
        }
        catch (Exception exception) when (ClientFault.Of(exception, options.MaxBodyBytes) is { } fault)
        {
            await RefuseAsync(context, fault);
            return null;
        }
    }

    private async Task SendAsync(HttpContext context, RequestBody body)
    {
        if (router.Choose(context.Request.Headers, failedRegion: null) is not { } target)
        {
            await NoRegionAsync(context);
            return;
        }

        var failure = await ForwardAsync(context, target, body);
        if (Failures.AllowsRetry(failure, context.Request.Method) && !context.Response.HasStarted && body.TryRewind()
            && router.Choose(context.Request.Headers, target.Endpoint.Region) is { } second)
        {
            metrics.Retried(target.Endpoint.Region);
            context.Response.Clear();
            failure = await ForwardAsync(context, second, body);
        }

        if (Failures.IsOfRegion(failure) && !context.Response.HasStarted) await FailAsync(context, failure);
    }

    private async Task<Failure> ForwardAsync(HttpContext context, Target target, RequestBody body)
    {
        var started = options.Time.GetTimestamp();
        var error = await forwarder.SendAsync(context, target.Endpoint.Prefix, _http, Forwarding, target.Backend.Transformer);
        var exception = error == ForwarderError.None ? null : context.Features.Get<IForwarderErrorFeature>()?.Exception;
        var failure = Failures.Of(error, exception, context.Response.HasStarted, body.IsUploading);
        if (failure == Failure.ByClient)
        {
            await RefuseAsync(context, Fault(error, exception, context.RequestAborted.IsCancellationRequested));
            return failure;
        }

        var failed = Failures.IsOfRegion(failure);
        if (failed) LogFailed(logger, context.Request.Method, target.Endpoint.Region, target.Endpoint.Url, error, exception?.GetBaseException().Message ?? "");
        if (failure == Failure.NotConnected) checker.Refused(target.Endpoint, exception!.Message);
        target.Backend.Counts.Add(context.Response.StatusCode, failed, options.Time.GetElapsedTime(started));
        return failure;
    }

    private ClientFault Fault(ForwarderError error, Exception? exception, bool isClientGone) => error switch
    {
        ForwarderError.RequestBodyClient => ClientFault.Of(exception, options.MaxBodyBytes) ?? ClientFault.Gone,
        ForwarderError.RequestCreation => ClientFault.Unsendable,
        _ when isClientGone => ClientFault.Gone,
        ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.RequestTimedOut => ClientFault.Upload,
        _ => ClientFault.Gone,
    };

    private async Task RefuseAsync(HttpContext context, ClientFault fault)
    {
        metrics.ClientFailed(fault.Kind);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
        // What is left of the body is not read: the connection ends with the answer.
        context.Response.Headers.Connection = "close";
        await Problems.WriteAsync(context, fault.Status, fault.Kind == ClientFault.Method.Kind ? "method-not-allowed" : "bad-request", fault.Detail);
    }

    private Task NoRegionAsync(HttpContext context)
    {
        metrics.Refused();
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, 503, "no-healthy-region", "No region is healthy. Try again in a moment; the platform's status page says why.");
    }

    private static Task FailAsync(HttpContext context, Failure failure) => failure switch
    {
        Failure.TimedOut => Problems.WriteAsync(
            context, 504, "region-too-slow", $"The region did not answer within {AnswerLimit.TotalSeconds:0} s. Whether it has done what was asked is not known."),
        _ => Problems.WriteAsync(
            context, 502, "region-failed", "The connection to the region failed. Whether it has done what was asked is not known; repeating a GET, PUT or DELETE is safe."),
    };

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "{Method} to {Region} {Endpoint} failed: {Error} {Reason}")]
    private static partial void LogFailed(ILogger logger, string method, string region, Uri endpoint, ForwarderError error, string reason);
}
