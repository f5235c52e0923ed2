namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>
/// Virtual time and the only thread. Everything the protocol does runs as steps of this queue, so a seed gives one history, always.
/// </summary>
internal sealed class SimScheduler : TimeProvider
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private readonly Context _context;
    private long _now;
    private long _order;
    private int _thread;

    public SimScheduler() => _context = new Context(this);

    public static readonly DateTimeOffset Start = new(2026, 5, 2, 10, 0, 0, TimeSpan.Zero);

    public TimeSpan Now => new(_now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Now;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SimTimer(this, callback, state).Set(dueTime);

    /// <exception cref="InvalidOperationException">Something of the world runs on a thread of its own: its history would differ from run to run.</exception>
    public void After(TimeSpan delay, Action action)
    {
        if (_thread != 0 && Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("A step was asked for by another thread.");
        _queue.Enqueue(action, (_now + Math.Max(0, delay.Ticks), _order++));
    }

    /// <summary>Returns after virtual time.</summary>
    public Task DelayAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return Task.CompletedTask;
        var done = new TaskCompletionSource();
        After(delay, done.SetResult);
        return done.Task;
    }

    /// <summary>Runs steps until a moment, or until <paramref name="task"/> has ended.</summary>
    public void Run(Func<Task> start, TimeSpan longest)
    {
        var former = SynchronizationContext.Current;
        _thread = Environment.CurrentManagedThreadId;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            var task = start();
            while (!task.IsCompleted)
            {
                if (!_queue.TryDequeue(out var action, out var key)) throw new InvalidOperationException("The simulation stands still.");
                if (key.At > longest.Ticks) throw new TimeoutException($"Not over after {longest} of virtual time.");
                _now = Math.Max(_now, key.At);
                action();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(former);
        }
    }

    private sealed class Context(SimScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler.After(TimeSpan.Zero, () => d(state));

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class SimTimer(SimScheduler scheduler, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public SimTimer Set(TimeSpan dueTime)
        {
            var version = ++_version;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                scheduler.After(dueTime, () =>
                {
                    if (version == _version) callback(state);
                });
            }

            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime);
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A clock that is wrong by a constant.</summary>
internal sealed class SkewedTime(TimeProvider time, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + skew;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
