using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Protocol;

/// <summary>When a reader asks for partitions again.</summary>
public sealed class SweepScheduleTests
{
    private static readonly IReadOnlyList<int> Owned = [.. Enumerable.Range(100, 10)];

    private readonly SweepSchedule _schedule = new();

    [Fact]
    public void Round_AsksForEachPartitionOnce_AFewAtATime()
    {
        _schedule.Followed(Owned);
        var steps = Enumerable.Range(1, 5).Select(step => _schedule.TakeDue(Owned, step / 5.0)).ToList();
        Assert.All(steps, step => Assert.Equal(2, step.Count));
        Assert.Equal(Owned, steps.SelectMany(step => step).Order());
    }

    [Fact]
    public void LongPause_AsksForEachPartitionOnce()
    {
        _schedule.Followed(Owned);
        Assert.Equal(Owned, _schedule.TakeDue(Owned, 7.5).Order());
    }

    [Fact]
    public void WhatCouldNotBeFollowed_OrIsOwnedSince_IsDueWithTheNextStep()
    {
        _schedule.Followed(Owned.Skip(1));
        _schedule.Later([105]);
        Assert.Equal([100, 105], _schedule.TakeDue(Owned, 0).Order());
        _schedule.Followed([100]);
        Assert.Empty(_schedule.TakeDue(Owned, 0));
    }

    [Fact]
    public void NewSession_AsksForAll()
    {
        _schedule.Followed(Owned);
        _schedule.Reset();
        Assert.Equal(Owned, _schedule.TakeDue(Owned, 0).Order());
    }
}
