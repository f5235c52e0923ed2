using WedSync.Contracts;

namespace WedSync.TestKit.Redis;

/// <summary>The nodes' redis.conf: as the platform's, with a short failure detection.</summary>
internal static class TestRedisConfiguration
{
    private const string Common = """
        bind 127.0.0.1
        dir @DIR@
        cluster-enabled yes
        cluster-config-file nodes.conf
        cluster-port @BUS@
        cluster-node-timeout 1500
        cluster-require-full-coverage no
        cluster-replica-validity-factor 0
        cluster-announce-ip 127.0.0.1
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory-policy volatile-lfu
        repl-diskless-sync yes
        repl-diskless-sync-delay 0
        repl-timeout 5
        enable-debug-command local

        """;

    public static string For(bool secure, string directory, string user, string password) =>
        secure ? Common + Secure(directory, user, password) : Common + "port @PORT@\n";

    private static string Secure(string directory, string user, string password) => $"""
        port 0
        tls-port @PORT@
        tls-cert-file {directory}/tls.crt
        tls-key-file {directory}/tls.key
        tls-ca-cert-file {directory}/ca.crt
        tls-auth-clients no
        tls-cluster yes
        tls-replication yes
        masteruser admin
        masterauth {password}
        user default off
        user admin on >{password} ~* &* +@all
        user {user} on >{password} {RedisAccess.ServiceRules}

        """;
}
