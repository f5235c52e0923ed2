using System.Text.Json;

namespace WedSync.CacheService.Audit;

/// <summary>Checks audit files: <c>WedSync.CacheService verify-audit FOLDER</c>.</summary>
internal static class AuditVerifier
{
    /// <summary>The first fault of a file, or null when its chain is whole.</summary>
    public static string? FindFault(string file)
    {
        var (previous, sequence, number) = (AuditLog.ChainStart, 0L, 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (Parse(line) is not { } record) return $"{file}:{number}: no audit record.";
            if (record.Sequence != sequence + 1) return $"{file}:{number}: sequence {record.Sequence} after {sequence}.";
            if (record.Previous != previous) return $"{file}:{number}: does not follow the line before.";
            if (record.Hash != record.ComputeHash()) return $"{file}:{number}: was changed after it was written.";
            (previous, sequence) = (record.Hash, record.Sequence);
        }

        return null;
    }

    /// <summary>Verifies every file of a folder and prints a line for each. Returns the process' exit code.</summary>
    public static int Run(string directory, TextWriter output)
    {
        var code = 0;
        foreach (var file in Directory.EnumerateFiles(directory, "audit-*.jsonl").Order(StringComparer.Ordinal))
        {
            var fault = FindFault(file);
            output.WriteLine(fault ?? $"{file}: whole, {ReadLast(file)?.Sequence ?? 0} records.");
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
