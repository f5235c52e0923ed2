using System.Globalization;

namespace WedSync.Fuzzer.Generation;

/// <summary>Texts and numbers at the edges of what a parser expects.</summary>
internal static class Values
{
    private static readonly string[] Texts =
    [
        "", " ", ".", "..", "a", "0", "-1", "null", "true", "True", " true ", "TRUE", "yes", "a,b,,c", ",", "a/b", "%2e%2e%2f", "../../etc/passwd", "{}", "[]", "\"", "\\", "'",
        "*", "W/\"x\"", "\"x\"", "us", "eu", "us-east", "local", "replicated", "Replicated", "vendor/florist", "booking", "short", "fresh", "é", "e\u0301", "ß", "İ", "\u202e", "\u200b", "\ufeff", "😀",
        "\ud83d\ude00\ud83d\ude00", "漢字", "couple:1", "couple:1 ", "couple:1,couple:2", "user@example.com", "1e3", "0x10", "+1", "١٢", "NaN", "Infinity", "1.5", ".5", "5.", "00", "007",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "2147483648", "-2147483649", "1e400", "0.1", "1.0000000000000001", "99999999999999999999999999",
        "9007199254740991.x", "1.1.1", "2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2099-13-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00",
        "gzip", "chunked", "100-continue", "bytes 0-1/2", "application/json", "text/html; charset=utf-16", "Bearer x",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "10", "100", "1000", "50", "1.0", "1e0", "1E+2", "0.5", "1e-30", "2e-30", "1e308", "1e309", "-1e309", "2147483647", "2147483648", "-2147483648", "9007199254740991",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616", "0.1234567890123456789012345678901234567890", "1e99999",
    ];

    private static readonly int[] Lengths = [1, 2, 31, 32, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1024, 4096];

    public static string Text(Draw draw) => draw.Below(4) switch
    {
        0 => new string((char)draw.Between('a', 'z'), draw.Of(Lengths)),
        1 => string.Join(draw.Of([",", "", " ", "-", "/"]), Enumerable.Range(0, draw.Between(1, 40)).Select(_ => draw.Of(Texts))),
        _ => draw.Of(Texts),
    };

    public static string Number(Draw draw) =>
        draw.Chance(0.3) ? draw.Between(-1000, 100_000).ToString(CultureInfo.InvariantCulture) : draw.Of(Numbers);
}
