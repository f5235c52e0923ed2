using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>Names of the classic edge, <c>edge: ingress</c>.</summary>
public static class ClassicNames
{
    /// <summary>GCE Ingress in front of the ingress controller.</summary>
    public const string FrontIngress = "ai-cache-global-ingress";

    /// <summary>Certificate of the GCE Ingress.</summary>
    public const string Certificate = "ai-cache-ssl-cert";

    /// <summary>Client and service side of the GCE Ingress.</summary>
    public const string Config = "ai-cache-edge";

    /// <summary>Class that the ingress controller answers to.</summary>
    public const string NginxClass = "nginx";

    /// <summary>Helm release of the ingress controller, and its pods' name label.</summary>
    public const string Release = "ingress-nginx";

    /// <summary>Service of the ingress controller.</summary>
    public const string Service = "ingress-nginx-controller";

    /// <summary>Port of the ingress controller's pods, with TLS.</summary>
    public const int PodPort = 8443;

    /// <summary>Port of its admission webhook.</summary>
    public const int Webhook = 9443;

    /// <summary>Port of its metrics.</summary>
    public const int Metrics = 10254;

    /// <summary>Cloud Armor policy; the global scope makes it.</summary>
    public const string Firewall = "wedsync-edge-firewall";

    /// <summary>SSL policy; the global scope makes it.</summary>
    public const string TlsPolicy = "wedsync-edge";

    /// <summary>Address of a region's GCE Ingress; the global scope makes it, so that it is in DNS before the Ingress takes it.</summary>
    public static string Address(RegionSettings region) => $"ai-cache-{region.Name}-ip";
}
