using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WedSync.Bench;

/// <summary>One measured ratio and what it should be.</summary>
/// <param name="Comparison"><c>&gt;=</c>, <c>&lt;=</c> or <c>=</c>; null = told for comparison, nothing is promised.</param>
internal sealed record BenchRatio(string Name, double Value, string? Comparison = null, double? Target = null)
{
    public bool? IsMet => Comparison switch { null => null, ">=" => Value >= Target, "=" => Value.Equals(Target), _ => Value <= Target };

    public override string ToString() => IsMet switch
    {
        null => "",
        { } met => string.Create(CultureInfo.InvariantCulture, $"  target {Comparison} {Target}  {(met ? "met" : "missed")}"),
    };
}

/// <summary>What one run found.</summary>
internal sealed record BenchReport(string Name, IReadOnlyDictionary<string, double> Measured, string Unit, IReadOnlyList<BenchRatio> Ratios)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Measured) text.AppendLine(CultureInfo.InvariantCulture, $"{name,-34} {value,12:N1} {Unit}");
        foreach (var ratio in Ratios)
            text.AppendLine(CultureInfo.InvariantCulture, $"{ratio.Name,-34} {ratio.Value,12:N3}{ratio}");
        return text.ToString().TrimEnd();
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
