using Moq;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Tests.Simulation;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>What nobody expects to fail does: the peer, the leases, and whoever is told of it.</summary>
public sealed class LoopTests
{
    private readonly SimScheduler _scheduler = new();
    private bool _isStarted;
    private int _opened;
    private int _asked;

    [Fact]
    public void WhateverIsThrownInLoops_TheyGoOn_AndEndWhenTheyAreCancelled()
    {
        using var stop = new CancellationTokenSource();
        var peer = new Mock<IPeer>();
        peer.Setup(peer => peer.OpenAsync(It.IsAny<CancellationToken>())).Callback(() => _opened++).Throws(new InvalidOperationException("a mistake"));
        var node = new SyncNode(
            new Member("us-east", ""), Mock.Of<IRegionStore>(), _ => peer.Object, new SyncPolicy(),
            new SyncOptions { DropInterval = TimeSpan.FromSeconds(5) }, _scheduler, new Throwing(), () => 0.5, Owned);

        _scheduler.Run(
            async () =>
            {
                node.Start(["us-west"], stop.Token);
                _isStarted = true;
                await _scheduler.DelayAsync(TimeSpan.FromMinutes(1));
                Assert.False(node.Ended.IsCompleted);
                stop.Cancel();
                await node.Ended;
            },
            TimeSpan.FromMinutes(2));

        Assert.InRange(_opened, 20, 240);
        Assert.InRange(_asked, 8, 12);
    }

    private IReadOnlyCollection<int> Owned()
    {
        if (!_isStarted) return [1];
        _asked++;
        throw new InvalidOperationException("a mistake");
    }

    private sealed class Throwing : SyncObserver
    {
        public override void Disconnected(string peer, Exception? reason) => throw new InvalidOperationException("a mistake of the observer");

        public override void Failed(string peer, string what, Exception exception) => throw new InvalidOperationException("another one");
    }
}
