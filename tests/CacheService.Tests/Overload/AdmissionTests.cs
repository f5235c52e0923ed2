using WedSync.CacheService.Overload;

namespace WedSync.CacheService.Tests.Overload;

public sealed class AdmissionTests
{
    private const string Tenant = "acme";

    [Fact]
    public void Admission_TurnsAwayOverItsLimitAndFreesPlaces()
    {
        var admission = new Admission(2);
        Assert.True(admission.TryEnter(Lane.Read, Tenant));
        Assert.True(admission.TryEnter(Lane.Read, Tenant));
        Assert.False(admission.TryEnter(Lane.Read, Tenant));
        Assert.True(admission.TryEnter(Lane.Write, Tenant));
        Assert.False(admission.TryEnter(Lane.Write, Tenant));
        admission.Leave(Lane.Read, Tenant);
        Assert.True(admission.TryEnter(Lane.Read, Tenant));
        Assert.Equal(2, admission.Used(Lane.Read));
    }

    [Fact]
    public void Place_ThatMovesOn_FreesTheLaneItLeft()
    {
        var admission = new Admission(2);
        Assert.True(admission.TryEnter(Lane.Write, Tenant));
        var place = new Place(admission, Lane.Write, Tenant);
        Assert.True(place.TryMove(Lane.Wait));
        Assert.Equal((0L, 1L), (admission.Used(Lane.Write), admission.Used(Lane.Wait)));
        place.Leave();
        Assert.Equal(0, admission.Used(Lane.Wait));
    }

    [Fact]
    public void Place_WhoseNextLaneIsFull_StaysWhereItWas()
    {
        var admission = new Admission(2);
        for (var i = 0; i < 2 * 16; i++) Assert.True(admission.TryEnter(Lane.Wait, Tenant));
        Assert.True(admission.TryEnter(Lane.Write, Tenant));
        var place = new Place(admission, Lane.Write, Tenant);
        Assert.False(place.TryMove(Lane.Wait));
        place.Leave();
        Assert.Equal((0L, 32L), (admission.Used(Lane.Write), admission.Used(Lane.Wait)));
    }

    [Fact]
    public void Place_ThatWasLeft_IsGivenBackOnce()
    {
        var admission = new Admission(2);
        Assert.True(admission.TryEnter(Lane.Read, Tenant));
        var place = new Place(admission, Lane.Read, Tenant);
        place.Leave();
        place.Leave();
        Assert.Equal(0, admission.Used(Lane.Read));
    }

    [Fact]
    public void Budget_CountsWhatAnAccountHoldsNow()
    {
        var budget = new ByteBudget(100);
        using (var account = budget.Open(Tenant))
        {
            Assert.True(account.TryHold(10));
            Assert.True(account.TryHold(60));
            Assert.True(account.TryHold(20));
            Assert.Equal(20, budget.Used);
            Assert.False(account.TryHold(101));
            Assert.Equal(20, budget.Used);
        }

        Assert.Equal(0, budget.Used);
    }
}
