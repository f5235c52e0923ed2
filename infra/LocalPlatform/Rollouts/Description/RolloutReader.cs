using System.Globalization;
using System.Text.Json.Nodes;
using WedSync.LocalPlatform.Control;

namespace WedSync.LocalPlatform.Rollouts.Description;

/// <summary>Reads rendered Rollouts and their AnalysisTemplates. What this walker does not know, it refuses: a step left out would make another rollout.</summary>
public static class RolloutReader
{
    private static readonly string[] MetricFields =
    [
        "name", "provider", "initialDelay", "interval", "count", "failureLimit", "inconclusiveLimit", "consecutiveErrorLimit",
        "successCondition", "failureCondition",
    ];

    /// <summary>Reads a Rollout.</summary>
    /// <param name="rollout">The rendered object.</param>
    /// <param name="templates">The AnalysisTemplates of its namespace.</param>
    /// <exception cref="LocalPlatformException">Something in it is not understood; all of it at once.</exception>
    public static RolloutDescription Read(JsonObject rollout, IReadOnlyList<JsonObject> templates)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(templates);
        var errors = new List<string>();
        var name = Text(rollout["metadata"]?["name"]) ?? "";
        var canary = rollout["spec"]?["strategy"]?["canary"] as JsonObject;
        if (canary is null) throw new LocalPlatformException($"rollout '{name}': has no canary strategy.");
        var analysis = canary["analysis"] as JsonObject;
        var description = new RolloutDescription
        {
            Name = name,
            Steps = [.. Items(canary["steps"]).Select(step => ReadStep(name, step, errors)).OfType<RolloutStep>()],
            Metrics = ReadTemplates(name, analysis, templates, errors),
            Arguments = Items(analysis?["args"]).Where(argument => argument["value"] is not null)
                .ToDictionary(argument => Text(argument["name"])!, argument => Text(argument["value"])!, StringComparer.Ordinal),
            HashArguments = [.. Items(analysis?["args"]).Where(argument => argument["value"] is null).Select(argument => ReadHash(name, argument, errors)).OfType<string>()],
            AnalysisFrom = Number(analysis?["startingStep"]) ?? 0,
            AbortScaleDownDelay = Number(canary["abortScaleDownDelaySeconds"]) switch
            {
                null => TimeSpan.FromSeconds(30),
                0 => null,
                var seconds => TimeSpan.FromSeconds(seconds.Value),
            },
        };
        CheckArguments(description, errors);
        return errors.Count == 0 ? description : throw new LocalPlatformException(errors);
    }

    private static RolloutStep? ReadStep(string rollout, JsonNode step, List<string> errors)
    {
        switch ((step as JsonObject)?.SingleOrDefault())
        {
            case { Key: "setWeight", Value: { } weight } when Number(weight) is >= 0 and <= 100 and var share:
                return new SetWeightStep(share);
            case { Key: "pause", Value: var pause }:
                var text = Text((pause as JsonObject)?["duration"]);
                if (text is null) return new PauseStep(null);
                if (ArgoDuration.TryParse(text, out var duration)) return new PauseStep(duration);
                break;
            case { Key: "setHeaderRoute", Value: { } route }:
                var match = Items(route["match"]).ToList();
                if (match.Count == 0) return new SetHeaderRouteStep(null, null);
                if (match.Count == 1 && Text(match[0]["headerName"]) is { } header && Text(match[0]["headerValue"]?["exact"]) is { } exact)
                    return new SetHeaderRouteStep(header, exact);
                break;
        }

        errors.Add($"rollout '{rollout}', step {step.ToJsonString()}: not understood; allowed: setWeight from 0 to 100, pause with a duration such as 2m, setHeaderRoute with one exact header.");
        return null;
    }

    private static List<MetricDescription> ReadTemplates(string rollout, JsonObject? analysis, IReadOnlyList<JsonObject> templates, List<string> errors)
    {
        var metrics = new List<MetricDescription>();
        foreach (var name in Items(analysis?["templates"]).Select(template => Text(template["templateName"]) ?? ""))
        {
            if (templates.FirstOrDefault(template => Text(template["metadata"]?["name"]) == name) is not { } found)
                errors.Add($"rollout '{rollout}', analysis template '{name}': not rendered; rendered: {string.Join(", ", templates.Select(t => Text(t["metadata"]?["name"])))}.");
            else
                metrics.AddRange(Items(found["spec"]?["metrics"]).Select(metric => ReadMetric(name, metric.AsObject(), errors)));
        }

        foreach (var twice in metrics.GroupBy(metric => metric.Name).Where(group => group.Count() > 1))
            errors.Add($"rollout '{rollout}', metric '{twice.Key}': stands in two of its templates; Argo joins them into one analysis, where names are single.");
        return metrics;
    }

    private static MetricDescription ReadMetric(string template, JsonObject metric, List<string> errors)
    {
        var name = Text(metric["name"]) ?? "";
        foreach (var unknown in metric.Select(field => field.Key).Except(MetricFields, StringComparer.Ordinal))
            errors.Add($"analysis template '{template}', metric '{name}', {unknown}: not understood; allowed: {string.Join(", ", MetricFields)}.");
        var query = Text(metric["provider"]?["prometheus"]?["query"]);
        if (query is null) errors.Add($"analysis template '{template}', metric '{name}': its provider is not Prometheus, the only one there is here.");
        var (success, failure) = (Text(metric["successCondition"]) ?? "", Text(metric["failureCondition"]) ?? "");
        foreach (var condition in new[] { success, failure }.Where(condition => condition.Length > 0))
        {
            if (!Analysis.Condition.TryParse(condition, out _, out var error))
                errors.Add($"analysis template '{template}', metric '{name}', condition '{condition}': {error}");
        }

        return new MetricDescription
        {
            Name = name,
            Query = query ?? "",
            InitialDelay = Duration(template, name, metric["initialDelay"], errors) ?? TimeSpan.Zero,
            Interval = Duration(template, name, metric["interval"], errors),
            Count = Number(metric["count"]),
            FailureLimit = Number(metric["failureLimit"]) ?? 0,
            InconclusiveLimit = Number(metric["inconclusiveLimit"]) ?? 0,
            ConsecutiveErrorLimit = Number(metric["consecutiveErrorLimit"]) ?? 4,
            SuccessCondition = success,
            FailureCondition = failure,
        };
    }

    private static string? ReadHash(string rollout, JsonNode argument, List<string> errors)
    {
        var name = Text(argument["name"]) ?? "";
        if (Text(argument["valueFrom"]?["podTemplateHashValue"]) == "Latest") return name;
        errors.Add($"rollout '{rollout}', analysis argument '{name}': allowed: a value, or valueFrom.podTemplateHashValue Latest.");
        return null;
    }

    private static void CheckArguments(RolloutDescription description, List<string> errors)
    {
        foreach (var metric in description.Metrics)
        {
            var given = description.Arguments.Keys.Concat(description.HashArguments).ToList();
            foreach (var name in Analysis.Arguments.In(metric.Query).Except(given, StringComparer.Ordinal))
                errors.Add($"rollout '{description.Name}', metric '{metric.Name}', argument '{name}': is given no value; given: {string.Join(", ", given)}.");
        }
    }

    private static TimeSpan? Duration(string template, string metric, JsonNode? node, List<string> errors)
    {
        if (Text(node) is not { } text) return null;
        if (ArgoDuration.TryParse(text, out var duration)) return duration;
        errors.Add($"analysis template '{template}', metric '{metric}', duration '{text}': allowed: such as 30s, 5m, 1h30m.");
        return null;
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    private static string? Text(JsonNode? node) => node?.ToString();

    // Argo takes numbers and texts that are numbers.
    private static int? Number(JsonNode? node) =>
        node is not null && int.TryParse(node.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
