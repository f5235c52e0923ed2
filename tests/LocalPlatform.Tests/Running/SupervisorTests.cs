using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Processes;
using WedSync.LocalPlatform.Running;

namespace WedSync.LocalPlatform.Tests.Running;

/// <summary>A real supervisor with a small description: one pod of a shell script that has children.</summary>
public sealed class SupervisorTests : IAsyncLifetime
{
    private const string Network = "127.211.0.0/16";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wedsync-super-");
    private readonly List<Process> _supervisors = [];

    private StateFolder State => new(Path.Combine(_folder.FullName, "s"));

    public Task InitializeAsync()
    {
        State.Create();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _supervisors)
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task KilledSupervisor_LeavesNoProcess_AndNothingInTheWayOfTheNext()
    {
        using var client = new LocalPlatformClient(State);
        var supervisor = Start("sleep 400 & sleep 401 & (setsid sleep 402 &) ; wait");
        await ReadyAsync(client);
        var run = RunId();
        await UntilAsync(() => ProcessTable.WithVariable(RunRecord.Variable, run).Count() >= 4, "the script's children");

        supervisor.Kill();

        await UntilAsync(() => !ProcessTable.WithVariable(RunRecord.Variable, run).Any(), "an end of all");
        Assert.Null(SupervisorFile.Owner(State));
        Assert.Equal(0, await Leftovers.EndAsync(State, TimeProvider.System));
        Remains.RemoveAll(State, keepData: false);
        Assert.False(Directory.Exists(State.Path));
    }

