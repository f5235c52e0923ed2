namespace WedSync.Core.Redis;

/// <summary>How to reach a region's Redis cluster.</summary>
public sealed record RedisSettings
{
    /// <summary>Nodes to start from, <c>host:port</c>. Names are resolved anew whenever the whole cluster is lost.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>ACL user; empty = the default user.</summary>
    public string Username { get; init; } = "";

    /// <summary>Reads the password; called for every new connection, so that a rotated secret is taken up. Null = none.</summary>
    public Func<string>? Password { get; init; }

    /// <summary>PEM file with the CA of the nodes' certificates; empty = plaintext.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>Name that <c>CLIENT LIST</c> shows.</summary>
    public string ClientName { get; init; } = "wedsync";

    /// <summary>Longest time for setting a connection up; 1 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for one answer; 500 ms.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest time for one operation with all its attempts; 2 s. It bounds how long a moving slot is waited for.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After this long without any connection all addresses are looked up again; 2 s.</summary>
    public TimeSpan RebuildAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{string.Join(',', Endpoints)} as {(Username.Length == 0 ? "default" : Username)}";
}
