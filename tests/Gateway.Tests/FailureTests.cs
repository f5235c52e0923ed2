using System.Net.Sockets;
using WedSync.Gateway.Proxy;
using Yarp.ReverseProxy.Forwarder;

namespace WedSync.Gateway.Tests;

public sealed class FailureTests
{
    private static readonly ForwarderError[] OfRegion =
    [
        ForwarderError.Request, ForwarderError.RequestTimedOut, ForwarderError.RequestBodyDestination, ForwarderError.ResponseBodyDestination,
        ForwarderError.ResponseHeaders, ForwarderError.NoAvailableDestinations, ForwarderError.UpgradeRequestDestination,
        ForwarderError.UpgradeResponseDestination,
    ];

    [Fact]
    public void Of_EveryErrorOfTheForwarder_SaysWhoseItIs()
    {
        var ofRegion = Enum.GetValues<ForwarderError>().Where(error => Failures.IsOfRegion(Failures.Of(error, null, hasStarted: false, isUploading: false)));

        Assert.Equal(OfRegion.Order(), ofRegion.Order());
    }

    [Theory]
    [InlineData(ForwarderError.Request)]
    [InlineData(ForwarderError.RequestTimedOut)]
    [InlineData(ForwarderError.RequestBodyDestination)]
    public void Of_BrokenWhileTheClientWasSending_IsNotTheRegions(ForwarderError error) =>
        Assert.Equal(Failure.ByClient, Failures.Of(error, new HttpRequestException("reset"), hasStarted: false, isUploading: true));

    [Fact]
    public void Of_NoConnection_IsTheRegionsWhateverTheClientDoes()
    {
        var refused = new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused));

        Assert.Equal(Failure.NotConnected, Failures.Of(ForwarderError.Request, refused, hasStarted: false, isUploading: true));
    }
}
