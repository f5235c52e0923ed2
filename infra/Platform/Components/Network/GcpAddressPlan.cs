namespace WedSync.Platform.Components.Network;

/// <summary>How a region's /16 is divided on Google Cloud. Changing it replaces the network: the ranges are part of the contract.</summary>
public sealed record GcpAddressPlan
{
    /// <summary>Name of the pods' secondary range.</summary>
    public const string PodRange = "pods";

    /// <summary>Name of the services' secondary range.</summary>
    public const string ServiceRange = "services";

    /// <summary>Pods of a node at most; with the pods' range it allows 256 nodes.</summary>
    public const int MaxPodsPerNode = 64;

    private GcpAddressPlan(string network)
    {
        Nodes = Cidr.Subnet(network, 20, 0);
        Services = Cidr.Subnet(network, 20, 1);
        ControlPlane = Cidr.Subnet(network, 28, 512);
        Pods = Cidr.Subnet(network, 17, 1);
    }

    /// <summary>Nodes and internal load balancers: 4 094 addresses.</summary>
    public string Nodes { get; }

    /// <summary>Cluster services: 4 096 addresses.</summary>
    public string Services { get; }

    /// <summary>The cluster's control plane: a /28 of its own.</summary>
    public string ControlPlane { get; }

    /// <summary>Pods: 32 768 addresses.</summary>
    public string Pods { get; }

    /// <summary>Divides a region's network.</summary>
    /// <param name="network">A /16.</param>
    public static GcpAddressPlan For(string network) => new(network);
}
