using System.Globalization;
using StackExchange.Redis;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Redis;

/// <summary>
/// One call of a library function. Redis is told every key that is touched; which of the optional ones stands where in the list is
/// told to the function by number.
/// </summary>
internal sealed class FunctionCall(string function, int partition)
{
    private readonly string _name = FunctionLibrary.Function(function);
    private readonly List<string> _keys = [];
    private readonly List<RedisValue> _arguments = [];

    public int Partition => partition;

    public FunctionCall Key(string key)
    {
        _keys.Add(key);
        return this;
    }

    public FunctionCall Argument(RedisValue value)
    {
        _arguments.Add(value);
        return this;
    }

    /// <summary>The four optional keys of a write, in the order the functions expect their numbers.</summary>
    public FunctionCall OptionalKeys(string id, string oldOrigin, string subject, string formerSubject)
    {
        Optional(oldOrigin.Length > 0 ? Partitions.IndexKey(partition, oldOrigin) : "");
        Optional(subject.Length > 0 ? Partitions.SubjectKey(partition, subject) : "");
        Optional(formerSubject.Length > 0 ? Partitions.SubjectKey(partition, formerSubject) : "");
        Optional(EntryId.IsInvalidation(id) ? Partitions.InvalidationsKey(partition) : "");
        return this;
    }

    /// <summary>One more optional key; empty = not given.</summary>
    public FunctionCall OptionalKey(string key)
    {
        Optional(key);
        return this;
    }

    public ValueTask<RedisResult> RunAsync(RedisCluster redis, CancellationToken cancellation) =>
        redis.RunAsync(partition, static (database, call) => database.ExecuteAsync("FCALL", call), ToList(), cancellation);

    private void Optional(string key)
    {
        if (key.Length == 0)
        {
            _arguments.Add(0);
            return;
        }

        var known = _keys.IndexOf(key);
        if (known < 0)
        {
            _keys.Add(key);
            known = _keys.Count - 1;
        }

        _arguments.Add(known + 1);
    }

    private object[] ToList()
    {
        var list = new object[2 + _keys.Count + _arguments.Count];
        list[0] = _name;
        list[1] = _keys.Count.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < _keys.Count; i++) list[2 + i] = (RedisKey)_keys[i];
        for (var i = 0; i < _arguments.Count; i++) list[2 + _keys.Count + i] = _arguments[i];
        return list;
    }
}
