using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WedSync.LocalPlatform.Manifests;

/// <summary>What the supervisor runs: the planned stack's Kubernetes objects and where this machine has its executables.</summary>
public sealed record Description
{
    /// <summary>Season of the stack.</summary>
    public required string Season { get; init; }

    /// <summary>Loopback network of the pods, a /16 such as 127.77.0.0/16.</summary>
    public required string Network { get; init; }

    /// <summary>One-way delay between each two regions' sync workers, in milliseconds.</summary>
    public double LinkDelayMilliseconds { get; init; }

    /// <summary>All regions of the catalogue, in its order: those that do not run here still have names that must not be looked up outside.</summary>
    public required IReadOnlyList<RegionDescription> Regions { get; init; }

    /// <summary>Health check of the global load balancer.</summary>
    public required HealthCheckDescription HealthCheck { get; init; }

    /// <summary>Executables of this solution, by the last segment of their image's name.</summary>
    public required IReadOnlyDictionary<string, ServiceExecutable> Services { get; init; }

    /// <summary>The gateway's executable; null = there is none.</summary>
    public string? Gateway { get; init; }
}

/// <summary>A region of the catalogue.</summary>
public sealed record RegionDescription
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Place in the catalogue, from 1: the third byte of its pods' addresses.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it runs here.</summary>
    public required bool Runs { get; init; }

    /// <summary>Its Kubernetes objects in the order in which render applies them.</summary>
    public required IReadOnlyList<JsonObject> Objects { get; init; }
}

/// <summary>How a region's health is checked.</summary>
/// <param name="Path">Path that answers 2xx while the region can serve.</param>
/// <param name="IntervalSeconds">Seconds between two checks.</param>
/// <param name="TimeoutSeconds">Seconds after which a check has failed.</param>
/// <param name="HealthyThreshold">Successes in a row that make it healthy.</param>
/// <param name="UnhealthyThreshold">Failures in a row that make it unhealthy.</param>
public sealed record HealthCheckDescription(string Path, int IntervalSeconds, int TimeoutSeconds, int HealthyThreshold, int UnhealthyThreshold);

/// <summary>A service of this solution.</summary>
/// <param name="Assembly">Its published assembly; null = its project does not exist yet or was not published.</param>
/// <param name="Project">Its project, for messages.</param>
public sealed record ServiceExecutable(string? Assembly, string Project);

/// <summary>JSON of the description.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Description))]
public sealed partial class DescriptionJson : JsonSerializerContext;
