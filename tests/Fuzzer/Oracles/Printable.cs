using System.Globalization;
using System.Text;

namespace WedSync.Fuzzer.Oracles;

/// <summary>Bytes as a person and <c>printf '%b'</c> can read them.</summary>
internal static class Printable
{
    public static string Of(ReadOnlySpan<byte> bytes, int most)
    {
        var text = new StringBuilder();
        foreach (var b in bytes[..Math.Min(bytes.Length, most)])
        {
            text.Append(b switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\\' => "\\\\",
                >= 32 and < 127 => ((char)b).ToString(),
                _ => "\\x" + b.ToString("x2", CultureInfo.InvariantCulture),
            });
        }

        return bytes.Length > most ? text.Append(CultureInfo.InvariantCulture, $" … ({bytes.Length} bytes)").ToString() : text.ToString();
    }
}
