using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace WedSync.Core.Keyspace;

/// <summary>
/// A JSON number in its one exact form: sign, digits without zeros at either end, <c>e</c>, exponent of the last digit; zero is <c>0</c>.
/// Two numbers have one form exactly when they are equal as decimals, also where a double cannot tell them apart.
/// </summary>
internal static class CanonicalNumber
{
    /// <summary>Largest exponent that is taken, either way: JSON sets no bound, and nothing real comes near.</summary>
    public const long MaxExponent = 1_000_000_000_000_000;

    /// <param name="json">As JSON spells it; the grammar is checked by whoever parsed it.</param>
    /// <param name="to">Where it goes.</param>
    /// <exception cref="FormatException">The exponent is out of range.</exception>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> to)
    {
        var isNegative = json[0] == '-';
        if (isNegative) json = json[1..];
        var e = json.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? json : json[..e];
        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = new byte[mantissa.Length];
        mantissa[..(point < 0 ? mantissa.Length : point)].CopyTo(digits);
        if (point >= 0) mantissa[(point + 1)..].CopyTo(digits.AsSpan(point));
        var significant = digits.AsSpan(0, mantissa.Length - (point < 0 ? 0 : 1)).TrimStart((byte)'0');
        var trimmed = significant.TrimEnd((byte)'0');
        if (trimmed.IsEmpty)
        {
            to.Write("0"u8);
            return;
        }

        var exponent = (e < 0 ? 0 : ReadExponent(json[(e + 1)..])) - fraction + (significant.Length - trimmed.Length);
        if (isNegative) to.Write("-"u8);
        to.Write(trimmed);
        to.Write("e"u8);
        Span<byte> text = stackalloc byte[20];
        exponent.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        to.Write(text[..length]);
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        text = text.TrimStart((byte)'0');
        if (text.IsEmpty) return 0;
        if (!Utf8Parser.TryParse(text, out long value, out var read) || read != text.Length || value > MaxExponent)
            throw new FormatException($"A number has an exponent of {text.Length} digits; allowed are up to {MaxExponent}.");
        return isNegative ? -value : value;
    }
}
