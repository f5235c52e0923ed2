using System.Diagnostics;
using System.Globalization;
using WedSync.Platform.Components.Redis;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>A Redis node started by the rendered start script at a loopback address of its own. It ends with the test process.</summary>
internal sealed class RedisPod(string name, string directory, string shared) : IDisposable
{
    // A small shell holds the server: when its input closes, the server is killed.
    private const string Holder =
        "sh \"$1\" >\"$2/log\" 2>&1 </dev/null & p=$!; cat >/dev/null; kill -9 $p 2>/dev/null; wait";

    private Process? _holder;

    public string Name => name;

    public string Ip { get; private set; } = "";

    public string Endpoint => $"{Ip}:6379";

    public bool IsRunning => _holder is not null;

    public void Start(string ip)
    {
        Ip = ip;
        Directory.CreateDirectory(directory);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", Holder, "sh", Path.Combine(shared, "config", RedisLayout.StartScript), directory })
            start.ArgumentList.Add(argument);
        foreach (var (variable, value) in Environment()) start.Environment[variable] = value;
        _holder = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh does not start.");
    }

    /// <summary>At once, as a power cut does.</summary>
    public void Kill()
    {
        _holder!.StandardInput.Dispose();
        _holder.WaitForExit();
        _holder.Dispose();
        _holder = null;
    }

    /// <summary>Takes its volume away.</summary>
    public void Wipe() => Directory.Delete(directory, recursive: true);

    public void Dispose()
    {
        if (IsRunning) Kill();
    }

    public string Log => File.Exists(Path.Combine(directory, "log")) ? File.ReadAllText(Path.Combine(directory, "log")) : "";

    private Dictionary<string, string> Environment() => new()
    {
        [RedisEnvironment.PodIp] = Ip,
        [RedisEnvironment.AnnounceHostname] = $"{name}.redis-cluster-primary.wedsync-ai-cache.svc.cluster.local",
        [RedisEnvironment.Port] = "6379",
        [RedisEnvironment.BusPort] = 16379.ToString(CultureInfo.InvariantCulture),
        [RedisEnvironment.ConfigDirectory] = Path.Combine(shared, "config"),
        [RedisEnvironment.MemoryDirectory] = Path.Combine(shared, "memory"),
        [RedisEnvironment.PasswordDirectory] = Path.Combine(shared, "passwords"),
        [RedisEnvironment.TlsDirectory] = Path.Combine(shared, "tls"),
        [RedisEnvironment.RunDirectory] = Path.Combine(directory, "run"),
        [RedisEnvironment.DataDirectory] = Path.Combine(directory, "data"),
    };
}
