using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults;
using WedSync.LocalPlatform.Faults.Clocks;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>What drills do to single pods beyond signals: another clock, commands in them, copies of their data.</summary>
internal sealed class PodControl(PlatformRun run) : IDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(1);

    private readonly SkewedClock _clock = new(run.Settings.State.Clock, run.Settings.FindTool, run.Kubelet.Spawner);
    private readonly PodSnapshot _snapshots = new(run.Kubelet.Spawner);

    /// <summary>Restarts a pod with another clock and waits until it is ready.</summary>
    /// <exception cref="LocalPlatformException">The offset is wrong, or it does not become ready.</exception>
    public async Task SetClockAsync(PodRunner pod, ClockRequest request, CancellationToken cancellation)
    {
        var errors = new List<string>();
        if (SkewedClock.Check(request.OffsetMilliseconds) is { } error) errors.Add(error);
        if (pod.Plan.Job is not null) errors.Add($"pod '{pod.Plan.Name}': is a Job's; allowed: a pod that runs for ever.");
        if (pod.IsHeld) errors.Add($"pod '{pod.Plan.Name}': is held down; start it first.");
        if (errors.Count > 0) throw new LocalPlatformException(errors);
        var plan = await _clock.ApplyAsync(pod.Plan, TimeSpan.FromMilliseconds(request.OffsetMilliseconds));
        await pod.StopAsync(new StopOptions(RunPreStop: false, pod.Plan.GracePeriod));
        await pod.StartAsync(plan);
        await run.WaitAsync(pod, cancellation);
    }

    /// <summary>Runs a container's own program with other arguments, in the container's environment.</summary>
    /// <exception cref="LocalPlatformException">The pod has no such container, or it does not end in time.</exception>
    public async Task<ExecAnswer> ExecuteAsync(PodRunner pod, ExecRequest request, CancellationToken cancellation)
    {
        var container = pod.Plan.Containers.FirstOrDefault(c => request.Container is null || c.Name == request.Container)
            ?? throw new LocalPlatformException($"container '{request.Container}': pod {pod.Plan.Name} has none of that name; it has: {string.Join(", ", pod.Plan.Containers.Select(c => c.Name))}.");
        if (container.Program.Count == 0) throw new LocalPlatformException($"container '{container.Name}': runs a command of its own, not its image's program; allowed: a container of a service.");
        var output = Path.Combine(container.WorkingDirectory, $".exec-{Guid.NewGuid():N}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CommandLimit);
        var child = await run.Kubelet.Spawner.StartAsync(new ProcessRequest
        {
            Command = [.. container.Program, .. request.Arguments],
            Environment = container.Environment,
            WorkingDirectory = container.WorkingDirectory,
            OutputFile = output,
        });
        try
        {
            var code = await child.Exited.WaitAsync(limit.Token);
            return new ExecAnswer(code, await File.ReadAllTextAsync(output, cancellation));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LocalPlatformException($"pod '{pod.Plan.Name}': {string.Join(' ', request.Arguments)} did not end within {CommandLimit.TotalSeconds:0} s.");
        }
        finally
        {
            child.SignalGroup(Native.SigKill);
            await child.Exited;
            File.Delete(output);
        }
    }

    /// <summary>Copies the data of a pod's volumes at one moment: its processes stand still meanwhile.</summary>
    public async Task SnapshotAsync(PodRunner pod)
    {
        CheckVolumes(pod);
        await pod.SignalAsync(Native.SigStop, restart: true);
        try
        {
            await _snapshots.TakeAsync(pod.Plan, FolderOf(pod));
        }
        finally
        {
            await pod.SignalAsync(Native.SigCont, restart: true);
        }
    }

    /// <summary>Puts the copy in place of the data of a pod that is held down.</summary>
    /// <exception cref="LocalPlatformException">It runs, or no copy was made.</exception>
    public async Task RestoreAsync(PodRunner pod)
    {
        CheckVolumes(pod);
        if (!Directory.Exists(FolderOf(pod))) throw new LocalPlatformException($"pod '{pod.Plan.Name}': its data were never copied; make a snapshot first.");
        pod.EnsureDown();
        await _snapshots.RestoreAsync(pod.Plan, FolderOf(pod));
    }

    public void Dispose() => _clock.Dispose();

    private static void CheckVolumes(PodRunner pod)
    {
        if (pod.Plan.DataFolders.Count == 0) throw new LocalPlatformException($"pod '{pod.Plan.Name}': has no persistent volume; allowed: a pod of a StatefulSet with claims.");
    }

    private string FolderOf(PodRunner pod) => Path.Combine(run.Settings.State.Snapshots, pod.Plan.Region, pod.Plan.Name);
}
