using WedSync.Contracts;

namespace WedSync.Platform.Components.Edge;

/// <summary>A rule of the web application firewall in front of the global load balancer.</summary>
/// <param name="Priority">Lower is looked at first.</param>
/// <param name="Action">What happens, such as <c>deny(403)</c>.</param>
/// <param name="Expression">Requests it is for, in Cloud Armor's language.</param>
/// <param name="Description">Why it is there.</param>
/// <param name="SparesBodies">Rule set whose look into query parameters and bodies is left out; null = it looks at everything.</param>
public sealed record CloudArmorRule(int Priority, string Action, string Expression, string Description, string? SparesBodies = null);

/// <summary>Rules of the web application firewall. The rate limit comes last: its allowed requests are looked at no further.</summary>
public static class CloudArmorRules
{
    /// <summary>Priority of the rate limit.</summary>
    public const int RateLimitPriority = 3000;

    /// <summary>Priority of the rule for everything else; the API demands this number.</summary>
    public const int DefaultPriority = int.MaxValue;

    /// <summary>Requests a minute of one token from one address before they are refused: 1 000 a second.</summary>
    public const int RequestsPerMinute = 60_000;

    /// <summary>Requests a minute after which the address is banned for <see cref="BanSeconds"/>.</summary>
    public const int BanRequestsPerMinute = 180_000;

    /// <summary>How long a ban lasts, in seconds.</summary>
    public const int BanSeconds = 600;

    private const int FirstRuleSet = 1000;

    // Cached answers are prose and code: an answer about SQL is no injection. These sets skip bodies and parameters, which the
    // service itself parses strictly, and still look at paths, headers and cookies.
    private static readonly string[] SetsThatSpareBodies =
    [
        "sqli-v33-stable", "xss-v33-stable", "lfi-v33-stable", "rce-v33-stable", "rfi-v33-stable", "php-v33-stable",
        "java-v33-stable", "nodejs-v33-stable",
    ];

    private static readonly string[] SetsThatLookAtEverything =
    [
        "protocolattack-v33-stable", "scannerdetection-v33-stable", "sessionfixation-v33-stable", "cve-canary",
    ];

    /// <summary>All rules but the rate limit and the default.</summary>
    public static IReadOnlyList<CloudArmorRule> All { get; } =
    [
        new(
            900,
            "deny(404)",
            $"request.path == '{HttpPaths.Metrics}' || request.path == '{HttpPaths.Ready}' || request.path == '{HttpPaths.Health}'",
            "Metrics and probes are for the cluster alone"),
        .. SetsThatSpareBodies.Select((set, i) => Preconfigured(FirstRuleSet + i * 10, set, set)),
        .. SetsThatLookAtEverything.Select((set, i) => Preconfigured(FirstRuleSet + (SetsThatSpareBodies.Length + i) * 10, set, null)),
        new(2000, "deny(403)", "evaluateAdaptiveProtectionAutoDeploy()", "Signatures of attacks that adaptive protection is sure of"),
    ];

    private static CloudArmorRule Preconfigured(int priority, string set, string? sparesBodies) => new(
        priority,
        "deny(403)",
        $"evaluatePreconfiguredWaf('{set}', {{'sensitivity': 1}})",
        $"OWASP core rule set: {set}",
        sparesBodies);
}
