using WedSync.Core.Redis;

namespace WedSync.Core.Tests.Redis;

public sealed class SharedScanTests
{
    [Fact]
    public async Task CallersDuringAScan_ShareTheNextOne()
    {
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var begun = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var scans = -1;
        var shared = new SharedScan<int>(async () =>
        {
            var number = Interlocked.Increment(ref scans);
            begun[number].SetResult();
            await gates[number].Task;
            return number;
        });

        var first = shared.RunAsync(default);
        await begun[0].Task;
        // These ask while the first runs: what it reads may be older than their question.
        var others = Enumerable.Range(0, 50).Select(_ => shared.RunAsync(default)).ToArray();
        // Nothing tells that a scan does not begin: it gets the time to.
        Assert.NotSame(begun[1].Task, await Task.WhenAny(begun[1].Task, Task.Delay(200)));
        gates[0].SetResult();
        gates[1].SetResult();
        Assert.Equal(0, await first);
        Assert.All(await Task.WhenAll(others), number => Assert.Equal(1, number));
        Assert.Equal(1, scans);
    }

    [Fact]
    public async Task FailedScan_FailsItsCallersAndNotTheNext()
    {
        var fail = true;
        var shared = new SharedScan<int>(() => fail ? throw new InvalidOperationException("down") : Task.FromResult(7));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shared.RunAsync(default));
        fail = false;
        Assert.Equal(7, await shared.RunAsync(default));
    }

    [Fact]
    public async Task CallerThatGivesUp_LeavesTheScanToTheOthers()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = new SharedScan<int>(() => gate.Task);
        using var cancel = new CancellationTokenSource();
        var (quitter, patient) = (shared.RunAsync(cancel.Token), shared.RunAsync(default));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quitter);
        gate.SetResult(3);
        Assert.Equal(3, await patient);
    }
}
