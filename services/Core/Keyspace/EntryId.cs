namespace WedSync.Core.Keyspace;

/// <summary>
/// The name of a record in its region: tenant, kind and key in one string. The delimiter after the tenant says the kind, and no
/// tenant can contain it, so that two tenants never share a name.
/// </summary>
public static class EntryId
{
    private const char KeyDelimiter = '/';
    private const char TagDelimiter = '#';
    private const char SubjectDelimiter = '@';

    /// <summary>An answer's name.</summary>
    public static string ForKey(string tenant, string key) => string.Concat(tenant, "/", key);

    /// <summary>The name of a data subject in its entries and in the erasure index.</summary>
    public static string ForSubject(string tenant, string subject) => string.Concat(tenant, "@", subject);

    /// <summary>Whether the name is that of a lasting record (<see cref="InvalidationId"/>), which lives in one of the first partitions.</summary>
    public static bool IsInvalidation(ReadOnlySpan<char> id)
    {
        var at = id.IndexOfAny(KeyDelimiter, TagDelimiter, SubjectDelimiter);
        return at >= 0 && id[at] != KeyDelimiter;
    }

    /// <summary>The tenant part.</summary>
    public static ReadOnlySpan<char> Tenant(ReadOnlySpan<char> id)
    {
        var at = id.IndexOfAny(KeyDelimiter, TagDelimiter, SubjectDelimiter);
        return at < 0 ? id : id[..at];
    }

    /// <summary>The part after the tenant.</summary>
    public static ReadOnlySpan<char> Key(ReadOnlySpan<char> id) =>
        id[(id.IndexOfAny(KeyDelimiter, TagDelimiter, SubjectDelimiter) + 1)..];
}
