using System.Text;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;
using WedSync.LocalPlatform.Monitoring;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>A local platform that runs: every process of it is this object's.</summary>
internal sealed class PlatformRun : IAsyncDisposable
{
    /// <summary>Longest time that pods get to end when the platform goes down without keeping its data.</summary>
    private static readonly TimeSpan DownGrace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RotationInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AlertInterval = TimeSpan.FromSeconds(5);

    private readonly RunSettings _settings;
    private readonly PlatformPlan _plan;
    private readonly ProcessSpawner _spawner = new();
    private readonly Prober _prober;
    private readonly KubeletServices _kubelet;
    private readonly List<RunningRegion> _regions;
    private readonly PodRunner? _gateway;
    private readonly LinkNetwork _links;
    private readonly FilePublisher _files = new();
    private readonly SemaphoreSlim _publish = new(0, 1);
    private readonly CancellationTokenSource _background = new();
    private readonly CancellationTokenSource _starting = new();
    private readonly List<string> _messages = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };
    private readonly DateTimeOffset _startedAt;

    private IReadOnlyList<AlertStatus> _alerts = [];
    private IReadOnlyList<string> _errors = [];
    private List<Task> _loops = [];

    /// <exception cref="LocalPlatformException">The description is wrong.</exception>
    public PlatformRun(RunSettings settings)
    {
        _settings = settings;
        _startedAt = settings.Time.GetUtcNow();
        _plan = PlatformPlan.Make(settings);
        _prober = new Prober(_spawner, settings.Time);
        _kubelet = new KubeletServices(_spawner, _prober, new ProcessRegistry(settings.State.RunFile, settings.RunId), settings.Time);
        _regions = [.. _plan.Regions.Select(region => new RunningRegion(region, _kubelet, Changed))];
        _links = new LinkNetwork(
            [.. _regions.Select(r => r.Name)], _plan.Links, TimeSpan.FromMilliseconds(settings.Description.LinkDelayMilliseconds), settings.Time);
        _gateway = settings.Description.Gateway is { } assembly ? new PodRunner(GatewayPod.Plan(settings, assembly), _kubelet, Changed) : null;
    }

    /// <summary>Links between the regions' sync workers.</summary>
    public LinkNetwork Links => _links;

    public PlatformState State { get; private set; } = PlatformState.Starting;

    public IReadOnlyList<RunningRegion> Regions => _regions;

    public KubeletServices Kubelet => _kubelet;

    public RunSettings Settings => _settings;

    public PlatformStatus Status() => new()
    {
        Season = _settings.Description.Season,
        State = State,
        Network = _settings.Network.Text,
        StartedAt = _startedAt,
        Gateway = _gateway is null ? null : new GatewayStatus(_settings.GatewayUrl, _settings.AdminUrl, _settings.IssuerUrl),
        Regions = [.. _regions.Select(r => r.Status())],
        Links = _links.Status(),
        LeftOut = [.. _plan.Regions.SelectMany(r => r.LeftOut), .. _gateway is null ? (LeftOut[])[new(null, "gateway", "tools/Traffic/Gateway was not published")] : []],
        Alerts = Volatile.Read(ref _alerts),
        Messages = Messages(),
        Errors = _errors,
    };

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <exception cref="LocalPlatformException">Something does not become ready; everything was stopped.</exception>
    public async Task StartAsync()
    {
        var begun = _settings.Time.GetTimestamp();
        try
        {
            CheckPorts();
            _links.Start();
            Directory.CreateDirectory(_settings.State.Issuer);
            PublishFiles();
            _loops = [PublishLoopAsync(), RotateLoopAsync(), AlertLoopAsync()];
            if (_gateway is not null) await StartAsync(_gateway, "gateway");
            await RunAllAsync(_regions.SelectMany(region => StartOrder.Of(region.Workloads, w => w.Workload).Select(stages => StartAsync(region, stages))));
            State = PlatformState.Ready;
            Say($"ready after {_settings.Time.GetElapsedTime(begun).TotalSeconds:0.0} s");
        }
        catch (Exception e) when (e is LocalPlatformException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            IReadOnlyList<string> errors = e switch
            {
                LocalPlatformException platform => platform.Errors,
                OperationCanceledException => ["stopped while it started."],
                _ => [$"{_settings.State.Path}: cannot be written ({e.Message}); free space or name another folder in {StateFolder.Variable}."],
            };
            await StopAsync(keepData: false);
            (_errors, State) = (errors, PlatformState.Failed);
            throw new LocalPlatformException(errors);
        }
    }

    /// <summary>Stops everything: what serves first, then what keeps data. Sleeps before the end are for load balancers and left out.</summary>
    /// <param name="keepData">Whether pods get all the time that the description gives them.</param>
    public async Task StopAsync(bool keepData)
    {
        State = PlatformState.Stopping;
        await _starting.CancelAsync();
        await _background.CancelAsync();
        await Task.WhenAll(_loops).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var pods = _regions.SelectMany(r => r.Pods).ToLookup(p => p.Plan.Kind == WorkloadKind.StatefulSet);
        await Task.WhenAll(pods[false].Concat(_gateway is null ? [] : [_gateway]).Select(Stop));
        await Task.WhenAll(pods[true].Select(Stop));

        Task Stop(PodRunner pod) => pod.StopAsync(new StopOptions(
            RunPreStop: false, keepData || pod.Plan.GracePeriod < DownGrace ? pod.Plan.GracePeriod : DownGrace));
    }

    /// <exception cref="LocalPlatformException">It does not run.</exception>
    public RunningRegion Region(string name) => _regions.FirstOrDefault(r => r.Name == name)
        ?? throw new LocalPlatformException($"region '{name}': does not run; running: {string.Join(", ", _regions.Select(r => r.Name))}.");

    /// <summary>Restarts a workload's pods one after the other, each as the description says.</summary>
    public async Task RestartAsync(RunningWorkload workload, CancellationToken cancellation)
    {
        foreach (var pod in workload.Pods)
        {
            await pod.StopAsync(new StopOptions(RunPreStop: true, pod.Plan.GracePeriod));
            await pod.StartAsync();
            await WaitAsync(pod, cancellation);
        }
    }

    public Task WaitAsync(PodRunner pod, CancellationToken cancellation) => new StartWatch(_settings.Time).WaitAsync(pod, cancellation);

    /// <summary>Makes every Prometheus look that many times as often.</summary>
    public async Task ScaleTimeAsync(double factor, CancellationToken cancellation)
    {
        foreach (var region in _regions)
        {
            region.Context = region.Context with { Monitoring = region.Context.Monitoring with { TimeFactor = factor } };
            foreach (var identity in region.Plan.Pods)
            {
                var pod = region.Pods.FirstOrDefault(p => p.Plan.Name == identity.Name);
                if (pod is null || !region.PodsOf("prometheus").Contains(pod)) continue;
                var plan = PodTranslator.Translate(region.Context, identity);
                foreach (var file in plan.Containers.SelectMany(c => c.Files)) PodFolder.Write(file);
                using var answer = await _http.PostAsync(new Uri(region.PrometheusUrl!, "-/reload"), content: null, cancellation);
                if (!answer.IsSuccessStatusCode) throw new LocalPlatformException($"{region.Name}: Prometheus refused its configuration: {await answer.Content.ReadAsStringAsync(cancellation)}");
            }
        }
    }

    /// <summary>Says that something changed that others are told of by files.</summary>
    public void Changed()
    {
        try
        {
            _publish.Release();
        }
        catch (SemaphoreFullException)
        {
            // Told already and not yet done.
        }
        catch (ObjectDisposedException)
        {
            // Nobody to tell any more.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (State != PlatformState.Failed) await StopAsync(keepData: false);
        await _links.DisposeAsync();
        // Without its thread no process of this run lives.
        _spawner.Dispose();
        _prober.Dispose();
        _http.Dispose();
        _publish.Dispose();
        _background.Dispose();
        _starting.Dispose();
    }

    private void Say(string message)
    {
        lock (_messages) _messages.Add(message);
        _settings.Log.WriteLine(message);
    }

    private string[] Messages()
    {
        lock (_messages) return [.. _messages];
    }

    private async Task StartAsync(RunningRegion region, IReadOnlyList<IReadOnlyList<RunningWorkload>> stages)
    {
        foreach (var stage in stages)
        {
            await RunAllAsync(stage.Select(async workload =>
            {
                var begun = _settings.Time.GetTimestamp();
                await RunAllAsync(workload.Pods.Select(pod => StartAsync(pod, message: null)));
                var end = workload.Workload.Kind == WorkloadKind.Job ? "has succeeded" : "is ready";
                Say($"{region.Name}: {workload.Workload.Name} {end} ({workload.Pods.Count} {(workload.Pods.Count == 1 ? "pod" : "pods")}, {_settings.Time.GetElapsedTime(begun).TotalSeconds:0.0} s)");
            }));
        }
    }

    private async Task StartAsync(PodRunner pod, string? message)
    {
        _starting.Token.ThrowIfCancellationRequested();
        await pod.StartAsync();
        await WaitAsync(pod, _starting.Token);
        if (message is not null) Say($"{message} is ready");
    }

    /// <summary>Runs all; the first that fails ends the others, so that its reason is told at once.</summary>
    private async Task RunAllAsync(IEnumerable<Task> tasks)
    {
        var left = tasks.ToList();
        while (left.Count > 0)
        {
            var ended = await Task.WhenAny(left);
            left.Remove(ended);
            if (ended.IsCompletedSuccessfully) continue;
            await _starting.CancelAsync();
            await Task.WhenAll(left).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await ended;
        }
    }

    private void CheckPorts()
    {
        var pods = _regions.SelectMany(r => r.Pods).Concat(_gateway is null ? [] : [_gateway]);
        var wanted = from pod in pods
                     from container in pod.Plan.Containers
                     from port in container.Ports
                     where port.IsTcp
                     select (pod.Plan.Ip, port.Port, pod.Plan.Name);
        var taken = PortCheck.Taken([.. wanted, .. _links.Ports, .. _gateway is null ? [] : GatewayPod.OtherPorts(_settings)]);
        if (taken.Count > 0) throw new LocalPlatformException(taken);
    }

    private async Task PublishLoopAsync()
    {
        while (true)
        {
            await _publish.WaitAsync(_background.Token);
            PublishFiles();
        }
    }

    /// <summary>Routes and discovery as they are now; what has not changed is not written.</summary>
    private void PublishFiles()
    {
        _files.Write(_settings.State.GatewayRoutes, RouteWriter.Write(_settings, _regions));
        foreach (var region in _regions)
        {
            var pods = region.Pods.Where(p => p.Plan.Job is null).Select(p => new DiscoveredPod(p.Plan, p.Ready)).ToList();
            var namespaces = region.Workloads.Select(w => w.Workload.Namespace);
            foreach (var (path, text) in DiscoveryFiles.Write(_settings.TargetsFolder(region.Name), namespaces, pods)) _files.Write(path, text);
        }
    }

    private async Task RotateLoopAsync()
    {
        using var timer = new PeriodicTimer(RotationInterval, _settings.Time);
        while (await timer.WaitForNextTickAsync(_background.Token)) LogRotation.Rotate(_settings.State.Logs);
    }

    private async Task AlertLoopAsync()
    {
        var reader = new AlertReader(_http);
        var absent = _settings.Description.Regions.Where(r => !r.Runs).Select(r => r.Name).ToList();
        using var timer = new PeriodicTimer(AlertInterval, _settings.Time);
        while (await timer.WaitForNextTickAsync(_background.Token))
        {
            var alerts = await Task.WhenAll(_regions.Where(r => r.PrometheusUrl is not null)
                .Select(r => reader.ReadAsync(r.Name, r.PrometheusUrl!, absent, _background.Token)));
            Volatile.Write(ref _alerts, [.. alerts.SelectMany(a => a)]);
        }
    }
}

/// <summary>Writes files that others watch, each whole and only when its text is another.</summary>
internal sealed class FilePublisher
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    public void Write(string path, string text)
    {
        lock (_lock)
        {
            if (_written.TryGetValue(path, out var last) && last == text) return;
            try
            {
                PodFolder.Write(new FilePlan(path, Encoding.UTF8.GetBytes(text), IsSecret: true));
                _written[path] = text;
            }
            catch (IOException) when (_written.ContainsKey(path))
            {
                // A disk that fills up later costs the news, which the next change tries again; at the start it is an error.
            }
        }
    }
}
