using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WedSync.Platform.Components.Redis;

namespace WedSync.Platform.Tests.Redis;

/// <summary>A real redis-server that runs the rendered start script on loopback, with passwords and certificates of its own.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly StringBuilder _log = new();
    private readonly Process _server;

    private RedisNode(RedisFiles files, int port, int busPort)
    {
        Files = files;
        Port = port;
        Environment = files.Environment(port, busPort);
        _server = Start("sh", [Path.Combine(files.Config, RedisLayout.StartScript)]);
        _server.OutputDataReceived += (_, e) => Log(e.Data);
        _server.ErrorDataReceived += (_, e) => Log(e.Data);
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
    }

    public RedisFiles Files { get; }

    public int Port { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Starts a node and waits until it answers.</summary>
    public static async Task<RedisNode> StartAsync(RedisFiles files)
    {
        var (port, bus) = FreePorts();
        var node = new RedisNode(files, port, bus);
        await node.EventuallyAsync(async () => (await node.ScriptAsync(RedisLayout.HealthScript, "alive")).ExitCode == 0, "the node answers");
        return node;
    }

    /// <summary>Ends the server without a word and starts it again on its data.</summary>
    public async Task<RedisNode> RestartAsync()
    {
        await DisposeAsync();
        var node = new RedisNode(Files, Port, int.Parse(Environment[RedisEnvironment.BusPort], CultureInfo.InvariantCulture));
        await node.EventuallyAsync(async () => (await node.ScriptAsync(RedisLayout.HealthScript, "alive")).ExitCode == 0, "the node answers again");
        return node;
    }

    /// <summary>Runs one of the node's scripts in the node's environment.</summary>
    public Task<(int ExitCode, string Output)> ScriptAsync(string script, params string[] args)
        => RunAsync("sh", [Path.Combine(Files.Config, script), .. args]);

    /// <summary>Runs a command as a user, over TLS.</summary>
    public async Task<string> AsAsync(string user, params string[] command)
        => (await RunAsync("redis-cli", ["--no-auth-warning", "--user", user, "--pass", Files.Passwords[user], "--tls", "--cacert",
            Path.Combine(Files.Tls, "ca.crt"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), .. command])).Output;

    /// <summary>Runs a command over plaintext, without a user.</summary>
    public Task<(int ExitCode, string Output)> PlaintextAsync(params string[] command)
        => RunAsync("redis-cli", ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), .. command]);

    /// <summary>Runs a command over TLS, without a user.</summary>
    public Task<(int ExitCode, string Output)> TlsAsync(params string[] command)
        => RunAsync("redis-cli", ["--tls", "--cacert", Path.Combine(Files.Tls, "ca.crt"), "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), .. command]);

    /// <summary>Starts a script that runs until it is killed.</summary>
    public Process StartScript(string script, IReadOnlyDictionary<string, string> more)
        => Start("sh", [Path.Combine(Files.Config, script)], more);

    /// <summary>Waits for a condition by asking, within a bound.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Patience || _server.HasExited)
            {
                throw new TimeoutException($"waited {clock.Elapsed.TotalSeconds:F0} s until {what}; the server said:\n{_log}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
        }

        _server.Dispose();
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string file, string[] args)
    {
        using var process = Start(file, args);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (output + await error).Trim());
    }

    private Process Start(string file, string[] args, IReadOnlyDictionary<string, string>? more = null)
    {
        var info = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment.Concat(more ?? new Dictionary<string, string>()))
        {
            info.Environment[name] = value;
        }

        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{file}' does not start ({e.Message}). Install it: apt-get install redis-server openssl", e);
        }
    }

    private void Log(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private static (int Port, int BusPort) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}

/// <summary>The files of a node in a scratch folder: the rendered ConfigMaps, generated passwords, certificates of a scratch CA.</summary>
internal sealed class RedisFiles
{
    private readonly string _root = Directory.CreateTempSubdirectory("wedsync-redis-").FullName;

    public RedisFiles()
    {
        foreach (var folder in new[] { Config, Memory, PasswordFolder, Tls, Path.Combine(_root, "data") })
        {
            Directory.CreateDirectory(folder);
        }

        foreach (var (key, text) in RedisCluster.ConfigData())
        {
            File.WriteAllText(Path.Combine(Config, key), text);
        }

        File.WriteAllText(Path.Combine(Memory, "maxmemory.conf"), "maxmemory 67108864\n");
        Passwords = RedisAcl.Users.ToDictionary(u => u, u => $"{u}Password0123456789");
        foreach (var (user, password) in Passwords)
        {
            File.WriteAllText(Path.Combine(PasswordFolder, user), password);
        }

        OpenSsl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.crt");
        IssueCertificate();
    }

    public string Config => Path.Combine(_root, "config");

    public string Memory => Path.Combine(_root, "memory");

    public string PasswordFolder => Path.Combine(_root, "passwords");

    public string Tls => Path.Combine(_root, "tls");

    public IReadOnlyDictionary<string, string> Passwords { get; }

    /// <summary>Issues the node's certificate, anew when it has one.</summary>
    public void IssueCertificate()
    {
        File.WriteAllText(Path.Combine(Tls, "san"), "subjectAltName=IP:127.0.0.1,DNS:localhost");
        OpenSsl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=redis -keyout tls.key -out tls.csr");
        OpenSsl("x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 1 -extfile san -out tls.new");
        File.Move(Path.Combine(Tls, "tls.new"), Path.Combine(Tls, "tls.crt"), overwrite: true);
    }

    public IReadOnlyDictionary<string, string> Environment(int port, int busPort) => new Dictionary<string, string>
    {
        [RedisEnvironment.PodIp] = "127.0.0.1",
        [RedisEnvironment.AnnounceHostname] = "node-0.redis.example",
        [RedisEnvironment.Port] = port.ToString(CultureInfo.InvariantCulture),
        [RedisEnvironment.BusPort] = busPort.ToString(CultureInfo.InvariantCulture),
        [RedisEnvironment.ConfigDirectory] = Config,
        [RedisEnvironment.MemoryDirectory] = Memory,
        [RedisEnvironment.PasswordDirectory] = PasswordFolder,
        [RedisEnvironment.TlsDirectory] = Tls,
        [RedisEnvironment.RunDirectory] = Path.Combine(_root, $"run-{port}"),
        [RedisEnvironment.DataDirectory] = Path.Combine(_root, $"data-{port}"),
    };

    public void Delete() => Directory.Delete(_root, recursive: true);

    private void OpenSsl(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments.Split(' '))
        {
            WorkingDirectory = Tls,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"openssl {arguments}: {error}");
    }
}
