using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>
/// Rules of Redis' ACL users, the least that each needs. Nobody may flush, list all keys, shut down, debug or monitor; the
/// default user is off. Passwords stand as <c>#&lt;user&gt;</c>; the start script puts the SHA-256 of the user's password there.
/// </summary>
public static class RedisAcl
{
    /// <summary>Keys of the platform: one letter, a colon, and the partition as hash tag. There are no others.</summary>
    public const string DataKeys = "~?:{*";

    // Comes after the data rules, which take all dangerous commands away: INFO and ROLE count as such.
    // What clients need to find nodes and stay connected. AUTH, HELLO and QUIT need no right.
    private const string Connect =
        "+@connection -client|kill +cluster|info +cluster|myid +cluster|nodes +cluster|shards +cluster|slots +cluster|keyslot "
        + "+info +role +command";

    // Functions run with the rights of who calls them, so a caller needs the data commands that they use.
    private const string Data =
        "+@read +@write +@transaction +time +fcall +fcall_ro +function|load +function|list -@admin -@dangerous -@blocking "
        + "-randomkey -scan -move -function|flush -function|restore -function|delete";

    private const string Administer =
        "+cluster +config|get +config|set +config|resetstat +client|list +client|kill +client|info +client|no-evict "
        + "+migrate +dump +restore +restore-asking +replicaof +wait +acl|whoami +acl|log +function|delete +function|dump +function|restore "
        + "+function|stats +dbsize +memory +latency +slowlog +lastsave +bgrewriteaof +scan";

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
            "user default off resetkeys resetchannels -@all",
            User(RedisUsers.Cache, DataKeys, "&*", Data, Connect),
            User(RedisUsers.Sync, DataKeys, "&*", Data, Connect, "+scan +wait"),
            User(RedisUsers.Operator, "~*", "&*", Data, Connect, Administer),
            User(RedisUsers.Exporter, "resetkeys", "resetchannels", Observe),
            User(RedisUsers.Replication, "resetkeys", "resetchannels", "+psync +replconf +ping"),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string User(string name, string keys, string channels, params string[] rules)
        => $"user {name} on #<{name}> sanitize-payload {keys} {channels} -@all {string.Join(' ', rules)}";
}
