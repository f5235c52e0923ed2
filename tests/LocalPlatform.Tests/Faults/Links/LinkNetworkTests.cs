using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;

namespace WedSync.LocalPlatform.Tests.Faults.Links;

/// <summary>Links between three regions with real sockets; the worker of eu-west repeats what it is told.</summary>
public sealed class LinkNetworkTests : IAsyncLifetime
{
    private const string LinkAddress = "127.212.101.3";

    /// <summary>Long enough that an open way would have let something through.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly EchoServer _echo = new("127.212.3.10");
    private LinkNetwork _links = null!;

    public Task InitializeAsync()
    {
        _links = new LinkNetwork(
            ["us-east", "eu-west", "us-west"],
            [new RegionLinkPlan("us-east", "eu-west", LinkAddress, _echo.Port, _echo.Address), new RegionLinkPlan("eu-west", "us-east", "127.212.103.1", _echo.Port, "127.212.1.10")],
            TimeSpan.Zero,
            TimeProvider.System);
        _links.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _links.DisposeAsync();
        await _echo.DisposeAsync();
    }

    [Fact]
    public async Task Open_CarriesBothWays_AndCounts()
    {
        using var client = await DialAsync();

        await SendAsync(client, "hello");

        Assert.Equal("hello", await ReceiveAsync(client, 5));
        var status = _links.Status().Single(l => l.From == "us-east");
        Assert.Equal((LinkCut.None, 1, 5L), (status.Cut, status.Connections, status.Bytes));
    }

    [Fact]
    public async Task EndOfOneSide_ReachesTheOther_AfterEverythingBeforeIt()
    {
        using var client = await DialAsync();

        var stream = client.GetStream();
        await SendAsync(client, "last words");
        client.Client.Shutdown(SocketShutdown.Send);

        var answer = new byte[10];
        await stream.ReadExactlyAsync(answer).AsTask().WaitAsync(Patience);
        Assert.Equal("last words"u8, answer);
        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Delay_HoldsEveryByteInEachDirection_AndCanBeChanged()
    {
        using var client = await DialAsync();
        await SendAsync(client, "a");
        await ReceiveAsync(client, 1);
        _links.Change("us-east", "eu-west", new LinkRequest(DelayMilliseconds: 60));

        var started = Stopwatch.GetTimestamp();
        await SendAsync(client, "b");
        await ReceiveAsync(client, 1);

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(120), $"{Stopwatch.GetElapsedTime(started)}");
        Assert.All(_links.Status(), l => Assert.Equal(60, l.DelayMilliseconds));
    }

