using System.Security.Cryptography;
using System.Text;

namespace WedSync.Platform.Components.Common;

/// <summary>Fingerprints of configuration, so that pods that read it at start are rolled when it changes.</summary>
public static class Checksum
{
    /// <summary>SHA-256 over keys and values in ordinal order of the keys, as 64 hexadecimal digits.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> data)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in data.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            text.Append(key).Append('\0').Append(value).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
