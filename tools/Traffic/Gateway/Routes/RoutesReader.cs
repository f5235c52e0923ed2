using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace WedSync.Gateway.Routes;

/// <summary>Reads a routes file and collects all its faults.</summary>
internal sealed class RoutesReader
{
    private const int MaxThreshold = 10;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(5);

    private readonly List<string> _errors = [];

    private RoutesReader()
    {
    }

    /// <exception cref="RoutesException">It is missing or has faults.</exception>
    public static RouteTable Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RoutesException([$"{path}: cannot be read ({exception.Message})"]);
        }
    }

    /// <exception cref="RoutesException">It has faults.</exception>
    public static RouteTable Parse(ReadOnlySpan<byte> json, string path)
    {
        RoutesFile? file;
        try
        {
            file = JsonSerializer.Deserialize(json, RoutesJson.Default.RoutesFile);
        }
        catch (JsonException exception)
        {
            throw new RoutesException([$"{path}: not a routes file: {exception.Message}"]);
        }

        var reader = new RoutesReader();
        var table = reader.Table(file ?? new RoutesFile(), Convert.ToHexStringLower(SHA256.HashData(json)));
        return reader._errors.Count == 0 ? table : throw new RoutesException([.. reader._errors.Select(e => $"{path}: {e}")]);
    }

    private RouteTable Table(RoutesFile file, string digest)
    {
        if (file.Regions is null or { Count: 0 }) Reject("regions", "[]", "at least one region");
        var regions = (file.Regions ?? []).Select((region, index) => Region(region, $"regions[{index}]")).ToList();
        Unique("regions", regions.Select(r => r.Name));
        return new RouteTable
        {
            Listen = Listen(file.Listen, "listen", "http"),
            Admin = Listen(file.Admin, "admin", "http"),
            Issuer = file.Issuer is { } issuer ? Issuer(issuer) : null,
            HealthCheck = HealthCheck(file.HealthCheck ?? new HealthCheckFile()),
            Regions = regions,
            Digest = digest,
        };
    }

    private IssuerSettings Issuer(IssuerFile file) => new(
        Listen(file.Listen, "issuer.listen", "https"),
        Text(file.Issuer, "issuer.issuer"),
        Text(file.KeyDirectory, "issuer.keyDirectory"),
        Text(file.Certificate, "issuer.certificate"),
        Text(file.Key, "issuer.key"));

    private HealthCheckSettings HealthCheck(HealthCheckFile file)
    {
        if (file.Path is null || !file.Path.StartsWith('/')) Reject("healthCheck.path", file.Path, "a path that begins with /");
        return new HealthCheckSettings(
            file.Path ?? "/",
            Duration(file.Interval, "healthCheck.interval"),
            Duration(file.Timeout, "healthCheck.timeout"),
            Threshold(file.HealthyThreshold, "healthCheck.healthyThreshold"),
            Threshold(file.UnhealthyThreshold, "healthCheck.unhealthyThreshold"));
    }

    private Region Region(RegionFile file, string at)
    {
        if (file.Backends is null or { Count: 0 }) Reject($"{at}.backends", "[]", "at least one backend");
        var backends = (file.Backends ?? []).Select((backend, index) => Backend(backend, $"{at}.backends[{index}]")).ToList();
        Unique($"{at}.backends", backends.Select(b => b.Name));
        var routes = (file.HeaderRoutes ?? []).Select((route, index) => Header(route, backends, $"{at}.headerRoutes[{index}]")).ToList();
        return new Region(Text(file.Name, $"{at}.name"), Weight(file.Weight, $"{at}.weight"), backends, routes);
    }

    private Backend Backend(BackendFile file, string at) => new(
        Text(file.Name, $"{at}.name"),
        Weight(file.Weight, $"{at}.weight"),
        [.. (file.Endpoints ?? []).Select((text, index) => Endpoint(text, $"{at}.endpoints[{index}]"))]);

    private HeaderRoute Header(HeaderRouteFile file, List<Backend> backends, string at)
    {
        var backend = Text(file.Backend, $"{at}.backend");
        if (backend.Length > 0 && backends.All(b => b.Name != backend))
            Reject($"{at}.backend", backend, $"a backend of the region: {string.Join(", ", backends.Select(b => b.Name))}");
        return new HeaderRoute(Text(file.Header, $"{at}.header"), Text(file.Exact, $"{at}.exact"), backend);
    }

    private Address Listen(string? text, string at, string scheme)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == scheme && IPAddress.TryParse(uri.Host, out var ip) && uri.AbsolutePath == "/")
            return new Address(ip, uri.Port);
        Reject(at, text, $"{scheme}://<ip address>:<port>");
        return new Address(IPAddress.Loopback, 0);
    }

    private Uri Endpoint(string text, string at)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "http" && uri.PathAndQuery == "/") return uri;
        Reject(at, text, "http://<address>:<port>");
        return new Uri("http://invalid/");
    }

    private TimeSpan Duration(string? text, string at)
    {
        if (Parse(text) is { } value && value >= ShortestInterval && value <= LongestInterval) return value;
        Reject(at, text, "50ms to 5m, such as 5s");
        return ShortestInterval;
    }

    private static TimeSpan? Parse(string? text)
    {
        var digits = (text ?? "").TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return text![digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => null,
        };
    }

    private int Threshold(int value, string at)
    {
        if (value is >= 1 and <= MaxThreshold) return value;
        Reject(at, value.ToString(CultureInfo.InvariantCulture), $"1 to {MaxThreshold}");
        return 1;
    }

    private int Weight(int value, string at)
    {
        if (value is >= 0 and <= 1_000_000) return value;
        Reject(at, value.ToString(CultureInfo.InvariantCulture), "0 to 1000000");
        return 0;
    }

    private string Text(string? value, string at)
    {
        if (string.IsNullOrWhiteSpace(value)) Reject(at, value, "a text");
        return value ?? "";
    }

    private void Unique(string at, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1))
            Reject(at, twice.Key, "each name once");
    }

    private void Reject(string at, string? value, string allowed) => _errors.Add($"{at} is '{value}'; allowed: {allowed}.");
}
