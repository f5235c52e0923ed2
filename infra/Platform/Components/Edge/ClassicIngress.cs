using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Components.Edge.CustomResources;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// The edge in its first form, <c>edge: ingress</c>: on Google Cloud a GCE Ingress with a managed certificate a cluster, and behind it
/// an nginx-class Ingress. Argo Rollouts weighs a canary by a clone of the stable Ingress that keeps its class; of class gce the
/// weight would be ignored, so the stable Ingress is nginx's, and the GCE Ingress only leads to the controller. Choose it for
/// clusters that cannot run Gateway API: ingress-nginx was retired in March 2026 and gets no fixes.
/// </summary>
public sealed class ClassicIngress : ComponentResource
{
    private readonly RegionContext _context;

    /// <summary>Creates the component.</summary>
    public ClassicIngress(string name, ClassicIngressArgs args, ComponentResourceOptions? options = null)
        : base("wedsync:edge:ClassicIngress", name, options)
    {
        _context = args.Context;
        var tls = ProxyCertificate.Create(_context, this);
        Controller = new Release(
            _context.Logical("ingress-nginx"),
            HelmReleases.Args(Versions.Charts.IngressNginx, ClassicNames.Release, Namespaces.Edge, ClassicValues.For(_context.Region)),
            _context.In(this, [tls, .. Policies()]));
        Stable = StableIngress();
        if (_context.Region.Cloud == Cloud.Gcp)
        {
            Front();
        }

        StableIngressName = Output.Create(Names.CacheStableIngress);
        RegisterOutputs(new Dictionary<string, object?> { ["stableIngressName"] = StableIngressName });
    }

    /// <summary>The ingress controller.</summary>
    public Release Controller { get; }

    /// <summary>The Ingress whose clone a canary weighs; a Rollout depends on it.</summary>
    public Ingress Stable { get; }

    /// <summary>Its name.</summary>
    [Output("stableIngressName")]
    public Output<string> StableIngressName { get; private set; }

    /// <summary>No host: the load balancer's health check carries none, and one region serves every domain of its group.</summary>
    private Ingress StableIngress() => new(
        _context.Logical("stable-ingress"),
        new Pulumi.Kubernetes.Types.Inputs.Networking.V1.IngressArgs
        {
            Metadata = Metadata(Names.CacheStableIngress, Namespaces.Cache, []),
            Spec = new IngressSpecArgs
            {
                IngressClassName = ClassicNames.NginxClass,
                Rules = { Rule("/", "Prefix", Names.CacheStableService, EdgeNames.CacheServicePort) },
            },
        },
        _context.In(this, Controller));

    private void Front()
    {
        var certificate = new ManagedCertificate(
            _context.Logical("ssl-cert"),
            new ManagedCertificateArgs
            {
                Metadata = Metadata(ClassicNames.Certificate, Namespaces.Edge, []),
                Spec = new ManagedCertificateSpecArgs { Domains = EdgeRouting.Domains(_context.Settings.Regions).ToArray() },
            },
            _context.In(this));
        var frontend = new FrontendConfig(
            _context.Logical("frontend-config"),
            new FrontendConfigArgs
            {
                Metadata = Metadata(ClassicNames.Config, Namespaces.Edge, []),
                Spec = new FrontendConfigSpecArgs
                {
                    SslPolicy = ClassicNames.TlsPolicy,
                    RedirectToHttps = new HttpsRedirectArgs { Enabled = true, ResponseCodeName = "MOVED_PERMANENTLY_DEFAULT" },
                },
            },
            _context.In(this));
        var backend = new BackendConfig(
            _context.Logical("backend-config"),
            new BackendConfigArgs { Metadata = Metadata(ClassicNames.Config, Namespaces.Edge, []), Spec = BackendSpec() },
            _context.In(this));
        _ = new Ingress(
            _context.Logical("global-ingress"),
            new Pulumi.Kubernetes.Types.Inputs.Networking.V1.IngressArgs
            {
                Metadata = Metadata(ClassicNames.FrontIngress, Namespaces.Edge, FrontAnnotations()),
                Spec = new IngressSpecArgs { Rules = { Rule("/*", "ImplementationSpecific", ClassicNames.Service, EdgeNames.GatewayPort) } },
            },
            _context.In(this, certificate, frontend, backend, Controller));
    }

    // GKE's controller knows its class by the annotation alone; there is no IngressClass of that name.
    private Dictionary<string, string> FrontAnnotations() => new()
    {
        ["kubernetes.io/ingress.class"] = "gce",
        ["kubernetes.io/ingress.global-static-ip-name"] = ClassicNames.Address(_context.Region),
        ["networking.gke.io/managed-certificates"] = ClassicNames.Certificate,
        ["networking.gke.io/v1beta1.FrontendConfig"] = ClassicNames.Config,
    };

    private static BackendConfigSpecArgs BackendSpec() => new()
    {
        HealthCheck = new BackendConfigHealthCheckArgs
        {
            Type = "HTTPS",
            RequestPath = HttpPaths.RegionHealth,
            Port = ClassicNames.PodPort,
            CheckIntervalSec = 5,
            TimeoutSec = 3,
            HealthyThreshold = 2,
            UnhealthyThreshold = 2,
        },
        TimeoutSec = 60,
        ConnectionDraining = new ConnectionDrainingArgs { DrainingTimeoutSec = 60 },
        SecurityPolicy = new SecurityPolicyNameArgs { Name = ClassicNames.Firewall },
        Logging = new BackendLoggingArgs { Enable = true, SampleRate = GlobalBackends.LogSampleRate },
    };

    private Resource[] Policies() =>
    [
        Policy(ClassicNames.Release, new NetworkPolicySpecArgs
        {
            Ingress =
            {
                PolicyRules.FromNetworks(EdgePolicies.LoadBalancers(_context.Region), ClassicNames.PodPort),
                PolicyRules.From(Namespaces.Monitoring, ClassicNames.Metrics),
                // The control plane calls from addresses of its own.
                PolicyRules.FromNetworks(["0.0.0.0/0"], ClassicNames.Webhook),
            },
            Egress = { PolicyRules.Dns(), PolicyRules.ApiServer(), PolicyRules.To(Namespaces.Cache, ServicePorts.CacheHttp) },
        }),
    ];

    private NetworkPolicy Policy(string app, NetworkPolicySpecArgs spec)
    {
        spec.PodSelector = new LabelSelectorArgs { MatchLabels = { ["app.kubernetes.io/name"] = app } };
        spec.PolicyTypes = new[] { "Ingress", "Egress" };
        return new NetworkPolicy(
            _context.Logical($"{app}-network"),
            new Pulumi.Kubernetes.Types.Inputs.Networking.V1.NetworkPolicyArgs { Metadata = Metadata(app, Namespaces.Edge, []), Spec = spec },
            _context.In(this));
    }

    private static IngressRuleArgs Rule(string path, string type, string service, int port) => new()
    {
        Http = new HTTPIngressRuleValueArgs
        {
            Paths =
            {
                new HTTPIngressPathArgs
                {
                    Path = path,
                    PathType = type,
                    Backend = new IngressBackendArgs
                    {
                        Service = new IngressServiceBackendArgs { Name = service, Port = new ServiceBackendPortArgs { Number = port } },
                    },
                },
            },
        },
    };

    private static ObjectMetaArgs Metadata(string name, string ns, Dictionary<string, string> annotations)
    {
        var metadata = new ObjectMetaArgs { Name = name, Namespace = ns, Labels = Labels.For(Names.CacheService, "edge") };
        if (annotations.Count > 0)
        {
            metadata.Annotations = annotations;
        }

        return metadata;
    }
}
