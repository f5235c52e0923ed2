using System.Text.Json.Nodes;
using WedSync.Rollouts.Analysis;

namespace WedSync.Rollouts.Steps;

/// <summary>A canary as its Rollout and its AnalysisTemplates describe it.</summary>
public sealed record RolloutPlan
{
    private const int DefaultAbortDelaySeconds = 30;

    /// <summary>The Rollout's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its steps.</summary>
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Metrics that are looked at while it runs, of all its templates.</summary>
    public required IReadOnlyList<AnalysisMetric> Metrics { get; init; }

    /// <summary>Index of the step from which they are looked at.</summary>
    public required int AnalysisFrom { get; init; }

    /// <summary>How long an aborted canary stays before it is stopped.</summary>
    public required TimeSpan AbortDelay { get; init; }

    /// <summary>Reads a Rollout and the AnalysisTemplates it names.</summary>
    /// <param name="rollout">The Rollout object.</param>
    /// <param name="templates">AnalysisTemplate objects by name.</param>
    /// <param name="canaryHash">Pod template hash of the canary.</param>
    /// <param name="stableHash">Pod template hash of the stable pods.</param>
    /// <exception cref="RolloutException">It holds what this machine does not walk; all of it at once.</exception>
    public static RolloutPlan Read(JsonObject rollout, IReadOnlyDictionary<string, JsonObject> templates, string canaryHash, string stableHash)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(templates);
        var canary = rollout["spec"]?["strategy"]?["canary"] as JsonObject
            ?? throw new RolloutException($"Rollout {Text(rollout["metadata"]?["name"])}: has no canary strategy; only canaries are walked.");
        var errors = new List<string>();
        var analysis = canary["analysis"];
        var args = Items(analysis?["args"]).ToDictionary(a => Text(a["name"]), a => Value(a, canaryHash, stableHash), StringComparer.Ordinal);
        var plan = new RolloutPlan
        {
            Name = Text(rollout["metadata"]?["name"]),
            Steps = [.. Items(canary["steps"]).Select(s => Step(s, errors)).OfType<RolloutStep>()],
            Metrics = [.. Items(analysis?["templates"]).SelectMany(t => MetricsOf(Text(t["templateName"]), templates, args, errors))],
            AnalysisFrom = Number(analysis?["startingStep"], 0),
            AbortDelay = TimeSpan.FromSeconds(Number(canary["abortScaleDownDelaySeconds"], DefaultAbortDelaySeconds)),
        };
        return errors.Count == 0 ? plan : throw new RolloutException(errors);
    }

    private static RolloutStep? Step(JsonNode step, List<string> errors)
    {
        if (step["setWeight"] is { } weight)
        {
            return new RolloutStep.SetWeight(Number(weight, 0));
        }

        if (step["setHeaderRoute"] is { } route)
        {
            var match = Items(route["match"]).FirstOrDefault();
            return new RolloutStep.SetHeaderRoute(Text(match?["headerName"]), Text(match?["headerValue"]?["exact"]));
        }

        if (step["pause"]?["duration"] is { } duration)
        {
            return new RolloutStep.Pause(GoDuration.Parse(duration.ToString()));
        }

        errors.Add($"step {step.ToJsonString()}: not walked here; allowed: setWeight, setHeaderRoute, pause with a duration.");
        return null;
    }

    private static IReadOnlyList<AnalysisMetric> MetricsOf(
        string template, IReadOnlyDictionary<string, JsonObject> templates, Dictionary<string, string> args, List<string> errors)
    {
        if (!templates.TryGetValue(template, out var found))
        {
            errors.Add($"AnalysisTemplate '{template}': not found; there are: {string.Join(", ", templates.Keys.Order(StringComparer.Ordinal))}.");
            return [];
        }

        var defaults = Items(found["spec"]?["args"]).Where(a => a["value"] is not null).ToDictionary(a => Text(a["name"]), a => Text(a["value"]), StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            defaults[name] = value;
        }

        return AnalysisMetric.ReadAll(found, defaults, errors);
    }

    private static string Value(JsonNode arg, string canaryHash, string stableHash) => Text(arg["valueFrom"]?["podTemplateHashValue"]) switch
    {
        "Latest" => canaryHash,
        "Stable" => stableHash,
        _ => Text(arg["value"]),
    };

    internal static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    internal static string Text(JsonNode? node) => node?.ToString() ?? "";

    internal static int Number(JsonNode? node, int fallback) => node is null ? fallback : (int)double.Parse(node.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
