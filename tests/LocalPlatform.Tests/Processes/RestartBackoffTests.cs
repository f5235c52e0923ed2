using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Tests.Processes;

public sealed class RestartBackoffTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public void Delay_StartsAtOnce_ThenDoublesFromTenSecondsToFiveMinutes()
    {
        var backoff = new RestartBackoff();

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300], Enumerable.Range(0, 8).Select(_ => (int)backoff.Next(Moment).TotalSeconds));
    }

    [Fact]
    public void Delay_AfterTenMinutesOfRunning_StartsOver()
    {
        var backoff = new RestartBackoff();
        foreach (var _ in Enumerable.Range(0, 4)) backoff.Next(Moment);

        Assert.Equal(TimeSpan.FromSeconds(80), backoff.Next(RestartBackoff.ResetAfter - Moment));
        Assert.Equal(TimeSpan.Zero, backoff.Next(RestartBackoff.ResetAfter));
        Assert.Equal(RestartBackoff.First, backoff.Next(Moment));
    }
}
