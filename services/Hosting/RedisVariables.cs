using System.Net;
using WedSync.Contracts;
using WedSync.Core.Redis;

namespace WedSync.Hosting;

/// <summary>Reads how to reach a region's Redis cluster.</summary>
public static class RedisVariables
{
    private const string AllowedEndpoints = "host:port of Redis nodes, separated by commas";

    /// <summary>Endpoints to start from, user, password file and CA.</summary>
    /// <param name="reader">Takes the errors.</param>
    /// <param name="clientName">Name that <c>CLIENT LIST</c> shows.</param>
    public static RedisSettings Read(EnvironmentReader reader, string clientName) =>
        Read(reader, clientName, EnvironmentNames.RedisClusterEndpoints);

    /// <summary>The same with the endpoints of another variable.</summary>
    public static RedisSettings Read(EnvironmentReader reader, string clientName, string endpointsVariable)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var endpoints = Endpoints(reader, endpointsVariable);
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
            ClientName = clientName,
        };
    }

    /// <summary>A required list of <c>host:port</c>.</summary>
    public static IReadOnlyList<string> Endpoints(EnvironmentReader reader, string variable)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var endpoints = reader.Required(variable, AllowedEndpoints)
            .Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var endpoint in endpoints.Where(endpoint => !IsEndpoint(endpoint)))
            reader.Reject(variable, endpoint, AllowedEndpoints, "Give every node a port.");
        return endpoints;
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
}
