using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.SyncWorker.Protocol;

/// <summary>
/// One worker's dealings with one peer region: it follows the peer's changes, compares, and drops tombstones. Each peer has its
/// own, with time limits on everything, so that one that is slow or gone holds up no other.
/// </summary>
internal sealed class PeerRelation
{
    private const int LongestBackoff = 4;
    private const int PagesAtATime = 16;

    private readonly Member _self;
    private readonly string _region;
    private readonly IPeer _calls;
    private readonly IRegionStore _store;
    private readonly SyncPolicy _policy;
    private readonly SyncOptions _options;
    private readonly TimeProvider _time;
    private readonly SyncObserver _observer;
    private readonly Func<double> _random;
    private readonly Func<IReadOnlyCollection<int>> _owned;
    private readonly Reconciler _reconciler;
    private readonly LoopKeeper _loops;
    private readonly SweepSchedule _sweep = new();
    private readonly Lock _lock = new();
    private readonly HashSet<int> _compare = [];
    private readonly HashSet<int> _current = [];
    private readonly Signal _toCompare = new();
    private int _nextInRound;
    private Live? _live;

    public PeerRelation(
        Member self, string region, IPeer calls, IRegionStore store, SyncPolicy policy, SyncOptions options, TimeProvider time,
        SyncObserver observer, Func<double> random, Func<IReadOnlyCollection<int>> owned)
    {
        (_self, _region, _calls, _store, _policy, _options) = (self, region, calls, store, policy, options);
        (_time, _observer, _random, _owned) = (time, observer, random, owned);
        _reconciler = new Reconciler(self, store, policy, options, time, observer);
        _loops = new LoopKeeper(region, options.ReconnectDelay, time, observer);
    }

    /// <inheritdoc cref="Reconciler.Doubtful"/>
    public event Action<int> Doubtful
    {
        add => _reconciler.Doubtful += value;
        remove => _reconciler.Doubtful -= value;
    }

    public string Region => _region;

    public bool IsConnected => Volatile.Read(ref _live) is not null;

