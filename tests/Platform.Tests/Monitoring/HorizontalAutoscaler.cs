namespace WedSync.Platform.Tests.Monitoring;

/// <summary>
/// The arithmetic of Kubernetes' horizontal autoscaler for an external metric: pods in proportion to the metric over its target,
/// unchanged within a tolerance of 10 %, within the bounds.
/// </summary>
internal static class HorizontalAutoscaler
{
    private const double Tolerance = 0.1;

    /// <summary>Target type <c>AverageValue</c>: the metric is divided by the pods.</summary>
    public static int AverageValue(int pods, double metric, double target, int min, int max) =>
        Scale(pods, metric / (target * pods), Math.Ceiling(metric / target), min, max);

    /// <summary>Target type <c>Value</c>: the metric is compared as it is.</summary>
    public static int Value(int pods, double metric, double target, int min, int max) =>
        Scale(pods, metric / target, Math.Ceiling(pods * (metric / target)), min, max);

    private static int Scale(int pods, double ratio, double wanted, int min, int max) =>
        Math.Clamp(Math.Abs(ratio - 1) <= Tolerance ? pods : (int)wanted, min, max);
}
