using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>
/// Rules of Redis' ACL users, the least that each needs. Nobody may flush, list all keys, shut down, debug or monitor; the
/// default user is off. Passwords stand as <c>#&lt;user&gt;</c>; the start script puts the SHA-256 of the user's password there.
/// </summary>
public static class RedisAcl
{
    // The connection commands that concern other clients than the caller.
    private const string OwnConnectionOnly = "-client|kill -client|list -client|pause -client|unpause -client|no-evict";

    // Moves slots and nodes, loads functions, sets the memory limit and certificates. It writes no entries.
    private const string Administer =
        "+@read -keys -randomkey +@connection +cluster +info +role +config|get +config|set +config|resetstat "
        + "+migrate +dump +restore +restore-asking +del +unlink +replicaof +wait +time +dbsize +lastsave +bgrewriteaof "
        + "+function|load +function|list +function|dump +function|restore +function|delete +function|stats +fcall_ro "
        + "+acl|whoami +acl|log +memory +latency +slowlog";

    private const string Observe =
        "+ping +info +role +select +client|setname +client|id +cluster|info +cluster|nodes +cluster|slots +cluster|shards "
        + "+latency|latest +latency|histogram +latency|history +slowlog|get +slowlog|len +memory|stats";

    /// <summary>Users in the order in which they stand in the file.</summary>
    public static readonly IReadOnlyList<string> Users =
        [RedisUsers.Cache, RedisUsers.Sync, RedisUsers.Operator, RedisUsers.Exporter, RedisUsers.Replication];

    /// <summary>The rules as lines of an ACL file, passwords aside.</summary>
    public static string Rules()
    {
        string[] lines =
        [
            // Nobody can be it: it is off and has no password. Yet it needs its rights: redis-server reads its append-only file as this
            // user, and without them drops every transaction in it, a function's writes among them.
            "user default off resetpass allkeys allchannels +@all",
            User(RedisUsers.Cache, RedisAccess.ServiceRules, OwnConnectionOnly),
            User(RedisUsers.Sync, RedisAccess.ServiceRules, OwnConnectionOnly, "+wait"),
            User(RedisUsers.Operator, "~* &* -@all", Administer),
            User(RedisUsers.Exporter, "resetkeys resetchannels -@all", Observe),
            User(RedisUsers.Replication, "resetkeys resetchannels -@all", "+psync +replconf +ping"),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string User(string name, params string[] rules) => $"user {name} on #<{name}> sanitize-payload {string.Join(' ', rules)}";
}
