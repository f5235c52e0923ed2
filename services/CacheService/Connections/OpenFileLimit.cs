using System.Globalization;

namespace WedSync.CacheService.Connections;

/// <summary>How many files and sockets this process may have open. The runtime raises the soft limit to the hard one when it starts.</summary>
internal static class OpenFileLimit
{
    private const string Line = "Max open files";

    /// <summary>Null where there is no limit, or none is told.</summary>
    public static long? Read() => File.Exists("/proc/self/limits") ? Parse(File.ReadAllText("/proc/self/limits")) : null;

    public static long? Parse(string limits)
    {
        var line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
