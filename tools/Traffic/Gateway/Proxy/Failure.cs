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

    /// <summary>The region was too slow.</summary>
    TimedOut,

    /// <summary>The answer broke off.</summary>
    BrokenOff,

    /// <summary>The client went away, sent something wrong or did not read. Says nothing about the region.</summary>
    ByClient,
}

/// <summary>Who failed, and which failures allow a second try.</summary>
internal static class Failures
{
    /// <summary>What went wrong, from what the forwarder says of it.</summary>
    /// <param name="error">Its word. It tells an exchange that the client ended from one that the region did.</param>
    /// <param name="exception">What it saw.</param>
    /// <param name="hasStarted">Whether the client has got a part of the answer.</param>
    /// <param name="isUploading">Whether the client was still sending.</param>
    public static Failure Of(ForwarderError error, Exception? exception, bool hasStarted, bool isUploading) => error switch
    {
        ForwarderError.None => Failure.None,
        ForwarderError.RequestCanceled or ForwarderError.RequestCreation
            or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient
            or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
            or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeRequestClient
            or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeResponseClient
            or ForwarderError.UpgradeActivityTimeout => Failure.ByClient,
        ForwarderError.Request or ForwarderError.NoAvailableDestinations when IsConnecting(exception) => Failure.NotConnected,
        // A region that refuses an upload closes before it has read it. So whoever sends one can make these.
        ForwarderError.Request or ForwarderError.RequestBodyDestination or ForwarderError.RequestTimedOut when isUploading => Failure.ByClient,
        ForwarderError.RequestTimedOut => Failure.TimedOut,
        ForwarderError.Request or ForwarderError.NoAvailableDestinations or ForwarderError.RequestBodyDestination
            or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination
            or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination => hasStarted ? Failure.BrokenOff : Failure.Unanswered,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "Not an error of the forwarder's version that this was written for."),
    };

    /// <summary>Whether the region failed.</summary>
    public static bool IsOfRegion(Failure failure) => failure is not (Failure.None or Failure.ByClient);

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
