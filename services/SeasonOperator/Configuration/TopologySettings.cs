using WedSync.Contracts.Seasons;
using WedSync.Core.Redis;

namespace WedSync.SeasonOperator.Configuration;

/// <summary>What <c>topology heal</c> is told by its environment and the season's configuration.</summary>
internal sealed record TopologySettings
{
    /// <summary>Every node, <c>host:port</c>; a host that resolves to several addresses stands for all of them.</summary>
    public required IReadOnlyList<string> NodeEndpoints { get; init; }

    /// <summary>User, password and CA; its endpoints are those that clients start from.</summary>
    public required RedisSettings Redis { get; init; }

    public required string Region { get; init; }

    public required Season Season { get; init; }

    /// <summary>Nodes of the season's profile: even, 6 or more.</summary>
    public required int Nodes { get; init; }

    /// <summary>Time for the whole run; less than the CronJob's deadline of 240 s, so that the run's own message is the last.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(210);

    /// <summary>A node that has been silent for this long and is not listed is forgotten.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for an answer of a node.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Nothing has changed for this long: what gossip should have done by itself is done explicitly.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(4);
}
