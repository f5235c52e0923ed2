using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace WedSync.Gateway.Proxy;

/// <summary>How far a request got that failed.</summary>
internal enum Failure
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>No connection was made, so that nothing was sent.</summary>
    NotConnected,

    /// <summary>It was sent, at least in part, and nothing of an answer was passed on.</summary>
    Unanswered,

    /// <summary>It was too slow.</summary>
    TimedOut,

    /// <summary>The answer broke off.</summary>
    BrokenOff,

    /// <summary>The client went away or sent something wrong.</summary>
    ByClient,
}

/// <summary>Which failures allow a second try.</summary>
internal static class Failures
{
    /// <summary>What went wrong, from what the forwarder says of it.</summary>
    /// <param name="error">Its word.</param>
    /// <param name="exception">What it saw.</param>
    /// <param name="hasStarted">Whether the client has got a part of the answer.</param>
    /// <param name="isClientGone">Whether the client has gone.</param>
    public static Failure Of(ForwarderError error, Exception? exception, bool hasStarted, bool isClientGone) => error switch
    {
        ForwarderError.None => Failure.None,
        _ when isClientGone => hasStarted && error == ForwarderError.ResponseBodyDestination ? Failure.BrokenOff : Failure.ByClient,
        ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient => Failure.ByClient,
        ForwarderError.RequestTimedOut => Failure.TimedOut,
        _ when IsConnecting(exception) => Failure.NotConnected,
        _ => hasStarted ? Failure.BrokenOff : Failure.Unanswered,
    };

    /// <summary>
    /// Whether the request may be sent again: what was never sent always; what may have been received only when doing it twice is doing
    /// it once (RFC 9110, 9.2.2).
    /// </summary>
    public static bool AllowsRetry(Failure failure, string method) => failure switch
    {
        Failure.NotConnected => true,
        Failure.Unanswered => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method),
        _ => false,
    };

    private static bool IsConnecting(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => true,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable } } => true,
        _ => false,
    };
}
