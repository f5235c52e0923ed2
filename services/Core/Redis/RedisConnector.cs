using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace WedSync.Core.Redis;

/// <summary>Turns settings into connections.</summary>
internal static class RedisConnector
{
    public static async Task<ConnectionMultiplexer> ConnectAsync(RedisSettings settings)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(Options(settings));
        if (!redis.IsConnected)
        {
            await redis.DisposeAsync();
            throw new RedisUnreachableException($"No node of {settings} answers.");
        }

        return redis;
    }

    public static ConfigurationOptions Options(RedisSettings settings)
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            AsyncTimeout = (int)settings.AttemptTimeout.TotalMilliseconds,
            SyncTimeout = (int)settings.AttemptTimeout.TotalMilliseconds,
            BacklogPolicy = BacklogPolicy.FailFast,
            ClientName = settings.ClientName,
            ConfigCheckSeconds = 10,
            ConnectRetry = 1,
            ConnectTimeout = (int)settings.ConnectTimeout.TotalMilliseconds,
            HeartbeatInterval = TimeSpan.FromMilliseconds(250),
            KeepAlive = 2,
            ReconnectRetryPolicy = new LinearRetry(250),
            TieBreaker = "",
            ConfigurationChannel = "",
        };
        foreach (var endpoint in settings.Endpoints) options.EndPoints.Add(endpoint);
        if (settings.Username.Length > 0) options.User = settings.Username;
        if (settings.Password is { } password) options.Password = password();
        if (settings.CaFile.Length > 0) UseTls(options, settings.CaFile);
        return options;
    }

    // Nodes are found by address, their certificates name the Service: the chain to our own CA is what proves a node.
    private static void UseTls(ConfigurationOptions options, string caFile)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(caFile);
        options.Ssl = true;
        options.CheckCertificateRevocation = false;
        options.CertificateValidation += (_, certificate, _, errors) =>
            (errors & SslPolicyErrors.RemoteCertificateNotAvailable) == 0
            && certificate is X509Certificate2 node && NodeCertificates.IsIssuedBy(node, authority);
    }
}
