namespace Pulumi.Gcp.Compute;

[GcpResourceType("gcp:compute/address:Address")]
public class Address(string name, AddressArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/address:Address", name, args ?? new(), options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("selfLink")] public Output<string> SelfLink { get; private set; } = null!;
}

public sealed class AddressArgs : ResourceArgs
{
    [Input("addressType")] public Input<string>? AddressType { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("networkTier")] public Input<string>? NetworkTier { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
}

[GcpResourceType("gcp:compute/backendService:BackendService")]
public class BackendService(string name, BackendServiceArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/backendService:BackendService", name, args ?? new(), options);

public sealed class BackendServiceArgs : ResourceArgs
{
    [field: Input("backends")] public InputList<Inputs.BackendServiceBackendArgs> Backends { get => field ??= new(); set; }
    [Input("connectionDrainingTimeoutSec")] public Input<int>? ConnectionDrainingTimeoutSec { get; set; }
    [field: Input("customResponseHeaders")] public InputList<string> CustomResponseHeaders { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("healthChecks")] public Input<string>? HealthChecks { get; set; }
    [Input("loadBalancingScheme")] public Input<string>? LoadBalancingScheme { get; set; }
    [Input("localityLbPolicy")] public Input<string>? LocalityLbPolicy { get; set; }
    [Input("logConfig")] public Input<Inputs.BackendServiceLogConfigArgs>? LogConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("securityPolicy")] public Input<string>? SecurityPolicy { get; set; }
    [Input("sessionAffinity")] public Input<string>? SessionAffinity { get; set; }
    [Input("timeoutSec")] public Input<int>? TimeoutSec { get; set; }
}

[GcpResourceType("gcp:compute/firewall:Firewall")]
public class Firewall(string name, FirewallArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/firewall:Firewall", name, args, options);

public sealed class FirewallArgs : ResourceArgs
{
    [field: Input("allows")] public InputList<Inputs.FirewallAllowArgs> Allows { get => field ??= new(); set; }
    [field: Input("denies")] public InputList<Inputs.FirewallDenyArgs> Denies { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("direction")] public Input<string>? Direction { get; set; }
    [Input("logConfig")] public Input<Inputs.FirewallLogConfigArgs>? LogConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("network", required: true)] public Input<string> Network { get; set; } = null!;
    [Input("priority")] public Input<int>? Priority { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [field: Input("sourceRanges")] public InputList<string> SourceRanges { get => field ??= new(); set; }
    [field: Input("targetTags")] public InputList<string> TargetTags { get => field ??= new(); set; }
}

[GcpResourceType("gcp:compute/globalAddress:GlobalAddress")]
public class GlobalAddress(string name, GlobalAddressArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:compute/globalAddress:GlobalAddress",
        name,
        args ?? new(),
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]))
{
    [Output("address")] public Output<string> Address { get; private set; } = null!;
}

public sealed class GlobalAddressArgs : ResourceArgs
{
    [Input("addressType")] public Input<string>? AddressType { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("ipVersion")] public Input<string>? IpVersion { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}

[GcpResourceType("gcp:compute/globalForwardingRule:GlobalForwardingRule")]
public class GlobalForwardingRule(string name, GlobalForwardingRuleArgs args, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:compute/globalForwardingRule:GlobalForwardingRule",
        name,
        args,
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]));

public sealed class GlobalForwardingRuleArgs : ResourceArgs
{
    [Input("ipAddress")] public Input<string>? IpAddress { get; set; }
    [Input("ipProtocol")] public Input<string>? IpProtocol { get; set; }
    [Input("loadBalancingScheme")] public Input<string>? LoadBalancingScheme { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("networkTier")] public Input<string>? NetworkTier { get; set; }
    [Input("portRange")] public Input<string>? PortRange { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("target", required: true)] public Input<string> Target { get; set; } = null!;
}

[GcpResourceType("gcp:compute/healthCheck:HealthCheck")]
public class HealthCheck(string name, HealthCheckArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/healthCheck:HealthCheck", name, args ?? new(), options);

public sealed class HealthCheckArgs : ResourceArgs
{
    [Input("checkIntervalSec")] public Input<int>? CheckIntervalSec { get; set; }
    [Input("healthyThreshold")] public Input<int>? HealthyThreshold { get; set; }
    [Input("httpsHealthCheck")] public Input<Inputs.HealthCheckHttpsHealthCheckArgs>? HttpsHealthCheck { get; set; }
    [Input("logConfig")] public Input<Inputs.HealthCheckLogConfigArgs>? LogConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("timeoutSec")] public Input<int>? TimeoutSec { get; set; }
    [Input("unhealthyThreshold")] public Input<int>? UnhealthyThreshold { get; set; }
}

[GcpResourceType("gcp:compute/network:Network")]
public class Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/network:Network", name, args ?? new(), options)
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class NetworkArgs : ResourceArgs
{
    [Input("autoCreateSubnetworks")] public Input<bool>? AutoCreateSubnetworks { get; set; }
    [Input("deleteDefaultRoutesOnCreate")] public Input<bool>? DeleteDefaultRoutesOnCreate { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("routingMode")] public Input<string>? RoutingMode { get; set; }
}

[GcpResourceType("gcp:compute/router:Router")]
public class Router(string name, RouterArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/router:Router", name, args ?? new(), options)
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}

public sealed class RouterArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("network")] public Input<string>? Network { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
}

