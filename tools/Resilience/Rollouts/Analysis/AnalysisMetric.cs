using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WedSync.Rollouts.Steps;

namespace WedSync.Rollouts.Analysis;

/// <summary>A metric of an AnalysisTemplate. The defaults are Argo's.</summary>
public sealed partial record AnalysisMetric
{
    private const int DefaultConsecutiveErrorLimit = 4;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The PromQL query.</summary>
    public required string Query { get; init; }

    /// <summary>A measurement that meets it is good; empty = not asked.</summary>
    public string SuccessCondition { get; init; } = "";

    /// <summary>A measurement that meets it is bad; empty = not asked.</summary>
    public string FailureCondition { get; init; } = "";

    /// <summary>Wait before the first measurement.</summary>
    public TimeSpan InitialDelay { get; init; }

    /// <summary>Between two measurements; zero = one measurement.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Measurements; null = as long as the rollout runs, or one without an interval.</summary>
    public int? Count { get; init; }

    /// <summary>Bad measurements that are borne; -1 = any number.</summary>
    public int FailureLimit { get; init; }

    /// <summary>Measurements borne that are neither good nor bad; -1 = any number.</summary>
    public int InconclusiveLimit { get; init; }

    /// <summary>Errors in a row that are borne; -1 = any number.</summary>
    public int ConsecutiveErrorLimit { get; init; } = DefaultConsecutiveErrorLimit;

    /// <summary>Wait after a measurement that could not be made.</summary>
    public TimeSpan ErrorRetryInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The metrics of a template, with its arguments filled in.</summary>
    public static IReadOnlyList<AnalysisMetric> ReadAll(JsonObject template, IReadOnlyDictionary<string, string> args, List<string> errors)
        => [.. RolloutPlan.Items(template["spec"]?["metrics"]).Select(m => Read(m, args, errors))];

    /// <summary>The metric in a time that runs faster.</summary>
    public AnalysisMetric Compress(double factor, TimeSpan shortestRange) => this with
    {
        InitialDelay = InitialDelay / factor,
        Interval = Interval / factor,
        ErrorRetryInterval = ErrorRetryInterval / factor,
        Query = GoDuration.Compress(Query, factor, shortestRange),
    };

    private static AnalysisMetric Read(JsonNode metric, IReadOnlyDictionary<string, string> args, List<string> errors)
    {
        var name = RolloutPlan.Text(metric["name"]);
        if (metric["provider"]?["prometheus"]?["query"] is not { } query)
        {
            errors.Add($"metric '{name}': has no Prometheus query; only Prometheus is asked.");
            query = "";
        }

        foreach (var condition in new[] { metric["successCondition"], metric["failureCondition"] }.Where(c => c is not null))
        {
            if (Condition.Fault(condition!.ToString()) is { } fault)
            {
                errors.Add($"metric '{name}': {fault}");
            }
        }

        return new AnalysisMetric
        {
            Name = name,
            Query = Fill(name, query.ToString(), args, errors),
            SuccessCondition = RolloutPlan.Text(metric["successCondition"]),
            FailureCondition = RolloutPlan.Text(metric["failureCondition"]),
            InitialDelay = Duration(metric["initialDelay"]),
            Interval = Duration(metric["interval"]),
            Count = metric["count"] is { } count ? RolloutPlan.Number(count, 1) : null,
            FailureLimit = RolloutPlan.Number(metric["failureLimit"], 0),
            InconclusiveLimit = RolloutPlan.Number(metric["inconclusiveLimit"], 0),
            ConsecutiveErrorLimit = RolloutPlan.Number(metric["consecutiveErrorLimit"], DefaultConsecutiveErrorLimit),
        };
    }

    private static TimeSpan Duration(JsonNode? node) => node is null ? TimeSpan.Zero : GoDuration.Parse(node.ToString());

    private static string Fill(string metric, string query, IReadOnlyDictionary<string, string> args, List<string> errors) => Argument().Replace(query, match =>
    {
        var name = match.Groups[1].Value;
        if (args.TryGetValue(name, out var value))
        {
            return value;
        }

        errors.Add($"metric '{metric}': argument '{name}' has no value; given: {string.Join(", ", args.Keys.Order(StringComparer.Ordinal))}.");
        return "";
    });

    [GeneratedRegex(@"\{\{\s*args\.([A-Za-z0-9_-]+)\s*\}\}")]
    private static partial Regex Argument();
}
