using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Processes;

/// <summary>Runs a pod as a kubelet would.</summary>
internal sealed class PodRunner : IAsyncDisposable
{
    private readonly KubeletServices _services;
    private readonly Action _changed;
    private readonly SemaphoreSlim _starting = new(1, 1);

    private PodPlan _plan;
    private List<ContainerRunner> _containers = [];
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private int _jobFailures;
    private volatile string? _failure;
    private volatile bool _succeeded;
    private volatile bool _initialized;
    private volatile bool _stopping;

    public PodRunner(PodPlan plan, KubeletServices services, Action changed)
    {
        _plan = plan;
        _services = services;
        _changed = changed;
    }

    public PodPlan Plan => _plan;

    /// <summary>stable or canary; null unless it belongs to a Rollout.</summary>
    public string? Role { get; set; }

    public bool Ready => _initialized && !_stopping && !_succeeded && _failure is null && _containers.Count > 0 && _containers.All(c => c.Ready);

    public bool Succeeded => _succeeded;

    /// <summary>Why it ended for good; null unless it is a Job that failed.</summary>
    public string? Failure => _failure;

    public int Restarts => _containers.Sum(c => c.Restarts);

    /// <summary>How its containers' last runs ended.</summary>
    public IReadOnlyList<(ContainerPlan Container, ContainerEnd End)> Ends => [.. _containers.Where(c => c.LastEnd is not null).Select(c => (c.Plan, c.LastEnd!))];

    public string? Reason => _failure ?? (_succeeded ? null : _containers.Select(c => c.Ready ? null : c.Reason).FirstOrDefault(r => r is not null));

    public string Phase
    {
        get
        {
            if (_succeeded) return "Succeeded";
            if (_failure is not null) return "Failed";
            if (IsHeld) return "Down";
            if (_containers.Any(c => c.IsBackingOff)) return "CrashLoopBackOff";
            return _containers.Any(c => c.Pid is not null) ? "Running" : "Pending";
        }
    }

    /// <summary>Whether it is held down.</summary>
    public bool IsHeld => _containers.Any(c => c.IsHeld);

    public PodStatus Status() => new()
    {
        Name = _plan.Name,
        Ip = _plan.Ip,
        Ready = Ready,
        Phase = Phase,
        Restarts = Restarts,
        Hash = _plan.Hash,
        Role = Role,
        Reason = Reason,
        ClockOffsetMilliseconds = _plan.ClockOffset == TimeSpan.Zero ? null : _plan.ClockOffset.TotalMilliseconds,
        Containers = [.. _containers.Select(c => new ContainerStatus(
            c.Plan.Name, c.Pid, c.Ready, [.. c.Plan.Ports.Select(p => new PortStatus(p.Name, p.Port))], c.Plan.Log))],
    };

    /// <summary>Writes its files and starts it.</summary>
    /// <param name="plan">Another plan than before; null = the same.</param>
    public async Task StartAsync(PodPlan? plan = null)
    {
        await _starting.WaitAsync();
        try
        {
            _plan = plan ?? _plan;
            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            (_failure, _succeeded, _initialized, _stopping, _jobFailures) = (null, false, false, false, 0);
            PodFolder.Prepare(_plan);
            _containers = [.. _plan.Containers.Select(Runner)];
            _run = RunAsync(_stop.Token);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Stops it gracefully; completes when nothing of it runs.</summary>
    public async Task StopAsync(StopOptions options)
    {
        // Out of its Services before it is told to end.
        _stopping = true;
        _changed();
        foreach (var container in _containers) container.StopWith(options);
        if (_stop is { IsCancellationRequested: false } stop) await stop.CancelAsync();
        await _run;
    }

    /// <summary>Signals all its processes.</summary>
    /// <param name="signal">Number of the signal.</param>
    /// <param name="restart">False = it stays down once it has ended.</param>
    public async Task SignalAsync(int signal, bool restart)
    {
        foreach (var container in _containers)
        {
            if (!restart) container.Hold();
        }

        foreach (var container in _containers)
        {
            // A graceful end is asked of the first process alone, as by a kubelet; anything else is for all.
            if (signal == Native.SigTerm) container.SignalMain(signal);
            else container.Signal(signal);
        }

        if (signal == Native.SigKill) await Task.WhenAll(_containers.Select(c => c.WhenDownAsync()));
        _changed();
    }

    /// <summary>Starts it again after it was held down.</summary>
    public void Release()
    {
        foreach (var container in _containers) container.Release();
    }

    /// <summary>Deletes the data of its volumes.</summary>
    /// <exception cref="LocalPlatformException">It runs.</exception>
    public void Wipe()
    {
        EnsureDown();
        PodFolder.Wipe(_plan);
    }

    /// <exception cref="LocalPlatformException">It runs.</exception>
    public void EnsureDown()
    {
        if (_containers.Any(c => c.Pid is not null))
        {
            throw new LocalPlatformException($"pod '{_plan.Name}': runs; its data can be deleted or replaced while it is held down only (signal KILL with restart false).");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new StopOptions(RunPreStop: false, TimeSpan.Zero));
        _stop?.Dispose();
        _starting.Dispose();
    }

    private ContainerRunner Runner(ContainerPlan plan) => new(plan, _services, _changed) { DefaultGrace = _plan.GracePeriod };

    private async Task RunAsync(CancellationToken stop)
    {
        using var deadline = _plan.Job?.ActiveDeadline is { } limit ? new CancellationTokenSource(limit, _services.Time) : new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            foreach (var init in _plan.InitContainers) await Runner(init).RunAsync(FailedInit, linked.Token);
            _initialized = true;
            var ends = await Task.WhenAll(_containers.Select(c => c.RunAsync(StartsAgain, linked.Token)));
            if (!linked.IsCancellationRequested && _plan.Job is not null && _failure is null && ends.All(e => e.ExitCode == 0)) _succeeded = true;
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited for its next start.
        }

        if (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            _failure = $"did not end within its activeDeadlineSeconds ({_plan.Job!.ActiveDeadline!.Value.TotalSeconds:F0})";
        }

        _changed();
    }

    private bool FailedInit(ContainerEnd end) => end.ExitCode != 0 && StartsAgain(end);

    /// <summary>What runs for ever is always started again; a Job's container until it succeeds or has failed too often.</summary>
    private bool StartsAgain(ContainerEnd end)
    {
        if (_plan.Job is not { } job) return true;
        if (end.ExitCode == 0) return false;
        if (Interlocked.Increment(ref _jobFailures) <= job.BackoffLimit) return true;
        _failure = $"{end.Reason}; that was attempt {_jobFailures}, and its backoffLimit is {job.BackoffLimit}";
        return false;
    }
}
