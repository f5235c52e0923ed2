using System.Globalization;
using System.Text.Json.Nodes;

namespace WedSync.Drills.Autoscaling;

/// <summary>An autoscaler and what one of its pods requests.</summary>
/// <param name="Spec">The autoscaler.</param>
/// <param name="CpuRequest">Cores that a pod requests.</param>
/// <param name="MemoryRequest">Bytes that a pod requests.</param>
public sealed record DescribedAutoscaler(AutoscalerSpec Spec, double CpuRequest, double MemoryRequest);

/// <summary>Reads autoscalers from the description that runs.</summary>
public static class AutoscalerReader
{
    /// <summary>The autoscaler of a workload of a region.</summary>
    /// <param name="descriptionFile">The description that the supervisor runs.</param>
    /// <param name="region">Region.</param>
    /// <param name="workload">The Deployment or Rollout that is scaled.</param>
    /// <exception cref="DrillException">The description does not hold it.</exception>
    public static DescribedAutoscaler Read(string descriptionFile, string region, string workload)
    {
        JsonNode? description;
        try
        {
            description = JsonNode.Parse(File.ReadAllText(descriptionFile));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new DrillException($"{descriptionFile}: the running platform's description cannot be read: {exception.Message}");
        }

        var objects = Items(description?["regions"]).FirstOrDefault(r => Text(r["name"]) == region)?["objects"];
        return Read([.. Items(objects)], workload);
    }

    /// <summary>The autoscaler of a workload among Kubernetes objects.</summary>
    /// <exception cref="DrillException">It is not among them.</exception>
    public static DescribedAutoscaler Read(IReadOnlyList<JsonNode> objects, string workload)
    {
        ArgumentNullException.ThrowIfNull(objects);
        var autoscaler = objects.FirstOrDefault(o => Text(o["kind"]) == "HorizontalPodAutoscaler" && Text(o["spec"]?["scaleTargetRef"]?["name"]) == workload)
            ?? throw new DrillException($"workload '{workload}': the description holds no HorizontalPodAutoscaler for it.");
        var target = autoscaler["spec"]!["scaleTargetRef"]!;
        var scaled = objects.FirstOrDefault(o => Text(o["kind"]) == Text(target["kind"]) && Text(o["metadata"]?["name"]) == workload)
            ?? throw new DrillException($"workload '{workload}': the description holds no {Text(target["kind"])} of that name, which its autoscaler scales.");
        var containers = Items(scaled["spec"]?["template"]?["spec"]?["containers"]).ToList();
        return new DescribedAutoscaler(Spec(autoscaler["spec"]!), Requested(containers, "cpu"), Requested(containers, "memory"));
    }

    private static AutoscalerSpec Spec(JsonNode spec) => new()
    {
        MinReplicas = (int?)spec["minReplicas"] ?? 1,
        MaxReplicas = (int)spec["maxReplicas"]!,
        Metrics = [.. Items(spec["metrics"]).Select(Metric)],
        // What Kubernetes takes where nothing is said.
        ScaleUp = Rules(spec["behavior"]?["scaleUp"], TimeSpan.Zero, [new(true, 100, TimeSpan.FromSeconds(15)), new(false, 4, TimeSpan.FromSeconds(15))]),
        ScaleDown = Rules(spec["behavior"]?["scaleDown"], TimeSpan.FromSeconds(300), [new(true, 100, TimeSpan.FromSeconds(15))]),
    };

    private static MetricTarget Metric(JsonNode metric) => Text(metric["type"]) switch
    {
        "Resource" when metric["resource"]?["target"]?["averageUtilization"] is { } percent =>
            new(Text(metric["resource"]!["name"]), TargetKind.Utilization, (double)percent),
        "External" when metric["external"]?["target"]?["averageValue"] is { } value =>
            new(Text(metric["external"]!["metric"]?["name"]), TargetKind.AverageValue, Quantity(Text(value))),
        var type => throw new DrillException($"autoscaler metric of type '{type}': this drill follows Resource with averageUtilization and External with averageValue only."),
    };

    private static ScalingRules Rules(JsonNode? rules, TimeSpan window, IReadOnlyList<ScalingPolicy> policies) => new(
        rules?["stabilizationWindowSeconds"] is { } seconds ? TimeSpan.FromSeconds((int)seconds) : window,
        rules?["selectPolicy"] is { } select ? Enum.Parse<PolicyChoice>(Text(select)) : PolicyChoice.Max,
        rules?["policies"] is JsonArray { Count: > 0 } given
            ? [.. Items(given).Select(p => new ScalingPolicy(Text(p["type"]) == "Percent", (int)p["value"]!, TimeSpan.FromSeconds((int)p["periodSeconds"]!)))]
            : policies);

    private static double Requested(List<JsonNode> containers, string resource)
        => containers.Sum(c => c["resources"]?["requests"]?[resource] is { } quantity ? Quantity(Text(quantity)) : 0);

    /// <summary>A Kubernetes quantity such as 500m or 1Gi as a number.</summary>
    internal static double Quantity(string text)
    {
        (string Suffix, double Factor)[] units = [("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9)];
        var (suffix, factor) = units.FirstOrDefault(u => text.EndsWith(u.Suffix, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number * factor
            : throw new DrillException($"quantity '{text}': not a Kubernetes quantity such as 500m or 1Gi.");
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
