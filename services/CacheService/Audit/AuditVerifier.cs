using System.Text.Json;

namespace WedSync.CacheService.Audit;

/// <summary>Checks audit files against themselves, and against what is kept elsewhere of how far they went.</summary>
internal static class AuditVerifier
{
    /// <summary>The first fault of a file that stands alone, or null when its chain is whole.</summary>
    public static string? FindFault(string file) => FindFault([file], out _);

    /// <summary>The first fault of a pod's files, or null when their chain is whole.</summary>
    /// <param name="files">In the order of their lines.</param>
    /// <param name="first">Number of the first line that is there: 1, or more where old files were deleted.</param>
    public static string? FindFault(IReadOnlyList<string> files, out long first)
    {
        var reading = Read(files, 0);
        first = reading.First;
        return reading.Fault;
    }

    /// <summary>Verifies every chain of a folder and prints a line for each. Returns the process' exit code.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="heads">How far the region's chains went; null = nobody knows.</param>
    /// <param name="output">Takes the lines.</param>
    public static int Run(string directory, IReadOnlyList<AuditHead>? heads, TextWriter output)
    {
        var code = 0;
        var chains = AuditFiles.ByPod(directory);
        foreach (var (pod, files) in chains.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var head = heads?.FirstOrDefault(head => head.Pod == pod);
            var reading = Read(files, head?.Head.Sequence ?? 0);
            var fault = reading.Fault ?? (head is null ? null : FindLoss(head, reading));
            output.WriteLine(fault ?? $"{pod}: whole, records {reading.First} to {reading.Last} in {files.Count} files{Reach(heads, head)}.");
            if (fault is not null) code = 1;
        }

        foreach (var head in heads?.Where(head => !chains.ContainsKey(head.Pod)) ?? [])
            output.WriteLine($"{head.Pod}: no record is here; it went as far as record {head.Head.Sequence} ({head.Head.At:O}).");
        // A folder of one pod need not have the others' chains, but it has one.
        if (chains.Count == 0 && heads is { Count: > 0 }) code = 1;
        if (heads is null) output.WriteLine("No heads were given: a tail that was cut off cannot be seen. See --heads, and docs/cache-service.md, Audit.");
        return code;
    }

    public static AuditRecord? ReadLast(string file) =>
        File.Exists(file) && File.ReadLines(file).LastOrDefault() is { } line ? Parse(line) : null;

    public static AuditRecord? Parse(string line)
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

    private static Reading Read(IReadOnlyList<string> files, long wanted)
    {
        var (previous, sequence, first, hash) = (AuditLog.ChainStart, 0L, 0L, (string?)null);
        foreach (var file in files)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (Parse(line) is not { } record)
                {
                    // What a killed process left half written was confirmed to nobody; the next one takes it out.
                    return new Reading(ReferenceEquals(file, files[^1]) && IsTorn(file, line) ? null : $"{file}:{number}: no audit record.", first, sequence, hash);
                }

                if (first == 0)
                {
                    first = record.Sequence;
                    // Only a file that was closed can have had others before it that are gone by now.
                    if (AuditFiles.IsClosed(file)) (previous, sequence) = (record.Previous, record.Sequence - 1);
                }

                if (FaultOf(record, previous, sequence) is { } fault) return new Reading($"{file}:{number}: {fault}", first, sequence, hash);
                (previous, sequence) = (record.Hash, record.Sequence);
                if (sequence == wanted) hash = record.Hash;
            }
        }

        return new Reading(null, first, sequence, hash);
    }

    private static string? FaultOf(AuditRecord record, string previous, long sequence) =>
        record.Sequence != sequence + 1 ? $"sequence {record.Sequence} after {sequence}."
        : record.Previous != previous ? "does not follow the line before."
        : record.Hash != record.ComputeHash() ? "was changed after it was written."
        : null;

    private static bool IsTorn(string file, string line)
    {
        using var stream = File.OpenRead(file);
        stream.Position = stream.Length - 1;
        return stream.ReadByte() != '\n' && File.ReadLines(file).Last() == line;
    }

    private static string? FindLoss(AuditHead head, Reading reading)
    {
        if (head.Lost is [.., var lost])
            return $"{head.Pod}: CUT, it had record {lost.Sequence} ({lost.At:O}) when a process began with less, or something else, on its disk.";
        if (reading.Last < head.Head.Sequence)
            return $"{head.Pod}: CUT, ends with record {reading.Last}, and went as far as record {head.Head.Sequence} ({head.Head.At:O}).";
        return reading.First <= head.Head.Sequence && reading.HashOfHead != head.Head.Hash
            ? $"{head.Pod}: record {head.Head.Sequence} is another one than was written ({head.Head.At:O}): the chain was made anew."
            : null;
    }

    private static string Reach(IReadOnlyList<AuditHead>? heads, AuditHead? head) =>
        head is not null ? $", complete as far as record {head.Head.Sequence} ({head.Head.At:O})"
        : heads is not null ? ", of which no head is known" : "";

    private readonly record struct Reading(string? Fault, long First, long Last, string? HashOfHead);
}