[GcpResourceType("gcp:compute/routerNat:RouterNat")]
public class RouterNat(string name, RouterNatArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/routerNat:RouterNat", name, args, options);

public sealed class RouterNatArgs : ResourceArgs
{
    [Input("enableDynamicPortAllocation")] public Input<bool>? EnableDynamicPortAllocation { get; set; }
    [Input("enableEndpointIndependentMapping")] public Input<bool>? EnableEndpointIndependentMapping { get; set; }
    [Input("logConfig")] public Input<Inputs.RouterNatLogConfigArgs>? LogConfig { get; set; }
    [Input("maxPortsPerVm")] public Input<int>? MaxPortsPerVm { get; set; }
    [Input("minPortsPerVm")] public Input<int>? MinPortsPerVm { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("natIpAllocateOption")] public Input<string>? NatIpAllocateOption { get; set; }
    [field: Input("natIps")] public InputList<string> NatIps { get => field ??= new(); set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("router", required: true)] public Input<string> Router { get; set; } = null!;
    [Input("sourceSubnetworkIpRangesToNat", required: true)] public Input<string> SourceSubnetworkIpRangesToNat { get; set; } = null!;
    [field: Input("subnetworks")] public InputList<Inputs.RouterNatSubnetworkArgs> Subnetworks { get => field ??= new(); set; }
}

[GcpResourceType("gcp:compute/sSLPolicy:SSLPolicy")]
public class SSLPolicy(string name, SSLPolicyArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/sSLPolicy:SSLPolicy", name, args ?? new(), options);

public sealed class SSLPolicyArgs : ResourceArgs
{
    [Input("minTlsVersion")] public Input<string>? MinTlsVersion { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("profile")] public Input<string>? Profile { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
}

[GcpResourceType("gcp:compute/securityPolicy:SecurityPolicy")]
public class SecurityPolicy(string name, SecurityPolicyArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(
        "gcp:compute/securityPolicy:SecurityPolicy",
        name,
        args ?? new(),
        options.With(secrets: ["effectiveLabels", "pulumiLabels"]));

public sealed class SecurityPolicyArgs : ResourceArgs
{
    [Input("adaptiveProtectionConfig")]
    public Input<Inputs.SecurityPolicyAdaptiveProtectionConfigArgs>? AdaptiveProtectionConfig { get; set; }
    [Input("advancedOptionsConfig")] public Input<Inputs.SecurityPolicyAdvancedOptionsConfigArgs>? AdvancedOptionsConfig { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [field: Input("rules")] public InputList<Inputs.SecurityPolicyRuleArgs> Rules { get => field ??= new(); set; }
    [Input("type")] public Input<string>? Type { get; set; }
}

[GcpResourceType("gcp:compute/subnetwork:Subnetwork")]
public class Subnetwork(string name, SubnetworkArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/subnetwork:Subnetwork", name, args, options);

public sealed class SubnetworkArgs : ResourceArgs
{
    [Input("ipCidrRange")] public Input<string>? IpCidrRange { get; set; }
    [Input("logConfig")] public Input<Inputs.SubnetworkLogConfigArgs>? LogConfig { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("network", required: true)] public Input<string> Network { get; set; } = null!;
    [Input("privateIpGoogleAccess")] public Input<bool>? PrivateIpGoogleAccess { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("secondaryIpRanges")]
    public InputList<Inputs.SubnetworkSecondaryIpRangeArgs> SecondaryIpRanges { get => field ??= new(); set; }
    [Input("stackType")] public Input<string>? StackType { get; set; }
}

[GcpResourceType("gcp:compute/targetHttpProxy:TargetHttpProxy")]
public class TargetHttpProxy(string name, TargetHttpProxyArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/targetHttpProxy:TargetHttpProxy", name, args, options);

public sealed class TargetHttpProxyArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("urlMap", required: true)] public Input<string> UrlMap { get; set; } = null!;
}

[GcpResourceType("gcp:compute/targetHttpsProxy:TargetHttpsProxy")]
public class TargetHttpsProxy(string name, TargetHttpsProxyArgs args, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/targetHttpsProxy:TargetHttpsProxy", name, args, options);

public sealed class TargetHttpsProxyArgs : ResourceArgs
{
    [Input("certificateMap")] public Input<string>? CertificateMap { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [Input("quicOverride")] public Input<string>? QuicOverride { get; set; }
    [Input("sslPolicy")] public Input<string>? SslPolicy { get; set; }
    [Input("tlsEarlyData")] public Input<string>? TlsEarlyData { get; set; }
    [Input("urlMap", required: true)] public Input<string> UrlMap { get; set; } = null!;
}

[GcpResourceType("gcp:compute/uRLMap:URLMap")]
public class URLMap(string name, URLMapArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("gcp:compute/uRLMap:URLMap", name, args ?? new(), options);

public sealed class URLMapArgs : ResourceArgs
{
    [Input("defaultUrlRedirect")] public Input<Inputs.URLMapDefaultUrlRedirectArgs>? DefaultUrlRedirect { get; set; }
    [field: Input("hostRules")] public InputList<Inputs.URLMapHostRuleArgs> HostRules { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [field: Input("pathMatchers")] public InputList<Inputs.URLMapPathMatcherArgs> PathMatchers { get => field ??= new(); set; }
    [Input("project")] public Input<string>? Project { get; set; }
    [field: Input("tests")] public InputList<Inputs.URLMapTestArgs> Tests { get => field ??= new(); set; }
}
