using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Faults;

public sealed class PodSnapshotTests : IAsyncLifetime
{
    private readonly TestKubelet _kubelet = new();

    private PodSnapshot Snapshots => new(_kubelet.Services.Spawner);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _kubelet.DisposeAsync();

    [Fact]
    public async Task Restore_BringsBackWhatWasThere_AndNothingElse()
    {
        var plan = _kubelet.Pod(_kubelet.Container("true")).Plan;
        var data = plan.DataFolders[0];
        Directory.CreateDirectory(Path.Combine(data, "aof"));
        File.WriteAllText(Path.Combine(data, "aof", "1"), "old");
        await Snapshots.TakeAsync(plan, _kubelet.PathOf("snapshot"));
        File.WriteAllText(Path.Combine(data, "aof", "1"), "new");
        File.WriteAllText(Path.Combine(data, "later"), "x");

        await Snapshots.RestoreAsync(plan, _kubelet.PathOf("snapshot"));

        Assert.Equal("old", File.ReadAllText(Path.Combine(data, "aof", "1")));
        Assert.False(File.Exists(Path.Combine(data, "later")));
    }

    [Fact]
    public async Task Take_Again_ReplacesTheCopy()
    {
        var plan = _kubelet.Pod(_kubelet.Container("true")).Plan;
        Directory.CreateDirectory(plan.DataFolders[0]);
        File.WriteAllText(Path.Combine(plan.DataFolders[0], "first"), "1");
        await Snapshots.TakeAsync(plan, _kubelet.PathOf("snapshot"));
        File.Move(Path.Combine(plan.DataFolders[0], "first"), Path.Combine(plan.DataFolders[0], "second"));

        await Snapshots.TakeAsync(plan, _kubelet.PathOf("snapshot"));
        await Snapshots.RestoreAsync(plan, _kubelet.PathOf("snapshot"));

        Assert.Equal(["second"], Directory.EnumerateFiles(plan.DataFolders[0]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task FileThatItsWriterHasLocked_IsCopied()
    {
        var pod = _kubelet.Pod(_kubelet.Container("echo node > $FOLDER/data/nodes.conf; exec flock -x $FOLDER/data/nodes.conf sh -c 'echo locked; sleep 300'"));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => _kubelet.Log.Contains("locked", StringComparison.Ordinal), "the lock");

        await Snapshots.TakeAsync(pod.Plan, _kubelet.PathOf("snapshot"));

        Assert.Equal("node\n", File.ReadAllText(_kubelet.PathOf("snapshot/data/nodes.conf")));
    }

    [Fact]
    public async Task PodThatRuns_RefusesToHaveItsDataReplaced()
    {
        var pod = _kubelet.Pod(_kubelet.Container("exec sleep 300"));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => pod.Phase == "Running", "a start");

        var error = Assert.Throws<LocalPlatformException>(pod.EnsureDown);

        Assert.Contains("held down", error.Message, StringComparison.Ordinal);
        await pod.SignalAsync(Native.SigKill, restart: false);
        pod.EnsureDown();
    }
}
