using System.Globalization;
using System.Net;
using WedSync.Contracts;
using WedSync.Contracts.Quantities;

namespace WedSync.Hosting;

/// <summary>Reads environment variables and collects what is wrong with them, so that an operator sees all of it at once.</summary>
/// <param name="variable">Looks a variable up; null = not set.</param>
public sealed class EnvironmentReader(Func<string, string?> variable)
{
    private const int MaxRegionLength = 32;

    private readonly List<string> _errors = [];

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Adds an error: what, the value, what is allowed, how to fix it.</summary>
    public void Reject(string name, string? value, string allowed, string fix) =>
        _errors.Add($"{name} is '{value}'; allowed: {allowed}. {fix}");

    /// <summary>A variable that must be set; empty with an error.</summary>
    public string Required(string name, string allowed)
    {
        var value = variable(name);
        if (!string.IsNullOrWhiteSpace(value)) return value;
        _errors.Add($"{name} is not set; allowed: {allowed}. The stack's pod spec sets it.");
        return "";
    }

    /// <summary>A variable that may be left out.</summary>
    public string Optional(string name, string fallback = "")
    {
        var value = variable(name);
        return string.IsNullOrWhiteSpace(value) ? fallback : value;
    }

    /// <summary>A whole number within bounds.</summary>
    public long Number(string name, long fallback, long min, long max)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        Reject(name, text, $"a whole number from {min} to {max}", $"Leave it out for {fallback}.");
        return fallback;
    }

    /// <summary>A decimal number, 0 or more.</summary>
    public double Fraction(string name, double fallback)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        Reject(name, text, "a number, 0 or more, such as 0.002", "Leave it out for the default.");
        return fallback;
    }

    /// <summary>A duration in the form of <see cref="Durations"/>.</summary>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan max)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (Durations.TryParse(text, out var value) && value <= max) return value;
        Reject(name, text, $"a duration up to {max} such as 500ms, 5s, 10m, 2h, 1d", "Leave it out for the default.");
        return fallback;
    }

    /// <summary>An address to listen on.</summary>
    public IPAddress Ip(string name, IPAddress fallback)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        // The parser also takes "1" and "0x7f.1", which nobody means.
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3)) return address;
        Reject(name, text, "an IPv4 or IPv6 address such as 10.1.2.3", "Leave it out to listen on every address.");
        return fallback;
    }

    /// <summary>An absolute URI of one of the schemes.</summary>
    public Uri? Address(string name, bool required, params string[] schemes)
    {
        var allowed = $"an absolute URI with scheme {string.Join(" or ", schemes)}";
        var text = required ? Required(name, allowed) : Optional(name);
        if (text.Length == 0) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme)) return uri;
        Reject(name, text, allowed, "Correct the address.");
        return null;
    }

    /// <summary>A file that must exist where the variable is set.</summary>
    public string ExistingFile(string name)
    {
        var path = Optional(name);
        if (path.Length > 0 && !File.Exists(path)) Reject(name, path, "the path of a readable file", "Mount the secret there.");
        return path;
    }

    /// <summary>A folder that must exist where the variable is set.</summary>
    public string ExistingDirectory(string name, string fix)
    {
        var path = Optional(name);
        if (path.Length > 0 && !Directory.Exists(path)) Reject(name, path, "an existing folder", fix);
        return path;
    }

    /// <summary>The region this process runs in.</summary>
    public string Region()
    {
        const string allowed = "a region of the catalogue, such as us-east: a-z, 0-9 and -, at most 32 characters";
        var region = Required(EnvironmentNames.Region, allowed);
        if (region.Length > MaxRegionLength || region.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            Reject(EnvironmentNames.Region, region, allowed, "Correct the name.");
        return region;
    }
}
