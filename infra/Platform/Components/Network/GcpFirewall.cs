using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using WedSync.Contracts;

namespace WedSync.Platform.Components.Network;

/// <summary>What may enter the network on Google Cloud. Everything else is refused and logged.</summary>
internal sealed class GcpFirewall(RegionNetwork parent, RegionNetworkArgs args, GcpAddressPlan plan)
{
    /// <summary>Tag of all nodes.</summary>
    public const string NodeTag = "wedsync-node";

    /// <summary>Where Google's load balancers and their health checks come from.</summary>
    public static readonly IReadOnlyList<string> LoadBalancerRanges = ["35.191.0.0/16", "130.211.0.0/22"];

    // Ports of admission webhooks and aggregated APIs that the control plane calls in pods.
    private static readonly string[] WebhookPorts = ["443", "4443", "6443", "8082", "8443", "9443", "10250"];

    public void Build(Pulumi.Gcp.Compute.Network network)
    {
        _ = Rule(network, "deny-ingress", 65000, "Refuses and logs what no other rule allows.", new FirewallArgs
        {
            Network = network.Id,
            SourceRanges = { "0.0.0.0/0" },
            Denies = { new FirewallDenyArgs { Protocol = "all" } },
        });
        _ = Rule(network, "allow-load-balancers", 1000, "Load balancers and their health checks reach pods by container-native endpoints.", new FirewallArgs
        {
            Network = network.Id,
            SourceRanges = LoadBalancerRanges.ToList(),
            TargetTags = { NodeTag },
            Allows = { Tcp($"{ServicePorts.CacheHttp}", "8080", "8443", "10080", "10443") },
        });
        _ = Rule(network, "allow-control-plane", 1000, "The control plane calls kubelets, webhooks and aggregated APIs.", new FirewallArgs
        {
            Network = network.Id,
            SourceRanges = { plan.ControlPlane },
            TargetTags = { NodeTag },
            Allows = { Tcp(WebhookPorts) },
        });
        _ = Rule(network, "allow-cluster", 1000, "Nodes and pods of the cluster; network policies decide between pods.", new FirewallArgs
        {
            Network = network.Id,
            SourceRanges = { plan.Nodes, plan.Pods },
            TargetTags = { NodeTag },
            Allows =
            {
                new FirewallAllowArgs { Protocol = "tcp" },
                new FirewallAllowArgs { Protocol = "udp" },
                new FirewallAllowArgs { Protocol = "icmp" },
            },
        });
    }

    private Firewall Rule(Pulumi.Gcp.Compute.Network network, string what, int priority, string description, FirewallArgs rule)
    {
        rule.Name = $"wedsync-{args.Region.Name}-{what}";
        rule.Project = args.Settings.Accounts.GcpProject;
        rule.Description = description;
        rule.Direction = "INGRESS";
        rule.Priority = priority;
        rule.LogConfig = new FirewallLogConfigArgs { Metadata = "INCLUDE_ALL_METADATA" };
        return new Firewall($"{args.Region.Name}-{what}", rule, new CustomResourceOptions { Parent = parent, DependsOn = { network } });
    }

    private static FirewallAllowArgs Tcp(params string[] ports) => new() { Protocol = "tcp", Ports = ports.ToList() };
}
