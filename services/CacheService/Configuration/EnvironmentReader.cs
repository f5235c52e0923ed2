using System.Globalization;
using System.Net;

namespace WedSync.CacheService.Configuration;

/// <summary>Reads environment variables and collects what is wrong with them, so that an operator sees all of it at once.</summary>
internal sealed class EnvironmentReader(Func<string, string?> variable)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public void Reject(string name, string? value, string allowed, string fix) =>
        _errors.Add($"{name} is '{value}'; allowed: {allowed}. {fix}");

    public string Required(string name, string allowed)
    {
        var value = variable(name);
        if (!string.IsNullOrWhiteSpace(value)) return value;
        _errors.Add($"{name} is not set; allowed: {allowed}. The stack's pod spec sets it.");
        return "";
    }

    public string Optional(string name, string fallback = "")
    {
        var value = variable(name);
        return string.IsNullOrWhiteSpace(value) ? fallback : value;
    }

    public long Number(string name, long fallback, long min, long max)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        Reject(name, text, $"a whole number from {min} to {max}", $"Leave it out for {fallback}.");
        return fallback;
    }

    public double Fraction(string name, double fallback)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        Reject(name, text, "a number, 0 or more, such as 0.002", "Leave it out for the default.");
        return fallback;
    }

    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan max)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        if (Durations.TryParse(text, out var value) && value <= max) return value;
        Reject(name, text, $"a duration up to {max} such as 500ms, 5s, 10m, 2h, 1d", "Leave it out for the default.");
        return fallback;
    }

    public IPAddress Ip(string name, IPAddress fallback)
    {
        var text = Optional(name);
        if (text.Length == 0) return fallback;
        // The parser also takes "1" and "0x7f.1", which nobody means.
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3)) return address;
        Reject(name, text, "an IPv4 or IPv6 address such as 10.1.2.3", "Leave it out to listen on every address.");
        return fallback;
    }

    public Uri? Address(string name, bool required, params string[] schemes)
    {
        var allowed = $"an absolute URI with scheme {string.Join(" or ", schemes)}";
        var text = required ? Required(name, allowed) : Optional(name);
        if (text.Length == 0) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme)) return uri;
        Reject(name, text, allowed, "Correct the address.");
        return null;
    }

    public string ExistingFile(string name)
    {
        var path = Optional(name);
        if (path.Length > 0 && !File.Exists(path)) Reject(name, path, "the path of a readable file", "Mount the secret there.");
        return path;
    }
}
