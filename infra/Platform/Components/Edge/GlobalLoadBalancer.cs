using Pulumi;
using Pulumi.Gcp.CertificateManager;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;

namespace WedSync.Platform.Components.Edge;

/// <summary>Address, URL map, proxies and forwarding rules of the global load balancer.</summary>
internal sealed class GlobalLoadBalancer(GlobalEdgeArgs args, Resource parent)
{
    private readonly string _project = args.Settings.Accounts.GcpProject;

    /// <summary>The address is in DNS caches and partners' allow lists: it stays when everything else goes.</summary>
    public GlobalAddress Address { get; } = new(
        "edge-address",
        new GlobalAddressArgs
        {
            Name = "ai-cache-global-ip",
            Project = args.Settings.Accounts.GcpProject,
            AddressType = "EXTERNAL",
            IpVersion = "IPV4",
            Description = "AI cache, all domains",
        },
        new CustomResourceOptions { Parent = parent, Protect = true, RetainOnDelete = true });

    public void Build(IReadOnlyDictionary<string, BackendService> backends, CertificateMap certificates, SSLPolicy tls)
    {
        ServeHttps(UrlMap(backends), certificates, tls);
        RedirectHttp();
    }

    private URLMap UrlMap(IReadOnlyDictionary<string, BackendService> backends)
    {
        var groups = EdgeRouting.Groups(args.Settings.Regions).Where(g => backends.ContainsKey(g.Name)).ToList();
        return new URLMap(
            "edge-routes",
            new URLMapArgs
            {
                Name = "wedsync-edge",
                Project = _project,
                // No default service: a host of nobody's must not reach a region by accident.
                DefaultUrlRedirect = new URLMapDefaultUrlRedirectArgs
                {
                    HostRedirect = groups[0].Domains[0],
                    HttpsRedirect = true,
                    RedirectResponseCode = "FOUND",
                    StripQuery = true,
                },
                HostRules = groups.Select(g => new URLMapHostRuleArgs { Hosts = g.Domains.ToArray(), PathMatcher = g.Name }).ToArray(),
                PathMatchers = groups
                    .Select(g => new URLMapPathMatcherArgs { Name = g.Name, DefaultService = backends[g.Name].Id })
                    .ToArray(),
                // Google refuses a map that fails these: a change that would move a domain out of its group is never applied.
                Tests = groups
                    .SelectMany(g => g.Domains.Select(d => new URLMapTestArgs
                    {
                        Description = $"{d} stays in group {g.Name}",
                        Host = d,
                        Path = "/",
                        Service = backends[g.Name].Id,
                    }))
                    .ToArray(),
            },
            Options());
    }

    private void ServeHttps(URLMap routes, CertificateMap certificates, SSLPolicy tls)
    {
        var proxy = new TargetHttpsProxy(
            "edge-https",
            new TargetHttpsProxyArgs
            {
                Name = "wedsync-edge-https",
                Project = _project,
                UrlMap = routes.Id,
                CertificateMap = Output.Format($"//certificatemanager.googleapis.com/{certificates.Id}"),
                SslPolicy = tls.Id,
                QuicOverride = "ENABLE",
                // Early data can be replayed, and a write must not be.
                TlsEarlyData = "DISABLED",
            },
            Options());
        Forward("edge-https-rule", "wedsync-edge-https", proxy.Id, "443");
    }

    private void RedirectHttp()
    {
        var redirect = new URLMap(
            "edge-redirect",
            new URLMapArgs
            {
                Name = "wedsync-edge-redirect",
                Project = _project,
                DefaultUrlRedirect = new URLMapDefaultUrlRedirectArgs
                {
                    HttpsRedirect = true,
                    RedirectResponseCode = "MOVED_PERMANENTLY_DEFAULT",
                    StripQuery = false,
                },
            },
            Options());
        var proxy = new TargetHttpProxy(
            "edge-http",
            new TargetHttpProxyArgs { Name = "wedsync-edge-http", Project = _project, UrlMap = redirect.Id },
            Options());
        Forward("edge-http-rule", "wedsync-edge-http", proxy.Id, "80");
    }

    private void Forward(string logicalName, string name, Output<string> target, string port) => _ = new GlobalForwardingRule(
        logicalName,
        new GlobalForwardingRuleArgs
        {
            Name = name,
            Project = _project,
            IpAddress = Address.Address,
            IpProtocol = "TCP",
            PortRange = port,
            Target = target,
            LoadBalancingScheme = "EXTERNAL_MANAGED",
            NetworkTier = "PREMIUM",
        },
        Options());

    private CustomResourceOptions Options() => new() { Parent = parent };
}
