namespace WedSync.Rollouts.Tests.Support;

/// <summary>Time for code that waits in one place only: whoever waits finds it passed, so that hours take no time and nothing races.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _ticks;

    public TimeSpan Passed => TimeSpan.FromTicks(_ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _ticks += dueTime.Ticks;
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        return new Spent();
    }

    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
