using System.Diagnostics;

namespace WedSync.TestKit.Redis;

/// <summary>A folder under /tmp that is removed when the test process ends, even when it is killed.</summary>
public sealed class TestDirectory : IDisposable
{
    private readonly Process _guard;

    /// <summary>Makes the folder.</summary>
    public TestDirectory()
    {
        Path = Directory.CreateTempSubdirectory("wedsync-test-").FullName;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        // Servers in the folder get a moment to end before it goes.
        foreach (var argument in new[] { "-c", "cat >/dev/null; sleep 1; rm -rf \"$1\"", "sh", Path }) start.ArgumentList.Add(argument);
        _guard = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh does not start.");
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        _guard.StandardInput.Dispose();
        _guard.Dispose();
    }
}
