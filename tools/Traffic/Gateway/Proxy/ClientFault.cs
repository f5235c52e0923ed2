using Microsoft.AspNetCore.Connections;

namespace WedSync.Gateway.Proxy;

/// <summary>What a client did wrong: the answer it gets, and the label it is counted under.</summary>
/// <param name="Kind">One of a fixed few.</param>
/// <param name="Status">4xx, or 499 where nobody is left to read it.</param>
/// <param name="Detail">What is allowed.</param>
internal sealed record ClientFault(string Kind, int Status, string Detail)
{
    /// <summary>Methods that pass. CONNECT and TRACE are for proxies, and a body of theirs has no meaning.</summary>
    public const string Methods = "GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS";

    public static readonly ClientFault Method = new(
        "method", StatusCodes.Status405MethodNotAllowed, $"This method does not pass; allowed: {Methods}.");

    public static readonly ClientFault Gone = new("gone", StatusCodes.Status499ClientClosedRequest, "The client went before the answer's end.");

    public static readonly ClientFault Unsendable = new("request", StatusCodes.Status400BadRequest, "The request's target or headers cannot be passed on.");

    /// <summary>The region answered, or closed, before the upload's end.</summary>
    public static readonly ClientFault Upload = new(
        "upload", StatusCodes.Status413PayloadTooLarge, "The region ended the upload before its end: the body is larger than it takes, or came too slowly.");

    private static readonly ClientFault Slow = new(
        "slow", StatusCodes.Status408RequestTimeout, "The request's body came too slowly; send at least 240 bytes/s.");

    private static readonly ClientFault Body = new("body", StatusCodes.Status400BadRequest, "The request's body broke off or is malformed.");

    public static ClientFault TooLarge(long maxBytes) => new("size", StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes} bytes.");

    public static bool IsAllowed(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsPost(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsPatch(method) || HttpMethods.IsOptions(method);

    /// <summary>The fault behind an exception of reading the client's body; null when it is none of the client's.</summary>
    /// <param name="exception">What was seen; the forwarder wraps it.</param>
    /// <param name="maxBytes">The limit of a body.</param>
    public static ClientFault? Of(Exception? exception, long maxBytes) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(maxBytes),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Slow,
        BadHttpRequestException => Body,
        ConnectionAbortedException or ConnectionResetException or OperationCanceledException => Gone,
        AggregateException many => many.InnerExceptions.Select(inner => Of(inner, maxBytes)).FirstOrDefault(fault => fault is not null),
        { InnerException: { } inner } => Of(inner, maxBytes),
        _ => null,
    };
}
