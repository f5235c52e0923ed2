using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WedSync.Core.Keyspace;

/// <summary>
/// Stands for a data subject in entries, indexes and logs: 128 bits of SHA-256 over tenant and subject. What a caller sends (a
/// mail address, a customer number) is never stored.
/// </summary>
public static class SubjectId
{
    /// <summary>The 22 characters that stand for the subject.</summary>
    public static string Of(string tenant, string subject)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(tenant, "\n", subject)));
        return Base64Url.EncodeToString(hash.AsSpan(0, 16));
    }
}
