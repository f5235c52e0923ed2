using System.Globalization;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Pods;

namespace WedSync.LocalPlatform.Running;

/// <summary>What a run is made from, besides the machine.</summary>
internal sealed record RunSettings
{
    public const int GatewayPort = 8080;
    public const int AdminPort = 8081;
    public const int IssuerPort = 8443;
    public const int NotificationsPort = 8080;

    public required Description Description { get; init; }

    public required StateFolder State { get; init; }

    public required LoopbackNetwork Network { get; init; }

    /// <summary>Random name of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The .NET host that runs the services.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Finds a tool's program; null where it is missing.</summary>
    public required Func<string, string?> FindTool { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Takes what the run says, a line each.</summary>
    public required TextWriter Log { get; init; }

    public Uri GatewayUrl => Url("http", Network.Gateway, GatewayPort);

    public Uri AdminUrl => Url("http", Network.Gateway, AdminPort);

    public Uri IssuerUrl => Url("https", Network.Issuer, IssuerPort);

    public Uri NotificationsUrl => Url("http", Network.Notifications, NotificationsPort);

    public string SecretFile(string name) => Path.Combine(State.Secrets, name);

    public string TargetsFolder(string region) => Path.Combine(State.Path, "monitoring", region);

    public static Uri Url(string scheme, string ip, int port) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{ip}:{port}"));
}
