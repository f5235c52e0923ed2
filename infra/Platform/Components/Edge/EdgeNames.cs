using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Names by which the global scope and the regions find each other. They follow from the catalogue alone: a stack's name holds
/// the season, so a reference between stacks would put the season into every resource behind it.
/// </summary>
public static class EdgeNames
{
    /// <summary>Service in front of a region's Envoy proxies.</summary>
    public const string EnvoyService = "ai-cache-envoy";

    /// <summary>Deployment of the proxies.</summary>
    public const string EnvoyDeployment = "ai-cache-envoy";

    /// <summary>Class of the region's gateway.</summary>
    public const string GatewayClass = "wedsync-envoy";

    /// <summary>Helm release of Envoy Gateway, and its pods' name label.</summary>
    public const string EnvoyGatewayRelease = "envoy-gateway";

    /// <summary>Secret with the certificate that proxies show to load balancers.</summary>
    public const string GatewayTls = "ai-cache-gateway-tls";

    /// <summary>Port of the gateway and of the service in front of the proxies.</summary>
    public const int GatewayPort = 443;

    /// <summary>Port of the proxies' container: Envoy Gateway adds 10 000 to ports under 1024.</summary>
    public const int EnvoyPort = 10443;

    /// <summary>Port of the proxies' statistics.</summary>
    public const int EnvoyStatistics = 19001;

    /// <summary>Port of the stable and canary services.</summary>
    public const int CacheServicePort = 80;

    /// <summary>Name of the network endpoint groups of a region on Google Cloud, the same in each of its zones.</summary>
    public static string EndpointGroup(RegionSettings region) => $"wedsync-{region.Name}-edge";

    /// <summary>Name in DNS of a region's own load balancer on AWS, such as <c>us-west.edge.wedsync.com</c>.</summary>
    public static string RegionalDomain(RegionSettings region, string dnsZone) => $"{region.Name}.edge.{dnsZone}";
}
