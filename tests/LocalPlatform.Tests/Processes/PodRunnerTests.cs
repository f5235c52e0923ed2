using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;
using WedSync.LocalPlatform.Tests.Support;

namespace WedSync.LocalPlatform.Tests.Processes;

public sealed class PodRunnerTests : IAsyncDisposable
{
    private readonly TestKubelet _kubelet = new();

    public ValueTask DisposeAsync() => _kubelet.DisposeAsync();

    private static int Pid(PodRunner pod) => pod.Status().Containers[0].Pid!.Value;

    private static bool Ended(string run) => !ProcessTable.WithVariable(RunRecord.Variable, run).Any();

    [Fact]
    public async Task Crash_IsRestartedOnceAtOnce_ThenBacksOff()
    {
        var pod = _kubelet.Pod(_kubelet.Container("echo started; exit 3"));
        await pod.StartAsync();

        await _kubelet.UntilAsync(() => pod.Phase == "CrashLoopBackOff", "back-off");

        Assert.Equal(1, pod.Restarts);
        Assert.Equal("started\nstarted\n", _kubelet.Log);
        Assert.Equal(3, pod.Ends.Single().End.ExitCode);
        Assert.Contains("exit code 3", pod.Reason, StringComparison.Ordinal);
        Assert.False(pod.Ready);
    }

    [Fact]
    public async Task CrashLoop_EndsTheStart_WithCodeAndLastLines()
    {
        var pod = _kubelet.Pod(_kubelet.Container("echo REDIS_PASSWORD_FILE is not set; exit 78"));
        await pod.StartAsync();

        var error = await Assert.ThrowsAsync<LocalPlatformException>(() => new StartWatch(TimeProvider.System).WaitAsync(pod, default));

        Assert.Contains("exit code 78", error.Message, StringComparison.Ordinal);
        Assert.Contains("refuses its configuration", error.Message, StringComparison.Ordinal);
        Assert.Contains("REDIS_PASSWORD_FILE is not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeclaredPort_ThatNobodyListensOn_EndsTheStart()
    {
        var pod = _kubelet.Pod(_kubelet.Container("sleep 60") with { Ports = [new PortPlan("metrics", 9, IsTcp: true)] });
        await pod.StartAsync();

        var error = await Assert.ThrowsAsync<LocalPlatformException>(() => new StartWatch(TimeProvider.System).WaitAsync(pod, default));

        Assert.Contains("container main declares port metrics (9), but nothing listens on 127.0.0.1:9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ProcessThatIgnoresSigTerm_IsKilledAfterTheGrace()
    {
        var pod = _kubelet.Pod(_kubelet.Container("trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done"));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => _kubelet.Log.Contains("up", StringComparison.Ordinal), "start");
        var begun = TimeProvider.System.GetTimestamp();

        await pod.StopAsync(new StopOptions(RunPreStop: true, TimeSpan.FromSeconds(1)));

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0.9, 20);
        Assert.Contains("asked", _kubelet.Log, StringComparison.Ordinal);
        Assert.Equal(137, pod.Ends.Single().End.ExitCode);
        Assert.True(Ended(_kubelet.RunId));
    }

    [Fact]
    public async Task Stop_RunsThePreStopHook_BeforeSigTerm()
    {
        var pod = _kubelet.Pod(_kubelet.Container("trap 'echo term; exit 0' TERM; echo up; while :; do sleep 0.1; done")
            with
        { PreStop = new HandlerPlan.Exec(["sh", "-c", "echo hook >> $FOLDER/main.log"]) });
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => _kubelet.Log.Contains("up", StringComparison.Ordinal), "start");

        await pod.StopAsync(new StopOptions(RunPreStop: true, TimeSpan.FromSeconds(20)));

        Assert.Equal("up\nhook\nterm\n", _kubelet.Log);
        Assert.Equal(0, pod.Ends.Single().End.ExitCode);
    }

    [Fact]
    public async Task End_TakesAlongWhatTheContainerHadStarted()
    {
        var pod = _kubelet.Pod(_kubelet.Container("sleep 300 & sleep 301 & echo up; wait"));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => ProcessTable.WithVariable(RunRecord.Variable, _kubelet.RunId).Count() >= 3, "children");

        await pod.SignalAsync(Native.SigTerm, restart: false);
        await _kubelet.UntilAsync(() => Ended(_kubelet.RunId), "an end of all");

        Assert.Equal("Down", pod.Phase);
    }