    /// <summary>Partitions that wait for their comparison.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _compare.Count;
        }
    }

    /// <summary>Partitions that were compared, or found to need no comparison, since the peer was reached: their changes come as they happen.</summary>
    public int Current
    {
        get
        {
            lock (_lock) return _current.Count;
        }
    }

    /// <summary>Has partitions compared soon.</summary>
    public void Compare(IEnumerable<int> partitions)
    {
        lock (_lock) _compare.UnionWith(partitions);
        _toCompare.Set();
    }

    /// <summary>Runs until it is cancelled; nothing that fails ends it.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(
        _loops.KeepAsync("connection", ConnectAsync, cancellation),
        _loops.KeepAsync("sweep", SweepAsync, cancellation),
        _loops.KeepAsync("drop", DropAsync, cancellation),
        // Two, so that one reads here while the other waits for the peer.
        _loops.KeepAsync("compare", CompareAsync, cancellation),
        _loops.KeepAsync("compare", CompareAsync, cancellation));

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var backoff = 1;
        while (true)
        {
            try
            {
                await using var session = await _calls.OpenAsync(cancellation).WaitAsync(_options.CallTimeout, _time, cancellation);
                _observer.Connected(_region);
                backoff = 1;
                await FollowAsync(session, cancellation);
                _observer.Disconnected(_region, null);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                _observer.Disconnected(_region, exception);
            }
            finally
            {
                Volatile.Write(ref _live, null);
            }

            await Task.Delay(_options.ReconnectDelay * (backoff * (0.5 + _random())), _time, cancellation);
            backoff = Math.Min(backoff * 2, LongestBackoff);
        }
    }

    private async Task FollowAsync(IChangeSession session, CancellationToken cancellation)
    {
        var follower = new Follower(_self, session.Peer, _store, _policy, _options, _time, _observer);
        var live = new Live(session, follower);
        _sweep.Reset();
        lock (_lock) _current.Clear();

        Volatile.Write(ref _live, live);
        // Every sweep asks, so a peer that says nothing for three of them is gone.
        await using var ahead = new ReadAhead(session, _options.SweepInterval * 3, _time, cancellation);
        await FollowAsync(live, [.. _owned()], cancellation);
        while (await ahead.TakeAsync(cancellation) is { } batches) await TakeAsync(live, batches, cancellation);
    }

    private async Task TakeAsync(Live live, IReadOnlyList<ChangeBatch> batches, CancellationToken cancellation)
    {
        var result = await live.Follower.TakeAsync(batches, cancellation);
        if (result.Failed.First is { } failure) _observer.Failed(_region, "reading", failure);
        if (result.Messages.Count > 0) await SendAsync(live.Session, result.Messages, cancellation);
        _sweep.Later(result.ToAskLater);
        lock (_lock)
        {
            _current.ExceptWith(result.ToCompare);
            _current.UnionWith(result.Messages.OfType<ReaderMessage.Acknowledge>().Select(message => message.Partition));
        }

        if (result.ToCompare.Count > 0) Compare(result.ToCompare);
    }

    private async Task FollowAsync(Live live, IReadOnlyList<int> partitions, CancellationToken cancellation)
    {
        // Several pages at a time: a node of the store that is down makes its partitions slow, and they are on every page.
        foreach (var pages in partitions.Chunk(_options.PartitionsPerMessage).Chunk(PagesAtATime))
            await Task.WhenAll(pages.Select(page => FollowPageAsync(live, page, cancellation)));
    }

    private async Task FollowPageAsync(Live live, int[] page, CancellationToken cancellation)
    {
        var result = new FollowResult();
        await Task.WhenAll(page.Select(partition => result.Failed.CollectAsync(
            partition, async () => result.Tell(await live.Follower.FollowAsync(partition, null, cancellation)), cancellation)));
        if (result.Failed.First is { } failure) _observer.Failed(_region, "reading", failure);
        var (known, unknown) = (new List<ReaderMessage>(), new List<int>());
        foreach (var follow in result.Messages.OfType<ReaderMessage.Follow>())
        {
            // What was never compared need not be asked for: the answer would be that it has to be compared.
            if (follow.Generation.Length > 0) known.Add(follow);
            else unknown.Add(follow.State.Partition);
        }

        if (unknown.Count > 0) Compare(unknown);
        if (known.Count > 0) await SendAsync(live.Session, known, cancellation);
        _sweep.Followed(page);
        _sweep.Later(result.ToAskLater);
    }

    private Task SendAsync(IChangeSession session, IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation) =>
        session.SendAsync(messages, cancellation).AsTask().WaitAsync(_options.CallTimeout, _time, cancellation);

    // Asks again for everything within the interval, in case a wake-up, a batch or an acknowledgement was lost, and soon for what was
    // ahead of the clock. In small steps: all at once would hold up the changes of that moment.
    private async Task SweepAsync(CancellationToken cancellation)
    {
        var step = _options.SkewLimit / 4;
        var started = _time.GetTimestamp();
        while (true)
        {
            await Task.Delay(step, _time, cancellation);
            if (Volatile.Read(ref _live) is not { } live) continue;
            var rounds = _time.GetElapsedTime(started) / _options.SweepInterval;
            await _loops.TryAsync("sweep", () => FollowAsync(live, _sweep.TakeDue([.. _owned()], rounds), cancellation), cancellation);
        }
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var live = Volatile.Read(ref _live);
            var partitions = live is null ? [] : TakeCompare();
            if (live is not null && partitions.Count == 0)
            {
                await _toCompare.WaitAsync(RoundStep(), _time, cancellation);
                if (Waiting > 0) continue;
                live = Volatile.Read(ref _live);
                partitions = NextInRound();
            }

            if (live is null || partitions.Count == 0)
            {
                await Task.Delay(_options.ReconnectDelay, _time, cancellation);
                continue;
            }

            if (await _loops.TryAsync("compare", () => CompareAsync(live, partitions, cancellation), cancellation)) continue;
            lock (_lock) _compare.UnionWith(partitions);
            await Task.Delay(_options.ReconnectDelay, _time, cancellation);
        }
    }

    private async Task CompareAsync(Live live, IReadOnlyList<int> partitions, CancellationToken cancellation)
    {
        var agreed = await _reconciler.CompareAsync(live.Session.Peer, _calls, partitions, cancellation);
        var messages = new List<ReaderMessage>();
        messages.AddRange(agreed.Select(state => new ReaderMessage.Acknowledge(
            state.Partition, new HeldStretch(state.Life, Stamp.Zero, state.Clock))));
        messages.AddRange(await Task.WhenAll(agreed.Select(state => live.Follower.FollowAsync(state.Partition, null, cancellation))));

        if (messages.Count > 0) await SendAsync(live.Session, messages, cancellation);
        foreach (var state in agreed) live.Follower.Allow(state);
        // Not now: a clock is behind, or the data moved meanwhile. The next sweep asks and comes back here.
        _sweep.Later(partitions.Except(agreed.Select(state => state.Partition)));
        lock (_lock) _current.UnionWith(agreed.Select(state => state.Partition));
    }

    private List<int> TakeCompare()
    {
        lock (_lock)
        {
            var partitions = _compare.Take(_options.PartitionsPerMessage).ToList();
            _compare.ExceptWith(partitions);
            return partitions;
        }
    }

    private TimeSpan RoundStep()
    {
        var steps = Math.Max(1, (_owned().Count + _options.PartitionsPerMessage - 1) / _options.PartitionsPerMessage);
        return _options.CompareInterval / steps * (0.75 + (_random() / 2));
    }

    private List<int> NextInRound()
    {
        var owned = _owned().Order().ToList();
        if (owned.Count == 0) return [];
        var from = owned.FindIndex(partition => partition >= _nextInRound);
        var chosen = owned.Skip(Math.Max(0, from)).Take(_options.PartitionsPerMessage).ToList();
        _nextInRound = chosen[^1] + 1;
        return chosen;
    }

    private async Task DropAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(_options.DropInterval * (0.75 + (_random() / 2)), _time, cancellation);
            if (Volatile.Read(ref _live) is not { } live) continue;
            foreach (var (partition, upTo) in live.Follower.TakeDrops())
            {
                // The peer tells its floor only with news: what failed is kept for the next time.
                if (!await _loops.TryAsync("drop", () => _store.SweepAsync(partition, _region, upTo, cancellation).AsTask(), cancellation))
                    live.Follower.Allow(partition, upTo);
            }
        }
    }

    private sealed record Live(IChangeSession Session, Follower Follower);
}
