using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WedSync.Contracts.Quantities;

/// <summary>A Kubernetes memory quantity in whole bytes or binary units: <c>512Mi</c>, <c>16Gi</c>. Decimal suffixes are not accepted.</summary>
/// <param name="Bytes">Size in bytes, zero or more.</param>
public readonly record struct BinaryQuantity(long Bytes)
{
    private const long Kibi = 1024;

    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("Ti", Kibi * Kibi * Kibi * Kibi),
        ("Gi", Kibi * Kibi * Kibi),
        ("Mi", Kibi * Kibi),
        ("Ki", Kibi),
    ];

    /// <summary>Size in GiB.</summary>
    public decimal Gibibytes => (decimal)Bytes / (Kibi * Kibi * Kibi);

    /// <summary>A whole number of GiB.</summary>
    public static BinaryQuantity FromGibibytes(long gibibytes) => new(checked(gibibytes * Kibi * Kibi * Kibi));

    /// <summary>Reads a quantity: digits, then nothing or one of Ki, Mi, Gi, Ti.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BinaryQuantity quantity)
    {
        quantity = default;
        if (text is null) return false;

        var unit = 1L;
        var digits = text;
        foreach (var (suffix, bytes) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)) continue;
            unit = bytes;
            digits = text[..^suffix.Length];
            break;
        }

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount > long.MaxValue / unit)
        {
            return false;
        }

        quantity = new BinaryQuantity(amount * unit);
        return true;
    }

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is not a quantity in whole bytes or binary units.</exception>
    public static BinaryQuantity Parse(string text) => TryParse(text, out var quantity)
        ? quantity
        : throw new FormatException(
            $"'{text}' is not a memory quantity; allowed: whole bytes or binary units Ki, Mi, Gi, Ti. Write it like 16Gi.");

    /// <summary>The shortest form in the largest unit that divides it, as Kubernetes writes it.</summary>
    public override string ToString()
    {
        foreach (var (suffix, bytes) in Units)
        {
            if (Bytes >= bytes && Bytes % bytes == 0)
            {
                return (Bytes / bytes).ToString(CultureInfo.InvariantCulture) + suffix;
            }
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }
}
