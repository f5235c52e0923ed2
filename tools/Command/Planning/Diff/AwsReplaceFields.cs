namespace WedSync.Planning.Diff;

/// <summary>Fields of Amazon Web Services resources that cannot change in place.</summary>
internal static class AwsReplaceFields
{
    private static readonly string[] Everything = ["*"];
    private static readonly string[] Named = ["name", "namePrefix"];
    private static readonly string[] OfBucket = ["bucket", "expectedBucketOwner"];

    private static readonly string[] Cluster =
    [
        "accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons", "encryptionConfig",
        "kubernetesNetworkConfig.ipFamily", "kubernetesNetworkConfig.serviceIpv4Cidr", "name", "outpostConfig", "roleArn",
    ];

    private static readonly string[] NodeGroup =
    [
        "amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "launchTemplate.id", "launchTemplate.name", "nodeGroupName",
        "nodeGroupNamePrefix", "nodeRoleArn", "remoteAccess", "subnetIds",
    ];

    /// <summary>By type token.</summary>
    public static readonly Dictionary<string, string[]> ByType = new(StringComparer.Ordinal)
    {
        ["aws:acm/certificate:Certificate"] = ["domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"],
        ["aws:acm/certificateValidation:CertificateValidation"] = Everything,
        ["aws:backup/selection:Selection"] = Everything,
        ["aws:backup/vault:Vault"] = ["kmsKeyArn", "name"],
        ["aws:budgets/budget:Budget"] = ["accountId", "name", "namePrefix"],
        ["aws:budgets/budgetAction:BudgetAction"] = ["accountId", "actionType", "budgetName"],
        ["aws:cloudtrail/trail:Trail"] = ["name"],
        ["aws:cloudwatch/logGroup:LogGroup"] = ["logGroupClass", "name", "namePrefix"],
        ["aws:cloudwatch/metricAlarm:MetricAlarm"] = ["name"],
        ["aws:dynamodb/table:Table"] = ["hashKey", "name", "rangeKey"],
        ["aws:ec2/eip:Eip"] = ["domain", "networkBorderGroup", "publicIpv4Pool"],
        ["aws:ec2/flowLog:FlowLog"] = Everything,
        ["aws:ec2/launchTemplate:LaunchTemplate"] = Named,
        ["aws:ec2/natGateway:NatGateway"] = ["allocationId", "connectivityType", "privateIp", "subnetId"],
        ["aws:ec2/route:Route"] = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId", "routeTableId"],
        ["aws:ec2/routeTable:RouteTable"] = ["vpcId"],
        ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = ["gatewayId", "subnetId"],
        ["aws:ec2/securityGroup:SecurityGroup"] = ["description", "name", "namePrefix", "vpcId"],
        ["aws:ec2/subnet:Subnet"] = ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId"],
        ["aws:ec2/vpc:Vpc"] = ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = ["serviceName", "vpcEndpointType", "vpcId"],
        ["aws:ecr/repository:Repository"] = ["encryptionConfigurations", "name"],
        ["aws:eks/accessEntry:AccessEntry"] = ["clusterName", "principalArn", "type"],
        ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"] = Everything,
        ["aws:eks/addon:Addon"] = ["addonName", "clusterName"],
        ["aws:eks/cluster:Cluster"] = Cluster,
        ["aws:eks/nodeGroup:NodeGroup"] = NodeGroup,
        ["aws:eks/podIdentityAssociation:PodIdentityAssociation"] = ["clusterName", "namespace", "serviceAccount"],
        ["aws:iam/instanceProfile:InstanceProfile"] = ["name", "namePrefix", "path"],
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = ["url"],
        ["aws:iam/policy:Policy"] = ["description", "name", "namePrefix", "path"],
        ["aws:iam/role:Role"] = ["name", "namePrefix", "path"],
        ["aws:iam/rolePolicy:RolePolicy"] = ["name", "namePrefix", "role"],
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"] = Everything,
        ["aws:kms/alias:Alias"] = Named,
        ["aws:kms/key:Key"] = ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion"],
        ["aws:kms/replicaKey:ReplicaKey"] = ["primaryKeyArn"],
        ["aws:lb/listener:Listener"] = ["loadBalancerArn"],
        ["aws:lb/listenerRule:ListenerRule"] = ["listenerArn"],
        ["aws:lb/loadBalancer:LoadBalancer"] = ["internal", "loadBalancerType", "name", "namePrefix"],
        ["aws:lb/targetGroup:TargetGroup"] = ["ipAddressType", "name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
        ["aws:route53/healthCheck:HealthCheck"] = ["measureLatency", "referenceName", "requestInterval", "type"],
        ["aws:route53/record:Record"] = ["name", "setIdentifier", "zoneId"],
        ["aws:route53/zone:Zone"] = ["delegationSetId", "name"],
        ["aws:s3/bucket:Bucket"] = ["bucket", "bucketPrefix", "objectLockEnabled"],
        ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"] = OfBucket,
        ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"] = OfBucket,
        ["aws:s3/bucketPolicy:BucketPolicy"] = OfBucket,
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"] = OfBucket,
        ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"] = OfBucket,
        ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"] = OfBucket,
        ["aws:s3/bucketVersioning:BucketVersioning"] = OfBucket,
        ["aws:secretsmanager/secret:Secret"] = Named,
        ["aws:sns/topic:Topic"] = ["fifoTopic", "name", "namePrefix"],
        ["aws:sns/topicSubscription:TopicSubscription"] = ["endpoint", "protocol", "topic"],
        ["aws:sqs/queue:Queue"] = ["fifoQueue", "name", "namePrefix"],
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = ["securityGroupId"],
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = ["securityGroupId"],
        ["aws:wafv2/ipSet:IpSet"] = ["ipAddressVersion", "name", "scope"],
        ["aws:wafv2/webAcl:WebAcl"] = ["name", "namePrefix", "scope"],
        ["aws:wafv2/webAclAssociation:WebAclAssociation"] = Everything,
        ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"] = ["resourceArn"],
    };
}
