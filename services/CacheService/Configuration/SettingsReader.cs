using System.Net;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Faults;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Configuration;

/// <summary>Binds the environment to <see cref="ServiceSettings"/>.</summary>
internal static class SettingsReader
{
    private const int MaxRegionLength = 32;

    /// <summary>Null when there are errors.</summary>
    public static ServiceSettings? Read(Func<string, string?> variable, out IReadOnlyList<string> errors)
    {
        var reader = new EnvironmentReader(variable);
        var settings = new ServiceSettings
        {
            Redis = ReadRedis(reader),
            Region = ReadRegion(reader),
            Regions = ReadRegions(reader),
            Season = ReadSeason(reader),
            SeasonDirectory = ReadDirectory(reader, EnvironmentNames.SeasonalConfigDirectory, "Mount the seasonal-config ConfigMap there."),
            ResidencyGroup = reader.Optional(EnvironmentNames.ResidencyGroup),
            PodName = reader.Optional(EnvironmentNames.PodName, Environment.MachineName),
            JwtIssuer = reader.Required(EnvironmentNames.JwtIssuer, "the iss claim of valid tokens"),
            JwtAudience = reader.Required(EnvironmentNames.JwtAudience, "the aud claim of valid tokens"),
            JwksUri = reader.Address(EnvironmentNames.JwtJwksUri, required: true, "https", "http", "file") ?? new Uri("file:///"),
            AuditDirectory = ReadDirectory(reader, EnvironmentNames.AuditDirectory, "Mount a volume there, or leave it out for standard output."),
            ListenAddress = reader.Ip(EnvironmentNames.PodIp, IPAddress.Any),
            HttpPort = (int)reader.Number(EnvironmentNames.HttpPort, ServicePorts.CacheHttp, 0, 65535),
            MetricsPort = (int)reader.Number(EnvironmentNames.MetricsPort, ServicePorts.Metrics, 0, 65535),
            L1Bytes = reader.Number(EnvironmentNames.L1Bytes, 256L << 20, 0, 1L << 40),
            MaxEntryBytes = (int)reader.Number(EnvironmentNames.MaxEntryBytes, 1 << 20, 1024, 64 << 20),
            MaxConcurrency = (int)reader.Number(EnvironmentNames.MaxConcurrency, 512, 1, 100_000),
            DrainPeriod = reader.Duration(EnvironmentNames.DrainPeriod, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            SweepInterval = reader.Duration(EnvironmentNames.SweepInterval, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1)),
            Ttl = ReadTtl(reader),
            OriginCallCost = reader.Fraction(EnvironmentNames.OriginCallCost, 0.002),
            OtlpEndpoint = reader.Address(EnvironmentNames.OtlpEndpoint, required: false, "http", "https"),
            Fault = ReadFault(reader),
        };
        errors = reader.Errors;
        return errors.Count == 0 ? settings : null;
    }

    private static RedisSettings ReadRedis(EnvironmentReader reader)
    {
        const string allowed = "host:port of Redis nodes, separated by commas";
        var text = reader.Required(EnvironmentNames.RedisClusterEndpoints, allowed);
        var endpoints = text.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var endpoint in endpoints.Where(endpoint => !IsEndpoint(endpoint)))
            reader.Reject(EnvironmentNames.RedisClusterEndpoints, endpoint, allowed, "Give every node a port.");

        var passwordFile = reader.ExistingFile(EnvironmentNames.RedisPasswordFile);
        var caFile = reader.ExistingFile(EnvironmentNames.RedisTlsCaFile);
        if (caFile.Length == 0 && endpoints.FirstOrDefault(endpoint => IsEndpoint(endpoint) && !IsLoopback(endpoint)) is { } remote)
        {
            reader.Reject(
                EnvironmentNames.RedisTlsCaFile, "", "a CA certificate (PEM); plaintext to loopback nodes only",
                $"Mount the CA that signed the certificate of {remote}.");
        }

        return new RedisSettings
        {
            Endpoints = endpoints,
            Username = reader.Optional(EnvironmentNames.RedisUsername),
            Password = passwordFile.Length == 0 ? null : () => File.ReadAllText(passwordFile).Trim(),
            CaFile = caFile,
            ClientName = "ai-cache-service",
        };
    }

    private static bool IsEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0;
    }

    private static bool IsLoopback(string endpoint)
    {
        var host = endpoint[..Math.Max(0, endpoint.LastIndexOf(':'))];
        return host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    private static string ReadRegion(EnvironmentReader reader)
    {
        const string allowed = "a region of the catalogue, such as us-east: a-z, 0-9 and -, at most 32 characters";
        var region = reader.Required(EnvironmentNames.Region, allowed);
        if (region.Length > MaxRegionLength || region.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            reader.Reject(EnvironmentNames.Region, region, allowed, "Correct the name.");
        return region;
    }

    private static Season ReadSeason(EnvironmentReader reader)
    {
        var allowed = string.Join(", ", SeasonNames.All);
        var text = reader.Required(EnvironmentNames.WeddingSeasonMode, allowed);
        if (!SeasonNames.TryParse(text, out var season) && text.Length > 0)
            reader.Reject(EnvironmentNames.WeddingSeasonMode, text, allowed, "The seasonal-config ConfigMap's current-mode sets it.");
        return season;
    }

    private static string ReadDirectory(EnvironmentReader reader, string name, string fix)
    {
        var path = reader.Optional(name);
        if (path.Length > 0 && !Directory.Exists(path)) reader.Reject(name, path, "an existing folder", fix);
        return path;
    }

    private static string[] ReadRegions(EnvironmentReader reader)
    {
        var own = reader.Optional(EnvironmentNames.Region);
        var text = reader.Optional(EnvironmentNames.Regions, own);
        var regions = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!regions.Contains(own))
            reader.Reject(EnvironmentNames.Regions, text, $"all regions separated by commas, {own} among them", $"Leave it out for {own} alone.");
        return regions;
    }

    private static TtlPolicies ReadTtl(EnvironmentReader reader)
    {
        var text = reader.Optional(EnvironmentNames.TtlPolicies);
        if (TtlPolicies.Default.TryExtend(text, out var policies, out var bad)) return policies;
        reader.Reject(EnvironmentNames.TtlPolicies, bad, TtlPolicies.Allowed, "Correct the item.");
        return TtlPolicies.Default;
    }

    // A variable that is left behind must not break a real pod's answers, so a second one has to say that this is no real pod.
    private static FaultPlan ReadFault(EnvironmentReader reader)
    {
        var (text, allowed) = (reader.Optional(EnvironmentNames.Fault), reader.Optional(EnvironmentNames.FaultsAllowed));
        if (text.Length == 0) return default;
        if (!FaultPlan.TryParse(text, out var plan, out var bad))
            reader.Reject(EnvironmentNames.Fault, bad, FaultPlan.Allowed, "Correct the item.");
        if (allowed != EnvironmentNames.FaultsAllowedHere)
        {
            reader.Reject(
                EnvironmentNames.FaultsAllowed, allowed, $"{EnvironmentNames.FaultsAllowedHere}, for {EnvironmentNames.Fault} to be taken",
                $"Unset {EnvironmentNames.Fault}: it makes answers fail on purpose.");
        }

        return plan;
    }
}
