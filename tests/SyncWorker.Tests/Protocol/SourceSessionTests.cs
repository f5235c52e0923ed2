using System.Threading.Channels;
using Moq;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>Where a source reads on, given what its reader says.</summary>
public sealed class SourceSessionTests : IAsyncLifetime
{
    private const int Partition = 3;

    private static readonly Member West = new("us-west", "");
    private static readonly DataLife Life = new("life-1", 0);

    private readonly Mock<IRegionStore> _store = new();
    private readonly Channel<ChangeBatch> _sent = Channel.CreateUnbounded<ChangeBatch>();
    private readonly CancellationTokenSource _stop = new();
    private readonly SourceSession _session;
    private PartitionState _state = State(acknowledged: 40);
    private Task _running = Task.CompletedTask;

    public SourceSessionTests()
    {
        _store.Setup(store => store.ReadStateAsync(Partition, It.IsAny<CancellationToken>())).ReturnsAsync(() => _state);
        _store.Setup(store => store.ReadIndexAsync(
            Partition, "us-east", It.IsAny<Stamp>(), It.IsAny<Stamp>(), It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _store.Setup(store => store.ReadAsync(Partition, It.IsAny<IReadOnlyList<string>>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _session = new SourceSession(West, _store.Object, new SyncPolicy { Overlap = TimeSpan.Zero }, new SyncOptions(), TimeProvider.System, new SyncObserver());
    }

    public async Task InitializeAsync()
    {
        _running = _session.RunAsync(
            async (batches, cancellation) =>
            {
                foreach (var batch in batches) await _sent.Writer.WriteAsync(batch, cancellation);
            },
            _stop.Token);
        await _session.ReceiveAsync([new ReaderMessage.Follow(State(0) with { Region = "us-west" }, Life.Generation, new Stamp(90), null)], default);
        // The reader's last acknowledgement may have been lost: from there, not from its cursor.
        Assert.Equal((40L, 100L), await NextAsync());
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
    }

    [Fact]
    public async Task AcknowledgementThatCounts_GoesOnFromWhatWasSent()
    {
        await AcknowledgeAsync(isTaken: true);
        _state = State(acknowledged: 100, clock: 120);
        _session.Wake(Partition);
        Assert.Equal((100L, 120L), await NextAsync());
    }

    [Fact]
    public async Task AcknowledgementThatDoesNotCount_ReadsAgainFromTheLastThatDid()
    {
        await AcknowledgeAsync(isTaken: false);
        Assert.Equal((40L, 100L), await NextAsync());
        _state = State(acknowledged: 40, clock: 130);
        _session.Wake(Partition);
        Assert.Equal((100L, 130L), await NextAsync());
    }

    [Fact]
    public async Task DeletionThatCameBack_IsReadFromWhereAcknowledgementsWereTakenBackTo()
    {
        _state = State(acknowledged: 70, clock: 100) with { Returned = 1 };
        _session.Wake(Partition);
        Assert.Equal((70L, 100L), await NextAsync());
    }

    private async Task AcknowledgeAsync(bool isTaken)
    {
        var held = new HeldStretch(Life, new Stamp(40), new Stamp(100));
        _store.Setup(store => store.AcknowledgeAsync(Partition, held, West, It.IsAny<CancellationToken>())).ReturnsAsync(isTaken);
        await _session.ReceiveAsync([new ReaderMessage.Acknowledge(Partition, held)], default);
    }

    private async Task<(long From, long To)> NextAsync()
    {
        var batch = await _sent.Reader.ReadAsync();
        return (batch.From.Value, batch.To.Value);
    }

    private static PartitionState State(long acknowledged, long clock = 100) => new()
    {
        Region = "us-east",
        Partition = Partition,
        Generation = Life.Generation,
        Clock = new Stamp(clock),
        Acknowledged = new Dictionary<string, Stamp> { ["us-west"] = new(acknowledged) },
    };
}
