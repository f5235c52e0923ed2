using WedSync.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace WedSync.Gateway.Proxy;

/// <summary>
/// Headers on the way through. The base class leaves out those of one hop; what a client says of other hops is not believed. The
/// trace context passes as it is.
/// </summary>
internal sealed class ForwardTransformer(string servedBy) : HttpTransformer
{
    /// <summary>Response header that names region and backend.</summary>
    public const string ServedBy = "X-Served-By";

    /// <summary>Bytes of a body below which the HTTP client sends it whatever the region says.</summary>
    private const int SentWithoutAsking = 1024;

    private static readonly string[] NotBelieved =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", Router.ClientRegion];

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        foreach (var name in NotBelieved) proxyRequest.Headers.Remove(name);
        // A region that refuses the request says so before it has read the body, or closes: without this the sending would fail first.
        proxyRequest.Headers.ExpectContinue = IsLarge(httpContext.Request) ? true : null;
        if (httpContext.Connection.RemoteIpAddress is { } client) proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", client.ToString());
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", httpContext.Request.Scheme);
        if (httpContext.Request.Host.HasValue) proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Host", httpContext.Request.Host.Value);
    }

    private static bool IsLarge(HttpRequest request) =>
        request.ContentLength > SentWithoutAsking || (request.ContentLength is null && request.Headers.ContainsKey("Transfer-Encoding"));

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var send = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers[ServedBy] = servedBy;
        return send;
    }
}
