using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using WedSync.TestKit.Network;

namespace WedSync.TestKit.Redis;

/// <summary>
/// One redis-server process. A small shell holds it: when the test process ends in any way, the shell's input closes, the server is
/// killed.
/// </summary>
public sealed partial class RedisNode : IDisposable
{
    private const int SigKill = 9;
    private const int SigStop = 19;
    private const int SigContinue = 18;

    // The server's process id comes first, so that signals go to it and not to the shell.
    private const string Holder =
        "redis-server \"$1\" >\"$2/log\" 2>&1 </dev/null & p=$!; echo $p; cat >/dev/null; kill -CONT $p 2>/dev/null; kill -9 $p 2>/dev/null; wait";

    private readonly string _directory;
    private readonly string _configuration;
    private Process? _holder;
    private int _serverId;

    internal RedisNode(int port, int busPort, string directory, string configuration)
    {
        Port = port;
        BusPort = busPort;
        _directory = directory;
        _configuration = configuration;
    }

    /// <summary>Client port.</summary>
    public int Port { get; private set; }

    /// <summary>Port of the cluster bus.</summary>
    public int BusPort { get; private set; }

    /// <summary>Whether the process runs (or is stopped by a signal).</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The way clients and other nodes take to it, where that is not direct.</summary>
    public SlowLink? Link { get; init; }

    /// <summary>The client port that the cluster knows.</summary>
    public int AnnouncedPort => Link?.Port ?? Port;

    /// <summary><c>127.0.0.1:port</c>, as the cluster knows it.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{AnnouncedPort}");

    /// <summary>Where its data are.</summary>
    public string DataDirectory => _directory;

    /// <summary>Ends the process at once, as a power cut does.</summary>
    public void Kill()
    {
        Signal(SigKill);
        EndHolder();
    }

    /// <summary>Freezes the process: its connections stay open and nothing answers.</summary>
    public void Stop() => Signal(SigStop);

    /// <summary>Ends a freeze.</summary>
    public void Resume() => Signal(SigContinue);

    /// <summary>Starts the process; its data are where it left them.</summary>
    /// <param name="port">A new client port; 0 = as before.</param>
    /// <param name="busPort">A new bus port; 0 = as before.</param>
    public void Start(int port = 0, int busPort = 0)
    {
        Port = port == 0 ? Port : port;
        BusPort = busPort == 0 ? BusPort : busPort;
        Directory.CreateDirectory(_directory);
        var file = Path.Combine(_directory, "redis.conf");
        File.WriteAllText(file, _configuration
            .Replace("@PORT@", Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@BUS@", BusPort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@DIR@", _directory, StringComparison.Ordinal)
            + (Link is null ? "" : string.Create(CultureInfo.InvariantCulture, $"cluster-announce-port {Link.Port}\n")));
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { "-c", Holder, "sh", file, _directory }) start.ArgumentList.Add(argument);
        _holder = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh does not start.");
        _serverId = int.Parse(_holder.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        IsRunning = true;
    }

    /// <summary>Last lines of the server's log, for messages of failed tests.</summary>
    public string LogTail()
    {
        var file = Path.Combine(_directory, "log");
        return File.Exists(file) ? string.Join('\n', File.ReadLines(file).TakeLast(15)) : "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsRunning) Kill();
        Link?.Dispose();
    }

    private void Signal(int signal)
    {
        if (!IsRunning || SendSignal(_serverId, signal) != 0) throw new InvalidOperationException($"{Endpoint} does not run.");
    }

    private void EndHolder()
    {
        IsRunning = false;
        _holder!.StandardInput.Dispose();
        _holder.WaitForExit();
        _holder.Dispose();
        _holder = null;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
