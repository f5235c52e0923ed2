namespace Pulumi.Aws.Ec2;

[AwsResourceType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")]
public class DefaultSecurityGroup(string name, DefaultSecurityGroupArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", name, args ?? new(), options);

public sealed class DefaultSecurityGroupArgs : ResourceArgs
{
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
}

[AwsResourceType("aws:ec2/eip:Eip")]
public class Eip(string name, EipArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/eip:Eip", name, args ?? new(), options);

public sealed class EipArgs : ResourceArgs
{
    [Input("domain")] public Input<string>? Domain { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:ec2/flowLog:FlowLog")]
public class FlowLog(string name, FlowLogArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/flowLog:FlowLog", name, args ?? new(), options);

public sealed class FlowLogArgs : ResourceArgs
{
    [Input("iamRoleArn")] public Input<string>? IamRoleArn { get; set; }
    [Input("logDestination")] public Input<string>? LogDestination { get; set; }
    [Input("logDestinationType")] public Input<string>? LogDestinationType { get; set; }
    [Input("maxAggregationInterval")] public Input<int>? MaxAggregationInterval { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("trafficType")] public Input<string>? TrafficType { get; set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
}

[AwsResourceType("aws:ec2/internetGateway:InternetGateway")]
public class InternetGateway(string name, InternetGatewayArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/internetGateway:InternetGateway", name, args ?? new(), options);

public sealed class InternetGatewayArgs : ResourceArgs
{
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
}

[AwsResourceType("aws:ec2/launchTemplate:LaunchTemplate")]
public class LaunchTemplate(string name, LaunchTemplateArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/launchTemplate:LaunchTemplate", name, args ?? new(), options)
{
    [Output("latestVersion")] public Output<int> LatestVersion { get; private set; } = null!;
}

public sealed class LaunchTemplateArgs : ResourceArgs
{
    [field: Input("blockDeviceMappings")]
    public InputList<Inputs.LaunchTemplateBlockDeviceMappingArgs> BlockDeviceMappings { get => field ??= new(); set; }
    [Input("metadataOptions")] public Input<Inputs.LaunchTemplateMetadataOptionsArgs>? MetadataOptions { get; set; }
    [Input("monitoring")] public Input<Inputs.LaunchTemplateMonitoringArgs>? Monitoring { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("tagSpecifications")]
    public InputList<Inputs.LaunchTemplateTagSpecificationArgs> TagSpecifications { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("updateDefaultVersion")] public Input<bool>? UpdateDefaultVersion { get; set; }
}

[AwsResourceType("aws:ec2/natGateway:NatGateway")]
public class NatGateway(string name, NatGatewayArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/natGateway:NatGateway", name, args ?? new(), options);

public sealed class NatGatewayArgs : ResourceArgs
{
    [Input("allocationId")] public Input<string>? AllocationId { get; set; }
    [Input("connectivityType")] public Input<string>? ConnectivityType { get; set; }
    [Input("subnetId")] public Input<string>? SubnetId { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:ec2/route:Route")]
public class Route(string name, RouteArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/route:Route", name, args, options);

public sealed class RouteArgs : ResourceArgs
{
    [Input("destinationCidrBlock")] public Input<string>? DestinationCidrBlock { get; set; }
    [Input("gatewayId")] public Input<string>? GatewayId { get; set; }
    [Input("natGatewayId")] public Input<string>? NatGatewayId { get; set; }
    [Input("routeTableId", required: true)] public Input<string> RouteTableId { get; set; } = null!;
}

[AwsResourceType("aws:ec2/routeTable:RouteTable")]
public class RouteTable(string name, RouteTableArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/routeTable:RouteTable", name, args, options);

public sealed class RouteTableArgs : ResourceArgs
{
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId", required: true)] public Input<string> VpcId { get; set; } = null!;
}

[AwsResourceType("aws:ec2/routeTableAssociation:RouteTableAssociation")]
public class RouteTableAssociation(string name, RouteTableAssociationArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/routeTableAssociation:RouteTableAssociation", name, args, options);

public sealed class RouteTableAssociationArgs : ResourceArgs
{
    [Input("routeTableId", required: true)] public Input<string> RouteTableId { get; set; } = null!;
    [Input("subnetId")] public Input<string>? SubnetId { get; set; }
}

[AwsResourceType("aws:ec2/securityGroup:SecurityGroup")]
public class SecurityGroup(string name, SecurityGroupArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/securityGroup:SecurityGroup", name, args ?? new(), options);

public sealed class SecurityGroupArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; } = "Managed by Pulumi";
    [field: Input("ingress")] public InputList<Inputs.SecurityGroupIngressArgs> Ingress { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
}

[AwsResourceType("aws:ec2/subnet:Subnet")]
public class Subnet(string name, SubnetArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/subnet:Subnet", name, args, options);

public sealed class SubnetArgs : ResourceArgs
{
    [Input("availabilityZone")] public Input<string>? AvailabilityZone { get; set; }
    [Input("cidrBlock")] public Input<string>? CidrBlock { get; set; }
    [Input("mapPublicIpOnLaunch")] public Input<bool>? MapPublicIpOnLaunch { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId", required: true)] public Input<string> VpcId { get; set; } = null!;
}

[AwsResourceType("aws:ec2/vpc:Vpc")]
public class Vpc(string name, VpcArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/vpc:Vpc", name, args ?? new(), options);

public sealed class VpcArgs : ResourceArgs
{
    [Input("cidrBlock")] public Input<string>? CidrBlock { get; set; }
    [Input("enableDnsHostnames")] public Input<bool>? EnableDnsHostnames { get; set; }
    [Input("enableDnsSupport")] public Input<bool>? EnableDnsSupport { get; set; }
    [Input("instanceTenancy")] public Input<string>? InstanceTenancy { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
}

[AwsResourceType("aws:ec2/vpcEndpoint:VpcEndpoint")]
public class VpcEndpoint(string name, VpcEndpointArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/vpcEndpoint:VpcEndpoint", name, args, options);

public sealed class VpcEndpointArgs : ResourceArgs
{
    [Input("privateDnsEnabled")] public Input<bool>? PrivateDnsEnabled { get; set; }
    [field: Input("routeTableIds")] public InputList<string> RouteTableIds { get => field ??= new(); set; }
    [field: Input("securityGroupIds")] public InputList<string> SecurityGroupIds { get => field ??= new(); set; }
    [Input("serviceName")] public Input<string>? ServiceName { get; set; }
    [field: Input("subnetIds")] public InputList<string> SubnetIds { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcEndpointType")] public Input<string>? VpcEndpointType { get; set; }
    [Input("vpcId", required: true)] public Input<string> VpcId { get; set; } = null!;
}
