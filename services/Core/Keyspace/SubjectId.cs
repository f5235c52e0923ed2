using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ADRaffy.ENSNormalize;

namespace WedSync.Core.Keyspace;

/// <summary>
/// Stands for a data subject in entries, indexes and logs: 128 bits of SHA-256 over tenant and subject. What a caller sends (a
/// mail address, a customer number) is never stored. However a subject is sent and typed, it is one subject: white space around it
/// does not count, and its characters are composed (NFC).
/// </summary>
public static class SubjectId
{
    /// <summary>Most characters of a subject, in its one form.</summary>
    public const int MaxLength = 256;

    // Characters that are composed into one.
    private const int MostComposed = 4;

    /// <summary>What a subject may be, for messages.</summary>
    public const string Allowed = "1 to 256 characters of valid Unicode, without control characters";

    /// <summary>The one form of a subject. False when it is none.</summary>
    public static bool TryNormalise(string text, out string subject)
    {
        ArgumentNullException.ThrowIfNull(text);
        subject = text.Trim();
        if (subject.Length > MaxLength * MostComposed || subject.Any(char.IsControl) || !IsUnicode(subject)) return false;
        // string.Normalize returns its input where there is no ICU, as in our containers.
        if (!Ascii.IsValid(subject)) subject = ENSNormalize.NF.NFC(subject);
        return subject.Length is > 0 and <= MaxLength;
    }

    /// <summary>The 22 characters that stand for the subject.</summary>
    /// <exception cref="ArgumentException">It is no subject.</exception>
    public static string Of(string tenant, string subject)
    {
        if (!TryNormalise(subject, out var normal)) throw new ArgumentException($"The subject is not {Allowed}.", nameof(subject));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(tenant, "\n", normal)));
        return Base64Url.EncodeToString(hash.AsSpan(0, 16));
    }

    // Half a surrogate pair would be hashed as the replacement character, and one subject would find another's entries.
    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done) return false;
            text = text[length..];
        }

        return true;
    }
}
