using System.Globalization;
using System.Text.RegularExpressions;

namespace WedSync.LoadGenerator.Schedule;

/// <summary>Requests a second over the run: constant, or rising or falling in a straight line.</summary>
/// <param name="From">At the start.</param>
/// <param name="To">At the end.</param>
public sealed partial record RateProfile(double From, double To)
{
    /// <summary>The highest rate that one process is trusted to offer.</summary>
    public const double Highest = 100_000;

    /// <summary>The same rate all the time.</summary>
    public static RateProfile Constant(double rate) => new(rate, rate);

    /// <summary>Reads <c>500/s</c>, <c>500</c> or <c>100..2000/s</c>.</summary>
    public static bool TryParse(string text, out RateProfile rate, out string error)
    {
        rate = Constant(1);
        var match = Pattern().Match(text);
        var numbers = match.Success ? match.Groups["n"].Captures.Select(c => double.Parse(c.Value, CultureInfo.InvariantCulture)).ToList() : [];
        if (numbers.Count == 0 || numbers.Any(n => n is <= 0 or > Highest))
        {
            error = $"rate '{text}': allowed: requests a second above 0 and up to {Highest:F0}, as 500/s or, for a ramp, 100..2000/s.";
            return false;
        }

        rate = new RateProfile(numbers[0], numbers[^1]);
        error = "";
        return true;
    }

    /// <summary>Times that many.</summary>
    public RateProfile Times(double factor) => new(From * factor, To * factor);

    /// <summary>The rate at a moment of the run.</summary>
    public double At(TimeSpan moment, TimeSpan duration) => From + ((To - From) * Math.Clamp(moment / duration, 0, 1));

    /// <inheritdoc/>
    public override string ToString() => From.Equals(To)
        ? string.Create(CultureInfo.InvariantCulture, $"{From:0.##}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{From:0.##}..{To:0.##}/s");

    [GeneratedRegex(@"\A(?<n>[0-9]{1,6}(\.[0-9]{1,3})?)(\.\.(?<n>[0-9]{1,6}(\.[0-9]{1,3})?))?(/s)?\z")]
    private static partial Regex Pattern();
}
