using Pulumi;
using Pulumi.Aws.Route53;
using Pulumi.Gcp.CertificateManager;
using Pulumi.Gcp.CertificateManager.Inputs;

namespace WedSync.Platform.Components.Edge;

/// <summary>
/// A certificate for each domain, proved by DNS. A certificate of the load balancer kind proves a domain by requests that reach
/// the load balancer, so that a domain would have no certificate until its traffic had moved, and all domains of one
/// certificate would wait for the slowest. These are issued, renewed and replaced before any traffic comes, one by one.
/// </summary>
internal static class GlobalCertificates
{
    public static CertificateMap Create(GlobalEdgeArgs args, Output<string> zoneId, Resource parent)
    {
        var project = args.Settings.Accounts.GcpProject;
        var map = new CertificateMap(
            "edge-certificates",
            new CertificateMapArgs { Name = "wedsync-edge", Project = project, Description = "Domains of the AI cache" },
            new CustomResourceOptions { Parent = parent });
        foreach (var domain in EdgeRouting.Domains(args.Settings.Regions))
        {
            CreateOne(domain, project, map, zoneId, parent);
        }

        return map;
    }

    private static void CreateOne(string domain, string project, CertificateMap map, Output<string> zoneId, Resource parent)
    {
        var name = domain.Replace('.', '-');
        var options = new CustomResourceOptions { Parent = parent };
        var authorization = new DnsAuthorization(
            $"edge-authorization-{name}",
            new DnsAuthorizationArgs { Name = $"wedsync-{name}", Project = project, Domain = domain },
            options);
        var record = authorization.DnsResourceRecords.Apply(records => records[0]);
        _ = new Record(
            $"edge-authorization-{name}-record",
            new RecordArgs
            {
                ZoneId = zoneId,
                Name = record.Apply(r => r.Name!),
                Type = record.Apply(r => r.Type!),
                Records = { record.Apply(r => r.Data!) },
                Ttl = 300,
            },
            options);
        var certificate = new Certificate(
            $"edge-certificate-{name}",
            new CertificateArgs
            {
                Name = $"wedsync-{name}",
                Project = project,
                Scope = "DEFAULT",
                Managed = new CertificateManagedArgs { Domains = { domain }, DnsAuthorizations = { authorization.Id } },
            },
            options);
        _ = new CertificateMapEntry(
            $"edge-certificate-{name}-entry",
            new CertificateMapEntryArgs
            {
                Name = $"wedsync-{name}",
                Project = project,
                Map = map.Name,
                Hostname = domain,
                Certificates = { certificate.Id },
            },
            options);
    }
}
