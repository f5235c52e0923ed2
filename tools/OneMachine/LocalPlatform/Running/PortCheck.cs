using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>Who holds a port.</summary>
public static class PortCheck
{
    private const string Listening = "0A";
    private const int AddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>One message for each address and port that cannot be listened on.</summary>
    public static IReadOnlyList<string> Taken(IEnumerable<(string Ip, int Port, string User)> wanted)
        => [.. wanted.DistinctBy(w => (w.Ip, w.Port)).Where(w => !CanListen(w.Ip, w.Port)).Select(w => string.Create(
            CultureInfo.InvariantCulture,
            $"{w.Ip}:{w.Port} ({w.User}): taken by {HolderOf(w.Port) ?? "a process of another user"}; stop it, or choose another network with --network 127.<n>.0.0/16."))];

    private static bool CanListen(string ip, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(ip), port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? HolderOf(int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var inodes = Tables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > InodeField && fields[StateField] == Listening
                && fields[AddressField].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[InodeField]}]").ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Opens(pid, inodes))
            {
                return $"process {pid.ToString(CultureInfo.InvariantCulture)} ({ProcessTable.CommandOf(pid)})";
            }
        }

        return null;
    }

    private static bool Opens(int pid, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(fd => new FileInfo(fd).LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
