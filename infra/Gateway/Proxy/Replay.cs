namespace WedSync.Gateway.Proxy;

/// <summary>
/// Whether a request's body can be sent a second time. It is kept while it streams through, so that nothing waits for it; bodies of
/// unknown or too great a length are not.
/// </summary>
internal readonly struct Replay
{
    private readonly HttpRequest _request;
    private readonly Stream _original;
    private readonly bool _isKept;

    private Replay(HttpRequest request, bool isKept)
    {
        _request = request;
        _original = request.Body;
        _isKept = isKept;
    }

    public static Replay Of(HttpRequest request, int maxBytes)
    {
        if (!HasBody(request)) return new Replay(request, isKept: true);
        if (request.ContentLength is not { } length || length > maxBytes) return new Replay(request, isKept: false);
        request.EnableBuffering(maxBytes, maxBytes);
        return new Replay(request, isKept: true);
    }

    /// <summary>False when the body cannot be sent again.</summary>
    public bool TryRewind()
    {
        if (!_isKept || _request.Body != _original) return false;
        if (_request.Body.CanSeek) _request.Body.Position = 0;
        return true;
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0
        || request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
}
