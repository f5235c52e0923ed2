using System.Runtime.InteropServices;

namespace WedSync.LocalPlatform.Processes;

/// <summary>System calls that .NET has no name for.</summary>
internal static partial class Native
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    private const int PrSetChildSubreaper = 36;

    /// <summary>Makes orphans of this process' children its own, so that it can end and reap them.</summary>
    public static void BecomeSubreaper() => _ = Prctl(PrSetChildSubreaper, 1, 0, 0, 0);

    /// <summary>Sends a signal to a process; false where there is none.</summary>
    public static bool Signal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>Sends a signal to a process group; false where it is empty.</summary>
    public static bool SignalGroup(int group, int signal) => Kill(-group, signal) == 0;

    /// <summary>Waits until no child of a process group is left. Only for groups whose leader was waited for and that got SIGKILL.</summary>
    public static void ReapGroup(int group)
    {
        while (WaitPid(-group, out _, 0) > 0)
        {
            // One child each time.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
