using System.Diagnostics;
using System.Globalization;

namespace WedSync.TestKit.Processes;

/// <summary>A folder on a disk of its own, in memory and small, so that it can be filled to the last byte. Needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    /// <summary>Mounts it over a folder, which is made.</summary>
    public static SmallDisk Mount(string path, int kibibytes)
    {
        Directory.CreateDirectory(path);
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k"), "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        using var file = new FileStream(Path.Combine(_path, "filling"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Path.Combine(_path, "filling"));

    /// <inheritdoc/>
    public void Dispose() => Run("umount", "-l", _path);

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
