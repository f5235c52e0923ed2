using WedSync.Drills.Measuring;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Tests.Measuring;

public sealed class RecoveryPointTests
{
    private static readonly TimeSpan Killed = TimeSpan.FromSeconds(10);

    [Fact]
    public void NothingLost_IsZero() => Assert.Equal(0, RecoveryPoint.Of([], Killed));

    [Fact]
    public void OnlyWritesAfterTheKillLost_IsZero() => Assert.Equal(0, RecoveryPoint.Of([Write(10.2)], Killed));

    [Fact]
    public void OldestLostWrite_Counts()
    {
        Assert.Equal(0.9, RecoveryPoint.Of([Write(9.8), Write(9.1), Write(10.2)], Killed), 0.001);
        Assert.Equal(3, RecoveryPoint.Of([Write(9), Write(7), Write(11)], Killed), 0.001);
    }

    private static AcknowledgedWrite Write(double at) => new("us-east", "k", 1, TimeSpan.FromSeconds(at), IsReplicated: false);
}
