using System.Collections.Frozen;
using WedSync.Contracts.Quantities;

namespace WedSync.CacheService.Caching;

/// <summary>How long an answer lives.</summary>
/// <param name="Fresh">Served as it is.</param>
/// <param name="Stale">After that, served for this long while one caller asks the origin again.</param>
/// <param name="Error">After that, kept for this long, to be served when the origin fails.</param>
internal readonly record struct Lifetime(TimeSpan Fresh, TimeSpan Stale, TimeSpan Error)
{
    /// <summary>The longest that an entry may live with all three phases: invalidations are kept for one day more.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(30);

    /// <summary>The longest that "there is no answer" may stand: what is missing now may be there soon.</summary>
    public static readonly TimeSpan MaxNegative = TimeSpan.FromMinutes(10);

    public TimeSpan Total => Fresh + Stale + Error;
}

/// <summary>
/// Lifetimes by kind of question and by the couple's stage: what changes often, or hurts when it is old, lives shorter. A stage's
/// own rule wins over its type's, which wins over the general one.
/// </summary>
internal sealed class TtlPolicies
{
    public const string Allowed = "type[/stage]=fresh+stale+error, such as vendor=1h+10m+24h";

    private const string General = "*";
    private const string DefaultText =
        "*=1h+10m+24h,venue=6h+1h+7d,vendor=1h+10m+24h,budget=30m+5m+12h,timeline=15m+5m+6h,guest=10m+2m+2h,style=1d+6h+7d,"
        + "legal=12h+1h+7d,timeline/wedding-week=2m+1m+1h,guest/wedding-week=1m+1m+1h,vendor/wedding-week=5m+2m+6h";

    private static readonly TimeSpan NegativeFresh = TimeSpan.FromSeconds(30);

    public static readonly TtlPolicies Default = ParseDefault();

    private readonly FrozenDictionary<string, Lifetime> _rules;

    private TtlPolicies(Dictionary<string, Lifetime> rules)
    {
        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        QueryTypes = rules.Keys.Where(key => key != General).Select(key => key.Split('/')[0]).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Of an answer "there is no answer": short, so that a new vendor is not invisible for hours.</summary>
    public static Lifetime Negative => new(NegativeFresh, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Query types that have a rule: the only values that metrics show.</summary>
    public FrozenSet<string> QueryTypes { get; }

    /// <summary>The rule for a question. What stands after a slash in a query type (vendor/florist) is detail, not type.</summary>
    public Lifetime For(string queryType, string stage)
    {
        var type = queryType.Split('/')[0];
        return _rules.TryGetValue(string.Concat(type, "/", stage), out var both) ? both
            : _rules.TryGetValue(type, out var byType) ? byType
            : _rules[General];
    }

    /// <summary>These with the text's rules on top; false with the first bad item.</summary>
    public bool TryExtend(string text, out TtlPolicies policies, out string bad) => TryParse(_rules, text, out policies, out bad);

    private static bool TryParse(IReadOnlyDictionary<string, Lifetime> under, string text, out TtlPolicies policies, out string bad)
    {
        var rules = under.ToDictionary(StringComparer.Ordinal);
        (policies, bad) = (new TtlPolicies(rules), "");
        foreach (var item in text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryParseItem(item, out var key, out var lifetime))
            {
                bad = item;
                return false;
            }

            rules[key] = lifetime;
        }

        policies = new TtlPolicies(rules);
        return true;
    }

    private static bool TryParseItem(string item, out string key, out Lifetime lifetime)
    {
        (key, lifetime) = ("", default);
        var parts = item.Split('=');
        if (parts.Length != 2 || parts[0].Length == 0) return false;
        var phases = parts[1].Split('+');
        if (phases.Length != 3) return false;
        Span<TimeSpan> values = stackalloc TimeSpan[3];
        for (var i = 0; i < 3; i++)
        {
            if (!Durations.TryParse(phases[i], out values[i])) return false;
        }

        key = parts[0];
        lifetime = new Lifetime(values[0], values[1], values[2]);
        return values[0] > TimeSpan.Zero && lifetime.Total <= Lifetime.Max;
    }

    private static TtlPolicies ParseDefault() =>
        TryParse(new Dictionary<string, Lifetime>(), DefaultText, out var policies, out var bad)
            ? policies
            : throw new InvalidOperationException($"Default rule '{bad}'.");
}