    [Fact]
    public async Task Leftovers_AreEnded_AndNothingElse()
    {
        using var client = new LocalPlatformClient(State);
        var supervisor = Start("sleep 400 & wait");
        await ReadyAsync(client);
        var run = JsonNode.Parse(await File.ReadAllTextAsync(State.RunFile))!;
        supervisor.Kill();
        await supervisor.WaitForExitAsync();
        await UntilAsync(() => !IsNamed(run["runId"]!.GetValue<string>()), "an end of the sweeper");
        // As if the kernel and the sweeper had not ended it: a process of the run, a reused number, and a stranger.
        using var left = Sleep(("WEDSYNC_RUN_ID", run["runId"]!.GetValue<string>()));
        using var stranger = Sleep(("WEDSYNC_RUN_ID", "another"));
        run["processes"] = new JsonArray(new JsonObject { ["pid"] = stranger.Id, ["startTicks"] = 1 });
        await File.WriteAllTextAsync(State.RunFile, run.ToJsonString());

        Assert.Equal(1, await Leftovers.EndAsync(State, TimeProvider.System));

        Assert.True(left.WaitForExit(Patience));
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task Starter_ThatIsKilled_TakesThePlatformAlong()
    {
        using var client = new LocalPlatformClient(State);
        var supervisor = Start("sleep 400 & wait");
        await ReadyAsync(client);
        var run = RunId();

        supervisor.StandardInput.Close();

        await supervisor.WaitForExitAsync().WaitAsync(Patience);
        Assert.Empty(ProcessTable.WithVariable(RunRecord.Variable, run));
        Assert.False(Directory.Exists(State.Pods));
    }

    [Fact]
    public async Task Down_StopsEverything_AndKeepsDataOnlyWhenAsked()
    {
        using var client = new LocalPlatformClient(State);
        var supervisor = Start("echo precious > $0/data/x; sleep 400 & wait");
        await ReadyAsync(client);
        LetGo(supervisor);
        var data = Path.Combine(State.Data, "r", "w-0", "data");
        await UntilAsync(() => File.Exists(Path.Combine(data, "x")), "its data");

        await client.DownAsync(new DownRequest(KeepData: true));
        await supervisor.WaitForExitAsync().WaitAsync(Patience);

        Assert.True(File.Exists(Path.Combine(data, "x")));
        Assert.False(Directory.Exists(State.Secrets));
        Remains.RemoveAll(State, keepData: false);
        Assert.False(Directory.Exists(State.Path));
    }

    [Fact]
    public async Task Second_Supervisor_LeavesTheFirstAlone()
    {
        using var client = new LocalPlatformClient(State);
        Start("sleep 400 & wait");
        await ReadyAsync(client);

        var second = Start("sleep 400");

        await second.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(PlatformState.Ready, (await client.StatusAsync()).State);
    }

    [Fact]
    public async Task TakenPort_IsToldWithItsHolder()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Parse("127.211.1.10"), 7000));
        holder.Listen();

        var supervisor = Start("sleep 400", port: 7000);
        using var client = new LocalPlatformClient(State);
        var status = await FailedAsync(client, supervisor);

        Assert.Contains($"127.211.1.10:7000 (w-0): taken by process {Environment.ProcessId}", status, StringComparison.Ordinal);
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(1, supervisor.ExitCode);
    }

    private static Process Sleep((string Name, string Value) variable)
    {
        var start = new ProcessStartInfo("sleep", ["300"]);
        start.Environment[variable.Name] = variable.Value;
        return Process.Start(start)!;
    }

    /// <summary>Whether a process has a word among its arguments, as the sweeper has the run's name.</summary>
    private static bool IsNamed(string word) => Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])).Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(word, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    private static void LetGo(Process supervisor)
    {
        supervisor.StandardInput.Write('k');
        supervisor.StandardInput.Close();
    }

    private string RunId() => JsonNode.Parse(File.ReadAllText(State.RunFile))!["runId"]!.GetValue<string>();

    private Process Start(string script, int? port = null)
    {
        File.WriteAllText(State.DescriptionFile, JsonSerializer.Serialize(Describe(script, port), DescriptionJson.Default.Description));
        var start = new ProcessStartInfo("dotnet", [typeof(Supervisor.SupervisorHost).Assembly.Location, State.Path]) { RedirectStandardInput = true };
        var process = Process.Start(start)!;
        _supervisors.Add(process);
        return process;
    }

    private static Description Describe(string script, int? port) => new()
    {
        Season = "offseason",
        Network = Network,
        Regions = [new RegionDescription { Name = "r", Index = 1, Runs = true, Objects = [StatefulSet(script, port)] }],
        HealthCheck = new HealthCheckDescription("/", 5, 5, 2, 2),
        Services = new Dictionary<string, ServiceExecutable>(),
    };

    private static JsonObject StatefulSet(string script, int? port)
    {
        // The folder of the container stands for its root: $0 is where its volume is mounted.
        var container = new JsonObject
        {
            ["name"] = "c",
            ["image"] = "redis:7",
            ["command"] = new JsonArray("sh", "-c", script.Replace("$0", "${ROOT}", StringComparison.Ordinal)),
            ["env"] = new JsonArray(new JsonObject { ["name"] = "DATA", ["value"] = "/data" }, new JsonObject { ["name"] = "ROOT", ["value"] = "." }),
            ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "data", ["mountPath"] = "/data" }),
        };
        if (port is { } number) container["ports"] = new JsonArray(new JsonObject { ["containerPort"] = number });
        return JsonNode.Parse($$$"""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"w","namespace":"n"},"spec":{"replicas":1,"serviceName":"w","selector":{"matchLabels":{"app":"w"}},
             "template":{"metadata":{"labels":{"app":"w"}},"spec":{"containers":[{{{container.ToJsonString()}}}]}},
             "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{}}]}}
            """)!.AsObject();
    }

    private static async Task ReadyAsync(LocalPlatformClient client)
    {
        PlatformStatus? status = null;
        await UntilAsync(async () => (status = await client.FindStatusAsync()) is { State: not PlatformState.Starting }, "a supervisor");
        Assert.Equal((PlatformState.Ready, ""), (status!.State, string.Join(' ', status.Errors)));
    }

    private async Task<string> FailedAsync(LocalPlatformClient client, Process supervisor)
    {
        PlatformStatus? status = null;
        await UntilAsync(async () => supervisor.HasExited || (status = await client.FindStatusAsync()) is { Errors.Count: > 0 }, "a failure");
        return string.Join(' ', status?.Errors ?? StartFailure.Read(State));
    }

    private static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience) throw new TimeoutException(what);
            await Task.Delay(50);
        }
    }
}
