using System.Globalization;

namespace WedSync.Cli.Output;

/// <summary>US dollars as reports show them.</summary>
internal static class Money
{
    public static string Show(decimal usd) => usd.ToString("$#,##0.00;-$#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>A difference, with its sign.</summary>
    public static string ShowDelta(decimal usd) => usd == 0 ? "±$0.00" : usd.ToString("+$#,##0.00;-$#,##0.00", CultureInfo.InvariantCulture);
}
