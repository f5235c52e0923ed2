using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace WedSync.Platform.Configuration;

/// <summary>Formats of texts in the configuration.</summary>
internal static partial class ConfigFormats
{
    public const string MemoryForm = "a memory quantity of at least 1Gi in binary units, such as 16Gi";

    /// <summary>A memory quantity as Redis nodes take it: whole Mi or Gi, 1Gi or more.</summary>
    public static bool IsMemory(string text) =>
        MemoryPattern().Match(text) is { Success: true } match
        && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
        && amount * (match.Groups[2].Value == "Gi" ? 1024 : 1) >= 1024;

    /// <summary>A network of IPv4 addresses whose host bits are zero.</summary>
    public static bool IsNetwork(string text) => IPNetwork.TryParse(text, out var network) && network.ToString() == text;

    /// <summary>A /16 network inside 10.0.0.0/8.</summary>
    public static bool IsRegionNetwork(string text) => IsNetwork(text) && text.StartsWith("10.", StringComparison.Ordinal) && text.EndsWith(".0.0/16", StringComparison.Ordinal);

    public static bool IsName(string text) => NamePattern().IsMatch(text);

    public static bool IsDomain(string text) => DomainPattern().IsMatch(text);

    public static bool IsLocation(string text) => LocationPattern().IsMatch(text);

    public static bool IsHttpsUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    public static bool IsEmail(string text) => EmailPattern().IsMatch(text);

    public static bool IsVersion(string text) => VersionPattern().IsMatch(text);

    public static bool IsAwsAccount(string text) => AwsAccountPattern().IsMatch(text);

    public static bool IsBillingAccount(string text) => BillingAccountPattern().IsMatch(text);

    public static bool IsGcpProject(string text) => GcpProjectPattern().IsMatch(text);

    public static bool IsNotEmpty(string text) => !string.IsNullOrWhiteSpace(text);

    [GeneratedRegex("^([1-9][0-9]{0,6})(Mi|Gi)$")]
    private static partial Regex MemoryPattern();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$")]
    private static partial Regex DomainPattern();

    [GeneratedRegex("^[a-z]+-[a-z]+(-?[0-9]+)$")]
    private static partial Regex LocationPattern();

    [GeneratedRegex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")]
    private static partial Regex EmailPattern();

    [GeneratedRegex("^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AwsAccountPattern();

    [GeneratedRegex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$")]
    private static partial Regex BillingAccountPattern();

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")]
    private static partial Regex GcpProjectPattern();
}
