using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WedSync.Contracts.Quantities;

namespace WedSync.LocalPlatform.Faults.Links;

/// <summary>One-way delays of links: their bounds, and how they are written.</summary>
public static class LinkDelay
{
    /// <summary>Longest delay. Workers give a call up after 5 s, so that more than that is a cut.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private const string Allowed = "a one-way delay of 0ms to 10s, such as 50ms";

    /// <summary>Reads a delay as a user writes it.</summary>
    public static bool TryParse(string text, out TimeSpan delay, [NotNullWhen(false)] out string? error)
    {
        error = Durations.TryParse(text, out delay) && delay <= Longest ? null : Error($"'{text}'");
        return error is null;
    }

    /// <summary>What is wrong with a number of milliseconds; null = nothing.</summary>
    internal static string? Check(double milliseconds)
        => milliseconds >= 0 && milliseconds <= Longest.TotalMilliseconds ? null : Error(string.Create(CultureInfo.InvariantCulture, $"'{milliseconds}ms'"));

    private static string Error(string value) => $"--delay {value}: allowed: {Allowed}; correct it.";
}
