using System.Buffers.Text;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace WedSync.Core.Keyspace;

/// <summary>
/// Names of records that last and that every pod hears of. A tenant's tags share a fixed number of them, and so do its data subjects, so that
/// no tenant can make more, whatever it invalidates (docs/decisions/0023-invalidation-records.md). What stands behind the delimiter can be
/// no tag and no subject's id, so that names of former builds, one for each tag and subject, are told apart. Part of the wire format.
/// </summary>
public static class InvalidationId
{
    /// <summary>Records that the tags of a tenant share, and as many that its subjects do; a power of two.</summary>
    public const int Buckets = 16_384;

    private const char TagDelimiter = '#';
    private const char SubjectDelimiter = '@';
    private const char BucketMark = '*';
    private const char TokenMark = '!';
    private const int TokenHashLength = 22;

    // No tenant's name begins so.
    private const string AuditHeads = "$audit#!";

    /// <summary>The record that invalidates entries of a tag.</summary>
    public static string OfTag(string tenant, string tag) => Bucket(tenant, TagDelimiter, tag);

    /// <summary>The record that invalidates entries of a data subject.</summary>
    /// <param name="subjectId">From <see cref="EntryId.ForSubject"/>.</param>
    public static string OfSubject(string subjectId)
    {
        ArgumentNullException.ThrowIfNull(subjectId);
        var at = subjectId.IndexOf(SubjectDelimiter, StringComparison.Ordinal);
        return Bucket(subjectId.AsSpan(0, Math.Max(at, 0)), SubjectDelimiter, subjectId.AsSpan(at + 1));
    }

    /// <summary>The record that revokes a token. A hash stands for the token's id, which may be of any length and hold anything.</summary>
    public static string OfToken(string tenant, string tokenId)
    {
        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(tokenId)));
        return string.Concat(TokenPrefix(tenant), hash.AsSpan(0, TokenHashLength));
    }

    /// <summary>How the records of a tenant's revoked tokens begin.</summary>
    public static string TokenPrefix(string tenant) => $"{tenant}{TagDelimiter}{TokenMark}";

    /// <summary>The record of how far an audit chain has come.</summary>
    public static string OfAuditHead(string region, string pod) => $"{AuditHeads}{region}.{pod}";

    /// <summary>Whether a name is of <see cref="OfAuditHead"/>.</summary>
    public static bool IsAuditHead(string id) => id.StartsWith(AuditHeads, StringComparison.Ordinal);

    /// <summary>The name under which a record counts: that of the bucket, for one that a former build named after its tag or subject.</summary>
    public static string Canonical(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var at = id.AsSpan().IndexOfAny(TagDelimiter, SubjectDelimiter);
        if (at < 0 || at + 1 >= id.Length || id[at + 1] is BucketMark or TokenMark) return id;
        return Bucket(id.AsSpan(0, at), id[at], id.AsSpan(at + 1));
    }

    private static string Bucket(ReadOnlySpan<char> tenant, char delimiter, ReadOnlySpan<char> name)
    {
        Span<byte> utf8 = stackalloc byte[512];
        var length = Encoding.UTF8.GetByteCount(name);
        if (length > utf8.Length) utf8 = new byte[length];
        utf8 = utf8[..Encoding.UTF8.GetBytes(name, utf8)];
        var bucket = (int)(XxHash3.HashToUInt64(utf8) & (Buckets - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{tenant}{delimiter}{BucketMark}{bucket:x4}");
    }
}
