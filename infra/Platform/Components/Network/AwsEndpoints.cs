using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Components.Network;

/// <summary>Private ways to AWS services: images, logs and keys never cross the internet, and NAT is not paid for them.</summary>
internal sealed class AwsEndpoints(RegionNetwork parent, RegionNetworkArgs args)
{
    /// <summary>Services reached by an interface in each private subnet.</summary>
    public static readonly IReadOnlyList<string> InterfaceServices =
        ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "kms", "logs", "secretsmanager", "sts"];

    private readonly string _region = args.Region.Name;

    public void Build(Pulumi.Aws.Ec2.Vpc vpc, IReadOnlyList<Subnet> privateSubnets, IReadOnlyList<RouteTable> privateTables)
    {
        var child = new CustomResourceOptions { Parent = parent };
        _ = new VpcEndpoint($"{_region}-endpoint-s3", new VpcEndpointArgs
        {
            VpcId = vpc.Id,
            ServiceName = ServiceName("s3"),
            VpcEndpointType = "Gateway",
            RouteTableIds = privateTables.Select(t => t.Id).ToList(),
            Tags = CloudTags.Named(args.Region, "s3"),
        }, child);
        var group = new SecurityGroup($"{_region}-endpoints-sg", new SecurityGroupArgs
        {
            Name = CloudTags.Name(args.Region, "endpoints"),
            Description = "HTTPS from the region's own network to AWS services",
            VpcId = vpc.Id,
            Ingress =
            {
                new SecurityGroupIngressArgs
                {
                    Description = "HTTPS from the region's network",
                    Protocol = "tcp",
                    FromPort = 443,
                    ToPort = 443,
                    CidrBlocks = { args.Region.NetworkCidr },
                },
            },
            Tags = CloudTags.Named(args.Region, "endpoints"),
        }, child);
        foreach (var service in InterfaceServices)
        {
            _ = new VpcEndpoint($"{_region}-endpoint-{service.Replace('.', '-')}", new VpcEndpointArgs
            {
                VpcId = vpc.Id,
                ServiceName = ServiceName(service),
                VpcEndpointType = "Interface",
                PrivateDnsEnabled = true,
                SubnetIds = privateSubnets.Select(s => s.Id).ToList(),
                SecurityGroupIds = { group.Id },
                Tags = CloudTags.Named(args.Region, service),
            }, child);
        }
    }

    private string ServiceName(string service) => $"com.amazonaws.{args.Region.Location}.{service}";
}
