using System.Globalization;
using System.Text;
using WedSync.Fuzzer.Oracles;

namespace WedSync.Fuzzer.Running;

/// <summary>What a run did and found.</summary>
internal sealed record FuzzReport
{
    private const int ShownBytes = 1500;

    public required int Seed { get; init; }

    public required TimeSpan Ran { get; init; }

    /// <summary>Answers by status; 0 = the connection ended without one.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    public required IReadOnlyList<(Finding First, int Count)> Findings { get; init; }

    /// <summary>Writes each finding's bytes to a file of its own, and the report as text.</summary>
    /// <param name="folder">Where the files go; made when there is something to write.</param>
    public string Write(string folder)
    {
        var text = new StringBuilder();
        foreach (var ((finding, count), index) in Findings.Select((finding, index) => (finding, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{index + 1}. {finding.Kind}: {finding.Where}, {count} times. {finding.Detail}\n");
            if (finding.Number is not { } number) continue;
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"{Seed}-{number}.request");
            File.WriteAllBytes(file, finding.Request);
            text.Append(CultureInfo.InvariantCulture, $"   request {number} of {finding.Caller}: {Printable.Of(finding.Request, ShownBytes)}\n");
            text.Append(CultureInfo.InvariantCulture, $"   answer: {Printable.Of(finding.Answer, ShownBytes)}\n");
            text.Append(CultureInfo.InvariantCulture, $"   again: ./wedsync fuzz --seed {Seed} --only {number}; the exact bytes: {file}\n");
        }

        return text.Append(Summary()).ToString();
    }

    private string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {Statuses.Values.Sum()} requests in {Ran.TotalMinutes:0.0} min; by status {string.Join(", ", Statuses.Select(s => $"{(s.Key == 0 ? "none" : s.Key.ToString(CultureInfo.InvariantCulture))} {s.Value}"))}; {Findings.Count} findings\n");
}
