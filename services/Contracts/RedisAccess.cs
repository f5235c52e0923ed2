namespace WedSync.Contracts;

/// <summary>What the platform's services may do in Redis: the ACL rules of their user, after its name and password.</summary>
public static class RedisAccess
{
    /// <summary>
    /// Keys of the cache's own prefixes only, the one channel of changes, commands that reads, the function library, the erasure and
    /// the client's view of the cluster need. No FLUSHALL, KEYS, CONFIG SET, DEBUG, SHUTDOWN.
    /// </summary>
    public const string ServiceRules =
        "resetkeys ~e:{* ~z:{* ~h:{* ~a:{* ~s:{* ~l:{* ~g:{* ~c:* resetchannels &wedsync:* nocommands "
        + "+@connection +@read +set +del +unlink +pexpire +zadd +zrem +sadd +srem +hset +hdel +fcall +function|load +function|list +publish +subscribe "
        + "+unsubscribe +ssubscribe +sunsubscribe +info +time +asking +cluster|nodes +cluster|slots +cluster|shards +cluster|myid +cluster|info "
        + "+role -keys";
}
