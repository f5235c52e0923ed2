using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.CacheService.Audit;

/// <summary>The files of audit chains: <c>audit-POD.jsonl</c> grows, <c>audit-POD.000000004711.jsonl</c> is closed with line 4711.</summary>
internal static partial class AuditFiles
{
    public static string Current(string directory, string pod) => Path.Combine(directory, $"audit-{pod}.jsonl");

    public static string Closed(string directory, string pod, long sequence) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"audit-{pod}.{sequence:D12}.jsonl"));

    /// <summary>A pod's files in the order of their lines.</summary>
    public static IReadOnlyList<string> Of(string directory, string pod) => ByPod(directory).GetValueOrDefault(pod, []);

    /// <summary>All files of the folder by pod, each pod's in the order of their lines.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByPod(string directory) =>
        Directory.EnumerateFiles(directory, "audit-*.jsonl")
            .Select(file => (File: file, Name: Name().Match(Path.GetFileName(file))))
            .GroupBy(item => item.Name.Groups["pod"].Value, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                // Numbers have one length; the one that grows has none and comes last.
                group => (IReadOnlyList<string>)[.. group.OrderBy(i => i.Name.Groups["last"].Success ? i.Name.Groups["last"].Value : "x", StringComparer.Ordinal).Select(i => i.File)],
                StringComparer.Ordinal);

    /// <summary>Whether earlier files may have been deleted: the chain then begins in the middle.</summary>
    public static bool IsClosed(string file) => Name().Match(Path.GetFileName(file)).Groups["last"].Success;

    /// <summary>Cuts what a killed process left half written, of an action that was not confirmed to anybody; the last whole line, if any.</summary>
    public static AuditRecord? Continue(string directory, string pod)
    {
        var current = Current(directory, pod);
        if (File.Exists(current)) CutTornLine(current);
        return Of(directory, pod).Reverse().Select(AuditVerifier.ReadLast).FirstOrDefault(record => record is not null);
    }

    /// <summary>The hash of a line by its number; null = it is not there.</summary>
    public static string? HashOf(string directory, string pod, long sequence)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{{\"sequence\":{sequence},");
        return Of(directory, pod).Reverse()
            .SelectMany(file => File.ReadLines(file).Where(line => line.StartsWith(start, StringComparison.Ordinal)))
            .Select(line => AuditVerifier.Parse(line)?.Hash).FirstOrDefault();
    }

    private static void CutTornLine(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var end = stream.Length;
        while (end > 0)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') break;
            end--;
        }

        if (end != stream.Length) stream.SetLength(end);
    }

    [GeneratedRegex(@"^audit-(?<pod>.+?)(\.(?<last>[0-9]{12}))?\.jsonl$", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
