namespace WedSync.LocalPlatform.Processes;

/// <summary>
/// Bounds the logs as a kubelet does. A container appends to its log itself, so a long one is copied aside and cut: a line written
/// between the two is lost.
/// </summary>
public static class LogRotation
{
    /// <summary>Size from which a log is put aside.</summary>
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>Suffix of the log before.</summary>
    public const string Previous = ".1";

    /// <summary>Puts aside every log under a folder that is too long.</summary>
    public static void Rotate(string folder, long maxBytes = MaxBytes)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.log", SearchOption.AllDirectories))
        {
            if (new FileInfo(file).Length <= maxBytes) continue;
            try
            {
                File.Copy(file, file + Previous, overwrite: true);
            }
            catch (IOException)
            {
                // A full disk: what is cut makes room.
                File.Delete(file + Previous);
            }

            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.SetLength(0);
        }
    }

    /// <summary>Last lines of a log.</summary>
    public static IReadOnlyList<string> Tail(string file, int lines)
    {
        const int MaxTailBytes = 64 * 1024;
        if (!File.Exists(file)) return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, MaxTailBytes), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)];
    }
}
