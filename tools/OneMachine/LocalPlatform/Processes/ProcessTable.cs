using System.Globalization;
using System.Text;

namespace WedSync.LocalPlatform.Processes;

/// <summary>A process that a number alone does not name: the kernel gives numbers out again.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTicks">Clock ticks from boot to its start.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks);

/// <summary>Reads /proc.</summary>
internal static class ProcessTable
{
    private const int StartTimeField = 19;

    /// <summary>Name of the boot that start times count from.</summary>
    public static string BootId { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>The process that has a number now; null where none has it, or it has ended and waits to be reaped.</summary>
    public static ProcessIdentity? Find(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in parentheses may hold spaces and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : new ProcessIdentity(pid, long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a process still runs.</summary>
    public static bool Lives(ProcessIdentity process) => Find(process.Pid) == process;

    /// <summary>All processes whose environment holds a variable with a value; those of other users cannot be read and are none.</summary>
    public static IEnumerable<ProcessIdentity> WithVariable(string name, string value)
    {
        var wanted = Encoding.UTF8.GetBytes($"{name}={value}\0");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Holds(pid, wanted) && Find(pid) is { } process)
            {
                yield return process;
            }
        }
    }

    /// <summary>Command of a process, for messages.</summary>
    public static string? CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Holds(int pid, ReadOnlySpan<byte> wanted)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
