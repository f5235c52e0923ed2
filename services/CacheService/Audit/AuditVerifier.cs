using System.Text.Json;

namespace WedSync.CacheService.Audit;

/// <summary>Checks audit files: <c>WedSync.CacheService verify-audit FOLDER</c>.</summary>
internal static class AuditVerifier
{
    /// <summary>The first fault of a file that stands alone, or null when its chain is whole.</summary>
    public static string? FindFault(string file) => FindFault([file], out _);

    /// <summary>The first fault of a pod's files, or null when their chain is whole.</summary>
    /// <param name="files">In the order of their lines.</param>
    /// <param name="first">Number of the first line that is there: 1, or more where old files were deleted.</param>
    public static string? FindFault(IReadOnlyList<string> files, out long first)
    {
        var (previous, sequence) = (AuditLog.ChainStart, 0L);
        first = 0;
        foreach (var file in files)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (Parse(line) is not { } record) return $"{file}:{number}: no audit record.";
                if (first == 0)
                {
                    first = record.Sequence;
                    // Only a file that was closed can have had others before it that are gone by now.
                    if (AuditFiles.IsClosed(file)) (previous, sequence) = (record.Previous, record.Sequence - 1);
                }

                if (record.Sequence != sequence + 1) return $"{file}:{number}: sequence {record.Sequence} after {sequence}.";
                if (record.Previous != previous) return $"{file}:{number}: does not follow the line before.";
                if (record.Hash != record.ComputeHash()) return $"{file}:{number}: was changed after it was written.";
                (previous, sequence) = (record.Hash, record.Sequence);
            }
        }

        return null;
    }

    /// <summary>Verifies every chain of a folder and prints a line for each. Returns the process' exit code.</summary>
    public static int Run(string directory, TextWriter output)
    {
        var code = 0;
        foreach (var (pod, files) in AuditFiles.ByPod(directory).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var fault = FindFault(files, out var first);
            output.WriteLine(fault ?? $"{pod}: whole, records {first} to {ReadLast(files[^1])?.Sequence ?? 0} in {files.Count} files.");
            if (fault is not null) code = 1;
        }

        return code;
    }

    public static AuditRecord? ReadLast(string file) =>
        File.Exists(file) && File.ReadLines(file).LastOrDefault() is { } line ? Parse(line) : null;

    private static AuditRecord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Default.AuditRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
