using System.Globalization;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>Who holds a state folder: a lock that the kernel releases with its holder, and beside it a file that names the holder.</summary>
public sealed class SupervisorFile : IDisposable
{
    private readonly FileStream _lock;

    private SupervisorFile(FileStream held) => _lock = held;

    /// <summary>Takes the folder; null where another process holds it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SupervisorFile? Take(StateFolder state)
    {
        FileStream held;
        try
        {
            held = new FileStream(state.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(state.LockFile) && Owner(state) is not null)
        {
            return null;
        }

        var self = ProcessTable.Find(Environment.ProcessId)!;
        File.WriteAllText(state.SupervisorFile, string.Create(CultureInfo.InvariantCulture, $"{self.Pid} {self.StartTicks}"));
        return new SupervisorFile(held);
    }

    /// <summary>The supervisor that lives; null where there is none.</summary>
    public static ProcessIdentity? Owner(StateFolder state)
        => File.Exists(state.SupervisorFile) && File.ReadAllText(state.SupervisorFile).Split(' ') is [var pid, var ticks]
            && int.TryParse(pid, CultureInfo.InvariantCulture, out var number) && long.TryParse(ticks, CultureInfo.InvariantCulture, out var start)
            && new ProcessIdentity(number, start) is var identity && ProcessTable.Lives(identity) ? identity : null;

    public void Dispose() => _lock.Dispose();
}
