using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Tests.Support;

/// <summary>A kubelet with real processes, and pods of shell scripts for it.</summary>
internal sealed class TestKubelet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-kubelet-");
    private readonly ProcessSpawner _spawner = new();
    private readonly Prober _prober;
    private readonly SemaphoreSlim _changed = new(0);
    private readonly List<PodRunner> _pods = [];

    public TestKubelet()
    {
        _prober = new Prober(_spawner, TimeProvider.System);
        Services = new KubeletServices(_spawner, _prober, new ProcessRegistry(RunFile, RunId), TimeProvider.System);
    }

    public string RunId { get; } = Guid.NewGuid().ToString("N");

    public KubeletServices Services { get; }

    public string RunFile => PathOf("run.json");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public ContainerPlan Container(string script) => new()
    {
        Name = "main",
        Command = ["sh", "-c", script],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["FOLDER"] = _folder.FullName, [RunRecord.Variable] = RunId },
        WorkingDirectory = PathOf("pod/main"),
        Ports = [],
        Files = [],
        Links = [],
        Log = PathOf("main.log"),
    };

    public PodRunner Pod(ContainerPlan container, JobLimits? job = null, int graceSeconds = 30)
    {
        var plan = new PodPlan
        {
            Region = "r",
            Namespace = "n",
            Workload = "w",
            Kind = job is null ? WorkloadKind.Deployment : WorkloadKind.Job,
            Name = "pod",
            Ip = "127.0.0.1",
            Labels = new Dictionary<string, string>(),
            Annotations = new Dictionary<string, string>(),
            InitContainers = [],
            Containers = [container],
            GracePeriod = TimeSpan.FromSeconds(graceSeconds),
            Job = job,
            DataFolders = [PathOf("data")],
            Folder = PathOf("pod"),
        };
        var pod = new PodRunner(plan, Services, () => _changed.Release());
        _pods.Add(pod);
        return pod;
    }

    /// <summary>Waits for a state that is reached with a change of a pod, or by what a process does.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience) throw new TimeoutException(what);
            await _changed.WaitAsync(TimeSpan.FromMilliseconds(20));
        }
    }

    public string Log => File.Exists(PathOf("main.log")) ? File.ReadAllText(PathOf("main.log")) : "";

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods) await pod.DisposeAsync();
        _spawner.Dispose();
        _prober.Dispose();
        _changed.Dispose();
        _folder.Delete(recursive: true);
    }
}
