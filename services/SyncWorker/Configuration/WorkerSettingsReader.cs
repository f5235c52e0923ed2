using System.Net;
using WedSync.Contracts;
using WedSync.Hosting;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Transport;

namespace WedSync.SyncWorker.Configuration;

/// <summary>Binds the environment to <see cref="WorkerSettings"/>.</summary>
internal static class WorkerSettingsReader
{
    public const string LastWriterWins = "last-writer-wins";
    public const string PlaintextOnLoopback = "loopback";

    // Nobody waits for a worker as callers wait for the cache: under load it does better to be patient than to ask twice. Below the limit of
    // a peer's call, so that the peer hears what is wrong.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private const string AllowedPeers = "region=https://host:port separated by commas, one for every other region";

    /// <summary>Null when there are errors.</summary>
    public static WorkerSettings? Read(Func<string, string?> variable, out IReadOnlyList<string> errors)
    {
        var reader = new EnvironmentReader(variable);
        var region = reader.Region();
        var regions = ReadRegions(reader, region);
        var plaintext = ReadPlaintext(reader);
        var listen = reader.Ip(EnvironmentNames.PodIp, plaintext ? IPAddress.Loopback : IPAddress.Any);
        var settings = new WorkerSettings
        {
            Redis = RedisVariables.Read(reader, "cache-sync") with { AttemptTimeout = AttemptTimeout, Deadline = Deadline },
            Self = new Member(region, reader.Optional(EnvironmentNames.ResidencyGroup)),
            Regions = regions,
            Peers = ReadPeers(reader, regions.Where(name => name != region).ToList(), plaintext),
            PodName = reader.Optional(EnvironmentNames.PodName, Environment.MachineName),
            ListenAddress = listen,
            GrpcPort = Port(reader, EnvironmentNames.SyncGrpcPort, ServicePorts.SyncGrpc),
            StatusPort = Port(reader, EnvironmentNames.StatusPort, ServicePorts.Status),
            MetricsPort = Port(reader, EnvironmentNames.MetricsPort, ServicePorts.Metrics),
            TlsDirectory = plaintext ? "" : ReadTlsDirectory(reader),
            Sync = new SyncOptions
            {
                SweepInterval = reader.Duration(EnvironmentNames.SyncInterval, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
                CompareInterval = reader.Duration(EnvironmentNames.SyncCompareInterval, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1)),
            },
        };
        var strategy = reader.Optional(EnvironmentNames.ConflictResolutionStrategy, LastWriterWins);
        if (strategy != LastWriterWins)
            reader.Reject(EnvironmentNames.ConflictResolutionStrategy, strategy, LastWriterWins, "Leave it out, or correct it.");
        if (plaintext && !IPAddress.IsLoopback(listen))
            reader.Reject(EnvironmentNames.PodIp, listen.ToString(), $"a loopback address while {EnvironmentNames.SyncPlaintext} is set", "Use TLS elsewhere.");
        errors = reader.Errors;
        return errors.Count == 0 ? settings : null;
    }

    private static int Port(EnvironmentReader reader, string name, int fallback) => (int)reader.Number(name, fallback, 0, 65535);

    private static List<string> ReadRegions(EnvironmentReader reader, string region)
    {
        const string allowed = "all regions separated by commas, this one among them";
        var text = reader.Required(EnvironmentNames.Regions, allowed);
        var regions = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (text.Length > 0 && region.Length > 0 && !regions.Contains(region))
            reader.Reject(EnvironmentNames.Regions, text, allowed, $"Add {region}.");
        return regions;
    }

    private static Dictionary<string, Uri> ReadPeers(EnvironmentReader reader, IReadOnlyList<string> others, bool plaintext)
    {
        var peers = new Dictionary<string, Uri>(StringComparer.Ordinal);
        var text = reader.Optional(EnvironmentNames.SyncPeers);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (PeerAddress.TryParse(part, plaintext, out var region, out var address)) peers[region] = address;
            else reader.Reject(EnvironmentNames.SyncPeers, part, plaintext ? "region=http://loopback address:port" : AllowedPeers, "Correct the item.");
        }

        foreach (var region in others.Where(region => !peers.ContainsKey(region)))
            reader.Reject(EnvironmentNames.SyncPeers, text, AllowedPeers, $"Say where {region} is, or take it out of {EnvironmentNames.Regions}.");
        foreach (var region in peers.Keys.Where(region => !others.Contains(region)).ToList())
            reader.Reject(EnvironmentNames.SyncPeers, region, $"other regions of {EnvironmentNames.Regions}", "Take it out, or add the region.");
        return peers;
    }

    private static bool ReadPlaintext(EnvironmentReader reader)
    {
        var text = reader.Optional(EnvironmentNames.SyncPlaintext);
        if (text.Length > 0 && text != PlaintextOnLoopback)
            reader.Reject(EnvironmentNames.SyncPlaintext, text, PlaintextOnLoopback, "Leave it out: regions talk by mutual TLS.");
        return text == PlaintextOnLoopback;
    }

    private static string ReadTlsDirectory(EnvironmentReader reader)
    {
        const string allowed = $"a folder with {TlsMaterial.CertificateFile}, {TlsMaterial.KeyFile} and {TlsMaterial.AuthorityFile}";
        var path = reader.Required(EnvironmentNames.SyncTlsDirectory, allowed);
        if (path.Length == 0) return path;
        string[] files = [TlsMaterial.CertificateFile, TlsMaterial.KeyFile, TlsMaterial.AuthorityFile];
        var missing = files.Where(file => !File.Exists(Path.Combine(path, file))).ToList();
        if (missing.Count > 0) reader.Reject(EnvironmentNames.SyncTlsDirectory, path, allowed, $"Missing: {string.Join(", ", missing)}. Mount the certificate's secret.");
        return path;
    }
}
