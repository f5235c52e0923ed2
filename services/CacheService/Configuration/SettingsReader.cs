using System.Globalization;
using System.Net;
using WedSync.CacheService.Caching;
using WedSync.CacheService.Connections;
using WedSync.CacheService.Faults;
using WedSync.Contracts;
using WedSync.Contracts.Seasons;
using WedSync.Hosting;

namespace WedSync.CacheService.Configuration;

/// <summary>Binds the environment to <see cref="ServiceSettings"/>.</summary>
internal static class SettingsReader
{
    /// <summary>Null when there are errors.</summary>
    public static ServiceSettings? Read(Func<string, string?> variable, out IReadOnlyList<string> errors) =>
        Read(variable, OpenFileLimit.Read(), out errors);

    /// <summary>The same with a given limit of open files.</summary>
    public static ServiceSettings? Read(Func<string, string?> variable, long? openFiles, out IReadOnlyList<string> errors)
    {
        var reader = new EnvironmentReader(variable);
        var settings = new ServiceSettings
        {
            Redis = RedisVariables.Read(reader, "ai-cache-service"),
            Region = reader.Region(),
            Regions = ReadRegions(reader),
            Season = ReadSeason(reader),
            SeasonDirectory = reader.ExistingDirectory(EnvironmentNames.SeasonalConfigDirectory, "Mount the seasonal-config ConfigMap there."),
            ResidencyGroup = reader.Optional(EnvironmentNames.ResidencyGroup),
            PodName = reader.Optional(EnvironmentNames.PodName, Environment.MachineName),
            JwtIssuer = reader.Required(EnvironmentNames.JwtIssuer, "the iss claim of valid tokens"),
            JwtAudience = reader.Required(EnvironmentNames.JwtAudience, "the aud claim of valid tokens"),
            JwksUri = reader.Address(EnvironmentNames.JwtJwksUri, required: true, "https", "http", "file") ?? new Uri("file:///"),
            AuditDirectory = reader.ExistingDirectory(EnvironmentNames.AuditDirectory, "Mount a volume there, or leave it out for standard output."),
            ListenAddress = reader.Ip(EnvironmentNames.PodIp, IPAddress.Any),
            HttpPort = (int)reader.Number(EnvironmentNames.HttpPort, ServicePorts.CacheHttp, 0, 65535),
            MetricsPort = (int)reader.Number(EnvironmentNames.MetricsPort, ServicePorts.Metrics, 0, 65535),
            L1Bytes = reader.Number(EnvironmentNames.L1Bytes, 256L << 20, 0, 1L << 40),
            MaxEntryBytes = (int)reader.Number(EnvironmentNames.MaxEntryBytes, 1 << 20, 1024, 64 << 20),
            MaxConcurrency = (int)reader.Number(EnvironmentNames.MaxConcurrency, 512, 1, 100_000),
            Connections = ReadConnections(reader, openFiles),
            Bodies = ReadBodies(reader),
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

    private static Season ReadSeason(EnvironmentReader reader)
    {
        var allowed = string.Join(", ", SeasonNames.All);
        var text = reader.Required(EnvironmentNames.WeddingSeasonMode, allowed);
        if (!SeasonNames.TryParse(text, out var season) && text.Length > 0)
            reader.Reject(EnvironmentNames.WeddingSeasonMode, text, allowed, "The seasonal-config ConfigMap's current-mode sets it.");
        return season;
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

    private static ConnectionLimits ReadConnections(EnvironmentReader reader, long? openFiles)
    {
        var room = ConnectionLimits.RoomWithin(openFiles);
        var fallback = Math.Min(ConnectionLimits.MostByDefault, room);
        var inAll = reader.Number(EnvironmentNames.MaxConnections, fallback, ConnectionLimits.Fewest, int.MaxValue);
        if (inAll > room || room < ConnectionLimits.Fewest)
        {
            reader.Reject(
                EnvironmentNames.MaxConnections, inAll.ToString(CultureInfo.InvariantCulture),
                $"{ConnectionLimits.Fewest} to {room}, as the process may open {openFiles} files and needs {ConnectionLimits.ReservedFiles} of them for itself",
                "Raise the limit of open files (ulimit -n, LimitNOFILE), or lower the number.");
        }

        var perAddress = reader.Number(EnvironmentNames.MaxConnectionsPerAddress, Math.Max(1, inAll / 2), 1, inAll);
        return new ConnectionLimits((int)inAll, (int)perAddress);
    }

    private static BodyLimits ReadBodies(EnvironmentReader reader)
    {
        var defaults = new BodyLimits();
        var largest = reader.Number(EnvironmentNames.MaxEntryBytes, 1 << 20, 1024, 64 << 20);
        return new BodyLimits
        {
            Longest = reader.Duration(EnvironmentNames.BodyTimeout, defaults.Longest, TimeSpan.FromMinutes(5)),
            MinBytesPerSecond = (int)reader.Number(EnvironmentNames.MinBodyRate, defaults.MinBytesPerSecond, 1, 1 << 20),
            LongestStall = reader.Duration(EnvironmentNames.ReadTimeout, defaults.LongestStall, TimeSpan.FromMinutes(5)),
            // One body has to fit in while as many bytes again are held, and JSON bodies and batches beside it.
            HeldPerTenant = reader.Number(EnvironmentNames.MaxHeldBytes, Math.Max(defaults.HeldPerTenant, 4 * largest), 4 * largest, 1L << 40),
        };
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
