using WedSync.Drills.Restore;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Tests.Restore;

public sealed class RecoveryPointTests
{
    [Fact]
    public void NothingLost_IsZero() => Assert.Equal(0, RestoreDrill.RecoveryPoint([], TimeSpan.FromSeconds(10)));

    [Fact]
    public void OldestLostWrite_Counts() => Assert.Equal(3, RestoreDrill.RecoveryPoint([Write(9), Write(7), Write(11)], TimeSpan.FromSeconds(10)), 0.001);

    private static AcknowledgedWrite Write(double at) => new("us-east", "k", 1, TimeSpan.FromSeconds(at), IsReplicated: false);
}
