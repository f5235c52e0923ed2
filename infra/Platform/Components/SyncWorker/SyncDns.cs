using Pulumi;
using Pulumi.Aws.Route53;
using Pulumi.Kubernetes.Core.V1;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.SyncWorker;

/// <summary>The public name of a region's sync workers: an address on Google Cloud, the load balancer's own name on AWS.</summary>
internal static class SyncDns
{
    // Route 53 is one service for all locations; only its requests are signed for one. A resident region's are signed inside its group.
    private static string SigningLocation(RegionSettings region) => region.Residency == "eu" ? "eu-west-1" : "us-east-1";

    public static Record Create(RegionContext context, Resource parent, Service service)
    {
        var provider = CloudProviders.Aws(context.Logical("sync-dns"), context.Settings, SigningLocation(context.Region), parent);
        var zone = GetZone.Invoke(
            new GetZoneInvokeArgs { Name = context.Settings.Accounts.DnsZone, PrivateZone = false },
            new InvokeOptions { Provider = provider, Parent = parent });
        return new Record(context.Logical("sync-dns"), new RecordArgs
        {
            ZoneId = zone.Apply(z => z.ZoneId),
            Name = SyncEndpoints.Host(context.Settings, context.Region),
            Type = context.Region.Cloud == Cloud.Aws ? "CNAME" : "A",
            Ttl = 60,
            Records = { service.Status.Apply(s => Address(s)) },
        }, new CustomResourceOptions { Parent = parent, Provider = provider });
    }

    // Pulumi waits until the load balancer has its address; a program without an engine never sees one.
    private static string Address(Pulumi.Kubernetes.Types.Outputs.Core.V1.ServiceStatus? status)
        => status?.LoadBalancer?.Ingress is { IsDefaultOrEmpty: false } ingress ? ingress[0].Hostname ?? ingress[0].Ip ?? "" : "";
}
