using System.Net;
using WedSync.Contracts;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Configuration;

/// <summary>Everything the environment says, checked.</summary>
internal sealed record WorkerSettings
{
    public required RedisSettings Redis { get; init; }

    public required Member Self { get; init; }

    /// <summary>All regions, this one among them.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Where the other regions' workers are.</summary>
    public required IReadOnlyDictionary<string, Uri> Peers { get; init; }

    public required string PodName { get; init; }

    public IPAddress ListenAddress { get; init; } = IPAddress.Any;

    public int GrpcPort { get; init; } = ServicePorts.SyncGrpc;

    public int StatusPort { get; init; } = ServicePorts.Status;

    public int MetricsPort { get; init; } = ServicePorts.Metrics;

    /// <summary>Empty = plaintext on loopback.</summary>
    public string TlsDirectory { get; init; } = "";

    public SyncOptions Sync { get; init; } = new();
}
