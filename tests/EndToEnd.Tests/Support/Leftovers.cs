using System.Globalization;
using System.Net;

namespace WedSync.EndToEnd.Tests.Support;

/// <summary>What a platform that is down must not leave: processes and listening ports.</summary>
internal static class Leftovers
{
    private const string Listening = "0A";

    /// <summary>Processes whose environment or command line names a state folder, as <c>pid command</c>.</summary>
    public static IReadOnlyList<string> Processes(string stateFolder) => [.. Directory.EnumerateDirectories("/proc")
        .Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId)
        .Where(d => Read(d, "environ").Contains(stateFolder, StringComparison.Ordinal) || Read(d, "cmdline").Contains(stateFolder, StringComparison.Ordinal))
        .Select(d => $"{Path.GetFileName(d)} {Read(d, "cmdline").Replace('\0', ' ')}")];

    /// <summary>Addresses of a /16 network that something listens on.</summary>
    /// <param name="prefix">First two bytes, such as <c>127.88.</c></param>
    public static IReadOnlyList<string> Listeners(string prefix) => [.. File.ReadLines("/proc/net/tcp").Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields[3] == Listening)
        .Select(fields => ToEndPoint(fields[1]))
        .Where(endPoint => endPoint.StartsWith(prefix, StringComparison.Ordinal))];

    // The kernel prints the address as a little-endian number.
    private static string ToEndPoint(string text)
    {
        var parts = text.Split(':');
        var address = new IPAddress(uint.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return $"{address}:{int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}";
    }

    // A process may end while it is looked at, and others' may not be read.
    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
