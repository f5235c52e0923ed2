using WedSync.Drills.PrimaryKill;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Ledger;

namespace WedSync.Drills.Tests.PrimaryKill;

public sealed class RecoveryPointTests
{
    [Fact]
    public void RecoveryPoint_IsTheAgeOfTheOldestLostWriteAtTheKill()
    {
        var verdict = new LedgerVerdict(3, [Lost(at: 9.8), Lost(at: 9.1), Lost(at: 10.2)]);

        Assert.Equal(0.9, PrimaryKillDrill.RecoveryPoint(verdict, TimeSpan.FromSeconds(10)), 0.001);
    }

    [Fact]
    public void RecoveryPoint_NothingLost_IsZero()
        => Assert.Equal(0, PrimaryKillDrill.RecoveryPoint(new LedgerVerdict(3, []), TimeSpan.FromSeconds(10)));

    private static LostWrite Lost(double at)
        => new(new AcknowledgedWrite("us-east", "k", 1, TimeSpan.FromSeconds(at), IsReplicated: false), Found: null);
}
