using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Faults;

/// <summary>Copies of the data of a pod's persistent volumes, as a cloud's volume snapshots are.</summary>
/// <param name="spawner">Starts cp: .NET itself opens no file that another process has locked, as Redis does with its nodes.conf.</param>
internal sealed class PodSnapshot(ProcessSpawner spawner)
{
    /// <summary>Copies the data; whoever writes them must stand still. Replaces an older copy.</summary>
    /// <exception cref="LocalPlatformException">They cannot be copied.</exception>
    public async Task TakeAsync(PodPlan pod, string folder)
    {
        var fresh = folder + ".new";
        Remove(fresh);
        foreach (var data in pod.DataFolders) await CopyAsync(data, Path.Combine(fresh, Path.GetFileName(data)));
        Remove(folder);
        Directory.Move(fresh, folder);
    }

    /// <summary>Puts the copy in place of the data.</summary>
    /// <exception cref="LocalPlatformException">It cannot be copied.</exception>
    public async Task RestoreAsync(PodPlan pod, string folder)
    {
        PodFolder.Wipe(pod);
        foreach (var data in pod.DataFolders) await CopyAsync(Path.Combine(folder, Path.GetFileName(data)), data);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task CopyAsync(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var log = $"{to}.log";
        var child = await spawner.StartAsync(new ProcessRequest
        {
            Command = ["cp", "-a", "--", $"{from}/.", to],
            Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" },
            WorkingDirectory = to,
            OutputFile = log,
            Append = false,
        });
        var code = await child.Exited;
        var said = (await File.ReadAllTextAsync(log)).Trim();
        File.Delete(log);
        if (code != 0) throw new LocalPlatformException($"{from}: cannot be copied to {to}: {said}");
    }
}
