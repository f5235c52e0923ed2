using Pulumi;
using Pulumi.Aws.Ec2;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// Where traffic enters a region on AWS: an application load balancer with a firewall in front of the region's Envoy proxies. On
/// Google Cloud the global load balancer reaches the proxies itself.
/// </summary>
public sealed class AwsRegionEdge : ComponentResource
{
    /// <summary>Creates the component.</summary>
    public AwsRegionEdge(string name, AwsRegionEdgeArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:edge:AwsRegionEdge", name, options)
    {
        var group = new SecurityGroup(args.Context.Logical("alb-sg"), new SecurityGroupArgs
        {
            Name = CloudTags.Name(args.Context.Region, "alb"),
            Description = "Load balancer of the cache",
            VpcId = args.Cluster.NetworkId,
            Tags = CloudTags.Named(args.Context.Region, "alb"),
        }, new CustomResourceOptions { Parent = this });
        SecurityGroupId = group.Id;
        RegisterOutputs(new Dictionary<string, object?> { ["securityGroupId"] = SecurityGroupId });
    }

    /// <summary>Security group of the load balancer.</summary>
    [Output("securityGroupId")]
    public Output<string> SecurityGroupId { get; private set; }
}
