using System.Text;
using System.Text.RegularExpressions;

namespace WedSync.Fuzzer.Sending;

/// <summary>Leases, keys and subjects of earlier answers, so that requests reach what only a server can name. Thread-safe.</summary>
internal sealed partial class SeenValues
{
    private const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly string[] _values = [.. Enumerable.Range(0, Kept).Select(i => $"k{i % 8}")];
    private int _next;

    public string At(int index)
    {
        lock (_lock) return _values[index % Kept];
    }

    public void Take(Answer answer)
    {
        if (answer.Status is not (200 or 201 or 202) || answer.Body.Length > 10_000) return;
        foreach (Match match in Value().Matches(Encoding.Latin1.GetString(answer.Body))) Add(match.Groups[1].Value);
    }

    private void Add(string value)
    {
        lock (_lock) _values[_next++ % Kept] = value;
    }

    [GeneratedRegex("\"(?:lease|key|subjectId|stamp)\":\"([A-Za-z0-9][A-Za-z0-9._~:@+=,-]{0,127})\"")]
    private static partial Regex Value();
}
