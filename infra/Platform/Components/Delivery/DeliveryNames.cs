namespace WedSync.Platform.Components.Delivery;

/// <summary>Names that a Rollout refers to.</summary>
public static class DeliveryNames
{
    /// <summary>Analysis that watches a canary until its rollout ends; stands beside <c>Names.CanaryAnalysis</c> in a Rollout's templates.</summary>
    public const string CanaryWatch = "wedding-cache-watch";

    /// <summary>Name of the Gateway API traffic router in a Rollout's <c>trafficRouting.plugins</c>.</summary>
    public const string GatewayPlugin = "argoproj-labs/gatewayAPI";

    /// <summary>The Helm release, and by it the controller's Deployment, service account and pods' name label.</summary>
    public const string Release = "argo-rollouts";

    /// <summary>Header by which a tester asks for the canary.</summary>
    public const string CanaryHeader = "X-Canary";

    /// <summary>Route that a Rollout's <c>setHeaderRoute</c> step manages for <see cref="CanaryHeader"/>.</summary>
    public const string CanaryHeaderRoute = "canary-by-header";

    /// <summary>Prometheus as the controller reaches it.</summary>
    public const string PrometheusAddress = $"http://{Common.Names.Prometheus}.{Common.Namespaces.Monitoring}:9090";
}
