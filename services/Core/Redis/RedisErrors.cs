using System.Collections.Frozen;

namespace WedSync.Core.Redis;

/// <summary>
/// What each error answer of Redis 7 means for the next attempt: the one table. An answer begins with a code; the code <c>ERR</c> stands for many
/// things, which its text tells apart. A test compares the codes with those of the installed server.
/// </summary>
public static class RedisErrors
{
    private const string General = "ERR";

    // Texts behind ERR, and those that the client itself makes of a redirection that it could not follow.
    private static readonly (string Text, RedisFault Fault)[] Texts =
    [
        ("Function not found", RedisFault.FunctionsMissing),
        // A function met an undeclared state of a migrating slot before it changed anything.
        ("non local key", RedisFault.Moving),
        ("Key has MOVED", RedisFault.Moving),
        ("Endpoint ", RedisFault.Moving),
        ("max number of clients", RedisFault.Unavailable),
        ("killed by user", RedisFault.Unavailable),
        ("Script attempted to access keys of different hash slots", RedisFault.Permanent),
    ];

    /// <summary>Every code that a node can answer with.</summary>
    public static readonly FrozenDictionary<string, RedisFault> Codes = new Dictionary<string, RedisFault>
    {
        // The call is wrong.
        [General] = RedisFault.Permanent,
        ["WRONGTYPE"] = RedisFault.Permanent,
        ["CROSSSLOT"] = RedisFault.Permanent,
        ["BUSYKEY"] = RedisFault.Permanent,
        ["BUSYGROUP"] = RedisFault.Permanent,
        ["NOGROUP"] = RedisFault.Permanent,
        ["NOSCRIPT"] = RedisFault.Permanent,
        ["NOPROTO"] = RedisFault.Permanent,
        ["NOTBUSY"] = RedisFault.Permanent,
        ["INVALIDOBJ"] = RedisFault.Permanent,

        // The slot is on its way.
        ["TRYAGAIN"] = RedisFault.Moving,
        ["MOVED"] = RedisFault.Moving,
        ["ASK"] = RedisFault.Moving,

        // The node answers and takes no writes: its memory is full, or its disk.
        ["OOM"] = RedisFault.Refusing,
        ["MISCONF"] = RedisFault.Refusing,

        // Too few replicas follow, or the role has just changed: a matter of a failover's seconds.
        ["NOREPLICAS"] = RedisFault.Unavailable,
        ["READONLY"] = RedisFault.Unavailable,
        ["CLUSTERDOWN"] = RedisFault.Unavailable,
        ["LOADING"] = RedisFault.Unavailable,
        ["MASTERDOWN"] = RedisFault.Unavailable,
        ["NOMASTERLINK"] = RedisFault.Unavailable,
        ["NOGOODSLAVE"] = RedisFault.Unavailable,
        ["NOQUORUM"] = RedisFault.Unavailable,
        ["INPROG"] = RedisFault.Unavailable,
        ["IOERR"] = RedisFault.Unavailable,
        ["BUSY"] = RedisFault.Unavailable,
        ["UNKILLABLE"] = RedisFault.Unavailable,
        ["UNBLOCKED"] = RedisFault.Unavailable,
        ["EXECABORT"] = RedisFault.Unavailable,

        // The user's rights or password: an operator has to act, and until then nothing else is wrong with the call.
        ["NOAUTH"] = RedisFault.Denied,
        ["NOPERM"] = RedisFault.Denied,
        ["WRONGPASS"] = RedisFault.Denied,
        ["DENIED"] = RedisFault.Denied,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Inside another error's text, such as a script's: what can be told apart there.
    private static readonly (string Word, RedisFault Fault)[] Embedded =
        [.. Codes.Where(code => code.Value is not RedisFault.Permanent).Select(code => (code.Key + " ", code.Value))];

    /// <summary>What an error answer means; <see cref="RedisFault.Unclassified"/> for a code that the table lacks.</summary>
    public static RedisFault Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var (text, fault) in Texts)
        {
            if (message.Contains(text, StringComparison.Ordinal)) return fault;
        }

        var code = message.AsSpan(0, Math.Max(0, message.AsSpan().IndexOf(' ')));
        if (!Codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var known)) return RedisFault.Unclassified;
        if (!code.SequenceEqual(General)) return known;
        foreach (var (word, fault) in Embedded)
        {
            if (message.Contains(word, StringComparison.Ordinal)) return fault;
        }

        return known;
    }
}