    [Fact]
    public async Task SilentCut_KeepsConnectionsOpen_AndNothingPassesUntilItHeals()
    {
        using var client = await DialAsync();
        await SendAsync(client, "a");
        await ReceiveAsync(client, 1);
        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.Silent));

        await SendAsync(client, "b");
        var answer = ReceiveAsync(client, 1);
        using var late = await DialAsync();
        await SendAsync(late, "c");
        var lateAnswer = ReceiveAsync(late, 1);

        await Task.WhenAny(answer, lateAnswer, Task.Delay(Silence));
        Assert.False(answer.IsCompleted);
        Assert.False(lateAnswer.IsCompleted);
        Assert.Equal(1, _echo.Received);
        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.None));
        Assert.Equal("b", await answer);
        Assert.Equal("c", await lateAnswer);
    }

    [Fact]
    public async Task SilentCut_EndOfASide_IsNotSeenByTheOtherUntilItHeals()
    {
        using var client = await DialAsync();
        await SendAsync(client, "a");
        await ReceiveAsync(client, 1);
        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.Silent));

        client.Close();

        await Task.WhenAny(_echo.OneEnded, Task.Delay(Silence));
        Assert.False(_echo.OneEnded.IsCompleted);
        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.None));
        await _echo.OneEnded.WaitAsync(Patience);
    }

    [Fact]
    public async Task OneWayCut_LosesThatDirectionOnly()
    {
        using var client = await DialAsync();
        await SendAsync(client, "a");
        await ReceiveAsync(client, 1);

        var changed = _links.Change("eu-west", "us-east", new LinkRequest(LinkCut.Silent, OneWay: true));
        await SendAsync(client, "b");
        var answer = ReceiveAsync(client, 1);

        await _echo.UntilReceivedAsync(2).WaitAsync(Patience);
        Assert.False(answer.IsCompleted);
        Assert.Equal("eu-west", Assert.Single(changed).From);
        Assert.Equal(LinkCut.None, _links.Status().Single(l => l.From == "us-east").Cut);
        _links.Change("eu-west", "us-east", new LinkRequest(LinkCut.None, OneWay: true));
        Assert.Equal("b", await answer);
    }

    [Fact]
    public async Task Reset_EndsWhatIsOpen_AndWhatIsDialled()
    {
        using var client = await DialAsync();
        await SendAsync(client, "a");
        await ReceiveAsync(client, 1);

        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.Reset));

        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(client, 1));
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var late = await DialAsync();
            await ReceiveAsync(late, 1);
        });
        Assert.Equal(SocketError.ConnectionReset, (refused as SocketException ?? refused.InnerException as SocketException)?.SocketErrorCode);
        _links.Change("us-east", "eu-west", new LinkRequest(LinkCut.None));
        using var healed = await DialAsync();
        await SendAsync(healed, "d");
        Assert.Equal("d", await ReceiveAsync(healed, 1));
    }

    [Fact]
    public void Change_EverythingWrong_IsToldAtOnce()
    {
        var error = Assert.Throws<LocalPlatformException>(() => _links.Change("mars", "mars", new LinkRequest(DelayMilliseconds: 10_001)));

        Assert.Equal(3, error.Errors.Count);
        Assert.Contains("region 'mars': does not run; running: us-east, eu-west, us-west", error.Errors[0], StringComparison.Ordinal);
        Assert.Contains("no link to itself", error.Errors[1], StringComparison.Ordinal);
        Assert.Contains("'10001ms'", error.Errors[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Change_OfNothing_SaysWhatIsAllowed()
        => Assert.Contains("--heal", Assert.Throws<LocalPlatformException>(() => _links.Change("us-east", "eu-west", new LinkRequest())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("50ms", 50)]
    [InlineData("10s", 10_000)]
    [InlineData("0ms", 0)]
    public void Delay_AsWritten_IsRead(string text, double milliseconds)
    {
        Assert.True(LinkDelay.TryParse(text, out var delay, out _));
        Assert.Equal(milliseconds, delay.TotalMilliseconds);
    }

    [Theory]
    [InlineData("50")]
    [InlineData("-1ms")]
    [InlineData("11s")]
    public void Delay_Wrong_SaysTheValueAndWhatIsAllowed(string text)
    {
        Assert.False(LinkDelay.TryParse(text, out _, out var error));
        Assert.Contains($"'{text}'", error, StringComparison.Ordinal);
        Assert.Contains("50ms", error, StringComparison.Ordinal);
    }

    private async Task<TcpClient> DialAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(LinkAddress, _echo.Port);
        return client;
    }

    private static Task SendAsync(TcpClient client, string text) => client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text)).AsTask();

    private static async Task<string> ReceiveAsync(TcpClient client, int count)
    {
        var buffer = new byte[count];
        await client.GetStream().ReadExactlyAsync(buffer).AsTask().WaitAsync(Patience);
        return System.Text.Encoding.ASCII.GetString(buffer);
    }

    /// <summary>Repeats what it gets.</summary>
    private sealed class EchoServer : IAsyncDisposable
    {
        private readonly TcpListener _listener;
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _arrived = new(0);
        private readonly Task _accepting;
        private int _received;

        public EchoServer(string address)
        {
            _listener = new TcpListener(IPAddress.Parse(address), 0);
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public string Address => ((IPEndPoint)_listener.LocalEndpoint).Address.ToString();

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        /// <summary>Bytes that it got.</summary>
        public int Received => Volatile.Read(ref _received);

        /// <summary>Completes when a connection ends.</summary>
        public Task OneEnded => _ended.Task;

        public async Task UntilReceivedAsync(int count)
        {
            while (Received < count) await _arrived.WaitAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var buffer = new byte[1024];
                    while (await client.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
                    {
                        Interlocked.Add(ref _received, count);
                        _arrived.Release();
                        await client.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                    }
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException)
                {
                    // The other side has gone, or the test is over.
                }
            }

            _ended.TrySetResult();
        }
    }
}
