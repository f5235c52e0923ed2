using CsCheck;
using WedSync.CacheService.Overload;

namespace WedSync.CacheService.Tests.Overload;

public sealed class FairPoolTests
{
    private const int Generosity = 4;

    private static readonly Gen<(int Limit, (int Party, bool Takes)[] Steps)> Histories =
        Gen.Select(Gen.Int[1, 64], Gen.Select(Gen.Int[0, 5], Gen.Bool).Array[0, 400]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(256)]
    [InlineData(512)]
    public void OneAlone_GetsAllOfItsLimitAndNoMore(int limit)
    {
        var pool = new FairPool(limit, Generosity);
        Assert.Equal(limit, Flood(pool, "a"));
        Assert.Equal(limit, pool.Used);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 2)]
    [InlineData(256, 52)]
    [InlineData(512, 103)]
    public void TheNext_FindsAFifthFreeAtOnce(int limit, int free)
    {
        var pool = new FairPool(limit, Generosity);
        Flood(pool, "flood");
        Assert.Equal(free, Flood(pool, "other"));
    }

    [Fact]
    public void TwoThatPress_EndWithEqualShares()
    {
        var pool = new FairPool(512, Generosity);
        long first = Flood(pool, "first"), second = 0;
        for (var i = 0; i < 5000; i++)
        {
            // Whatever is given back, both ask for, the greedy one first.
            var (party, held) = i % 2 == 0 ? ("first", first) : ("second", second);
            if (held > 0)
            {
                pool.Give(party, 1);
                if (party == "first") first--;
                else second--;
            }

            first += Flood(pool, "first");
            second += Flood(pool, "second");
        }

        Assert.InRange(first - second, -2, 2);
        Assert.InRange(first + second, 512, 640);
    }

    [Fact]
    public void Amounts_CountAsWhatTheyAre()
    {
        var pool = new FairPool(100, 1);
        Assert.False(pool.TryTake("a", 101));
        Assert.True(pool.TryTake("a", 100));
        Assert.False(pool.TryTake("a", 1));
        Assert.True(pool.TryTake("b", 50));
        Assert.False(pool.TryTake("b", 2));
        pool.Give("a", 100);
        Assert.Equal(50, pool.Used);
        Assert.True(pool.TryTake("b", 25));
    }

    [Fact]
    public void Histories_NeverPassTheBounds_AndAFloodNeverShutsAnotherOut() => Histories.Sample(history =>
    {
        var pool = new FairPool(history.Limit, Generosity);
        var held = new long[6];
        foreach (var (party, takes) in history.Steps)
        {
            if (takes && pool.TryTake($"p{party}", 1)) held[party]++;
            else if (!takes && held[party] > 0)
            {
                pool.Give($"p{party}", 1);
                held[party]--;
            }

            var bound = history.Limit + ((history.Limit + Generosity - 1) / Generosity);
            if (held.Sum() != pool.Used || pool.Used > bound || held.Max() > history.Limit) return false;
        }

        for (var party = 0; party < held.Length; party++)
        {
            while (held[party]-- > 0) pool.Give($"p{party}", 1);
        }

        Flood(pool, "flood");
        return pool.Used == history.Limit && pool.TryTake("other", 1);
    });

    private static long Flood(FairPool pool, string party)
    {
        var taken = 0;
        while (pool.TryTake(party, 1)) taken++;
        return taken;
    }
}