    [Fact]
    public async Task HeldPod_StaysDown_IsWiped_AndComesBackWhenStarted()
    {
        var pod = _kubelet.Pod(_kubelet.Container("echo up; while :; do sleep 0.1; done"));
        await pod.StartAsync();
        await File.WriteAllTextAsync(_kubelet.PathOf("data/x"), "x");
        await _kubelet.UntilAsync(() => pod.Ready, "ready");
        Assert.Throws<LocalPlatformException>(pod.Wipe);

        await pod.SignalAsync(Native.SigKill, restart: false);
        Assert.Null(pod.Status().Containers[0].Pid);
        pod.Wipe();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_kubelet.PathOf("data")));
        Assert.Equal("Down", pod.Phase);

        pod.Release();
        await _kubelet.UntilAsync(() => pod.Ready, "ready again");
        Assert.Equal(1, pod.Restarts);
    }

    [Fact]
    public async Task KilledPod_ComesBackAsAnotherProcess()
    {
        var pod = _kubelet.Pod(_kubelet.Container("while :; do sleep 0.1; done"));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => pod.Ready, "ready");
        var former = Pid(pod);

        await pod.SignalAsync(Native.SigKill, restart: true);
        await _kubelet.UntilAsync(() => pod.Ready && Pid(pod) != former, "ready again");

        Assert.Equal(137, pod.Ends.Single().End.ExitCode);
    }

    [Fact]
    public async Task SickContainer_IsRestartedByItsLivenessProbe()
    {
        var probe = new ProbePlan(new HandlerPlan.Exec(["sh", "-c", "test ! -e $FOLDER/sick || { rm $FOLDER/sick; exit 1; }"]), TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), 1, 1);
        var pod = _kubelet.Pod(_kubelet.Container("echo up; while :; do sleep 0.1; done") with { Liveness = probe });
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => pod.Ready, "ready");

        await File.WriteAllTextAsync(_kubelet.PathOf("sick"), "");
        await _kubelet.UntilAsync(() => pod.Restarts == 1 && pod.Ready, "a restart");

        Assert.Contains("liveness probe exec sh -c", pod.Ends.Single().End.Reason, StringComparison.Ordinal);
        Assert.Contains("exit code 1", pod.Ends.Single().End.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_FailsAfterItsBackoffLimit()
    {
        var pod = _kubelet.Pod(_kubelet.Container("exit 4"), new JobLimits(1, ActiveDeadline: null));
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => pod.Failure is not null, "failure");

        Assert.Contains("exit code 4", pod.Failure, StringComparison.Ordinal);
        Assert.Contains("attempt 2, and its backoffLimit is 1", pod.Failure, StringComparison.Ordinal);
        Assert.Equal("Failed", pod.Phase);
    }

    [Fact]
    public async Task Job_Succeeds_AndIsNotStartedAgain()
    {
        var pod = _kubelet.Pod(_kubelet.Container("echo once"), new JobLimits(1, TimeSpan.FromMinutes(1)));
        await pod.StartAsync();
        await new StartWatch(TimeProvider.System).WaitAsync(pod, default);

        Assert.True(pod.Succeeded);
        Assert.Equal("once\n", _kubelet.Log);
        Assert.False(pod.Ready);
    }

    [Fact]
    public async Task Job_OverItsDeadline_Fails()
    {
        var pod = _kubelet.Pod(_kubelet.Container("while :; do sleep 0.1; done"), new JobLimits(5, TimeSpan.FromSeconds(1)), graceSeconds: 1);
        await pod.StartAsync();
        await _kubelet.UntilAsync(() => pod.Failure is not null, "failure");

        Assert.Contains("activeDeadlineSeconds (1)", pod.Failure, StringComparison.Ordinal);
        Assert.True(Ended(_kubelet.RunId));
    }

    [Fact]
    public void Log_ThatIsTooLong_IsPutAside()
    {
        var log = _kubelet.PathOf("long.log");
        File.WriteAllText(log, new string('x', 100));

        LogRotation.Rotate(Path.GetDirectoryName(log)!, maxBytes: 99);

        Assert.Equal(0, new FileInfo(log).Length);
        Assert.Equal(100, new FileInfo(log + LogRotation.Previous).Length);
    }
}
