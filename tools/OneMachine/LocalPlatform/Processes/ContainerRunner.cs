using WedSync.LocalPlatform.Faults;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Processes;

/// <summary>What a kubelet needs to run containers.</summary>
internal sealed record KubeletServices(ProcessSpawner Spawner, IProber Prober, ProcessRegistry Registry, TimeProvider Time);

/// <summary>How a container is stopped.</summary>
/// <param name="RunPreStop">Whether its preStop hook runs.</param>
/// <param name="Grace">Time from the hook's start until SIGKILL.</param>
internal sealed record StopOptions(bool RunPreStop, TimeSpan Grace);

/// <summary>How a run of a container ended.</summary>
/// <param name="ExitCode">Exit code.</param>
/// <param name="Reason">In words.</param>
internal sealed record ContainerEnd(int ExitCode, string Reason);

/// <summary>Runs a container: starts it, probes it, starts it again when it ends, stops it gracefully.</summary>
internal sealed class ContainerRunner(ContainerPlan plan, KubeletServices services, Action changed)
{
    private readonly RestartBackoff _backoff = new();
    private readonly HoldGate _gate = new();

    private volatile ContainerProbes? _probes;
    private volatile ChildProcess? _child;
    private volatile StopOptions? _stop;

    public ContainerPlan Plan => plan;

    public int? Pid => _child is { Exited.IsCompleted: false } child ? child.Pid : null;

    public bool Ready => Pid is not null && _probes is { Ready: true };

    public bool Started => Pid is not null && _probes is { Started: true };

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>How its last run ended; null before.</summary>
    public ContainerEnd? LastEnd { get; private set; }

    /// <summary>Whether it waits to be started again.</summary>
    public bool IsBackingOff { get; private set; }

    /// <summary>Why it is not ready.</summary>
    public string? Reason => Pid is null ? LastEnd?.Reason : _probes?.Reason;

    /// <summary>Whether it is held down.</summary>
    public bool IsHeld => _gate.IsClosed;

    /// <summary>Runs until it is stopped, or until it has ended and is not to be started again.</summary>
    /// <param name="restarts">Whether an end means another start.</param>
    /// <param name="stop">Ends it, as <see cref="StopWith"/> says.</param>
    public async Task<ContainerEnd> RunAsync(Func<ContainerEnd, bool> restarts, CancellationToken stop)
    {
        while (true)
        {
            await _gate.WaitAsync(stop);
            var begun = services.Time.GetTimestamp();
            var end = await RunOnceAsync(stop);
            LastEnd = end;
            changed();
            if (stop.IsCancellationRequested || (!_gate.IsClosed && !restarts(end))) return end;
            if (!_gate.IsClosed) await BackOffAsync(services.Time.GetElapsedTime(begun), stop);
            Restarts++;
        }
    }

    /// <summary>Says how to stop it once its run is cancelled.</summary>
    public void StopWith(StopOptions options) => _stop = options;

    /// <summary>Signals all its processes.</summary>
    public void Signal(int signal) => _child?.SignalGroup(signal);

    /// <summary>Signals its first process.</summary>
    public void SignalMain(int signal) => _child?.Signal(signal);

    /// <summary>Keeps it down once it has ended.</summary>
    public void Hold() => _gate.Close();

    /// <summary>Lets it start again, at once.</summary>
    public void Release()
    {
        _backoff.Reset();
        _gate.Open();
    }

    /// <summary>Completes when no process of it runs.</summary>
    public Task WhenDownAsync() => _child?.Exited ?? Task.CompletedTask;

    private async Task BackOffAsync(TimeSpan ran, CancellationToken stop)
    {
        var delay = _backoff.Next(ran);
        IsBackingOff = delay > TimeSpan.Zero;
        changed();
        try
        {
            // Released = started by hand, which does not wait.
            await Task.WhenAny(Task.Delay(delay, services.Time, stop), _gate.Released());
            stop.ThrowIfCancellationRequested();
        }
        finally
        {
            IsBackingOff = false;
        }
    }

    private async Task<ContainerEnd> RunOnceAsync(CancellationToken stop)
    {
        var begun = services.Time.GetTimestamp();
        var child = await StartAsync();
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var probes = new ContainerProbes(plan, services.Prober, services.Time, changed);
        _probes = probes;
        _child = child;
        changed();
        var sick = probes.RunAsync(probing.Token);
        await Task.WhenAny(child.Exited, sick);
        var reason = sick.IsCompletedSuccessfully && !child.Exited.IsCompleted ? await sick : null;
        if (!child.Exited.IsCompleted) await StopAsync(child, stop.IsCancellationRequested);
        await probing.CancelAsync();
        await sick.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var code = await child.Exited;
        services.Registry.Remove(child.Identity);
        var ran = services.Time.GetElapsedTime(begun);
        return new ContainerEnd(code, reason ?? $"container {plan.Name} ended with {Meaning(code)} after {ran.TotalSeconds:0.0} s");
    }

    private async Task<ChildProcess> StartAsync()
    {
        var child = await services.Spawner.StartAsync(new ProcessRequest
        {
            Command = plan.Command,
            Environment = plan.Environment,
            WorkingDirectory = plan.WorkingDirectory,
            OutputFile = plan.Log,
        });
        services.Registry.Add(child.Identity);
        return child;
    }

    private async Task StopAsync(ChildProcess child, bool asked)
    {
        var options = (asked ? _stop : null) ?? new StopOptions(RunPreStop: true, _stop?.Grace ?? DefaultGrace);
        using var grace = new CancellationTokenSource(options.Grace, services.Time);
        // A stopped process takes no signal but this.
        child.SignalGroup(Native.SigCont);
        if (options.RunPreStop && plan.PreStop is { } hook)
        {
            await Task.WhenAny(child.Exited, services.Prober.RunAsync(hook, plan, options.Grace, grace.Token));
        }

        child.Signal(Native.SigTerm);
        try
        {
            await child.Exited.WaitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            child.SignalGroup(Native.SigKill);
            await child.Exited;
        }
    }

    /// <summary>Grace of a container that its probes end.</summary>
    public TimeSpan DefaultGrace { get; init; } = TimeSpan.FromSeconds(30);

    private static string Meaning(int code) => code > 128 ? $"exit code {code} (signal {code - 128})" : $"exit code {code}";
}
