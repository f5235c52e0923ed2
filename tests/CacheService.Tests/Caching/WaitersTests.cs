using WedSync.CacheService.Caching;

namespace WedSync.CacheService.Tests.Caching;

public sealed class WaitersTests
{
    private readonly Waiters _waiters = new();

    [Fact]
    public async Task Wake_EndsTheWaitOfAllThatWatchAndOfNobodyElse()
    {
        using var one = _waiters.Begin("a");
        using var two = _waiters.Begin("a");
        using var other = _waiters.Begin("b");
        var (first, second, third) = (one.Next(), two.Next(), other.Next());
        _waiters.Wake("a", failed: true);
        Assert.True(await first);
        Assert.True(await second);
        Assert.False(third.IsCompleted);
        Assert.False(one.Next().IsCompleted);
    }

    [Fact]
    public void Watches_ThatEnd_LeaveNothingBehind()
    {
        for (var i = 0; i < 1000; i++)
        {
            using var watch = _waiters.Begin($"k{i}");
            _waiters.Wake($"k{i}", failed: false);
        }

        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public async Task WakeAll_EndsEveryWaitAndSaysThatNoneIsToBegin()
    {
        using var watch = _waiters.Begin("a");
        var change = watch.Next();
        _waiters.WakeAll();
        Assert.False(await change);
        Assert.True(_waiters.IsEnding);
    }
}
