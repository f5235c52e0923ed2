using Pulumi;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using WedSync.Contracts;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Redis;

/// <summary>Who may talk to Redis: services to the client port, nodes to each other, Prometheus to the exporter.</summary>
internal static class RedisNetworkPolicy
{
    private static readonly string[] Clients =
        [Names.CacheService, Names.SyncService, Names.SeasonOperator, Names.RedisTopology, Names.Redis];

    public static NetworkPolicy Create(RegionContext context, Resource parent, Resource[] after)
        => new(context.Logical("redis"), new NetworkPolicyArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Names.Redis,
                Namespace = Namespaces.Cache,
                Labels = Labels.For(Names.Redis, "redis"),
            },
            Spec = new NetworkPolicySpecArgs
            {
                PodSelector = NetworkRules.Pods(Names.Redis),
                PolicyTypes = { "Ingress", "Egress" },
                Ingress =
                {
                    NetworkRules.FromApps(Clients, ServicePorts.Redis),
                    NetworkRules.FromApps([Names.Redis], ServicePorts.RedisBus),
                    NetworkRules.FromNamespace(Namespaces.Monitoring, ServicePorts.RedisExporter),
                },
                Egress =
                {
                    NetworkRules.ToDns(),
                    NetworkRules.ToApps([Names.Redis], ServicePorts.Redis, ServicePorts.RedisBus),
                },
            },
        }, context.In(parent, after));
}
