using System.Text;
using WedSync.LocalPlatform.Certificates;
using WedSync.LocalPlatform.Control;
using WedSync.LocalPlatform.Faults.Links;
using WedSync.LocalPlatform.Manifests;
using WedSync.LocalPlatform.Monitoring;
using WedSync.LocalPlatform.Pods;
using WedSync.LocalPlatform.Processes;

namespace WedSync.LocalPlatform.Running;

/// <summary>A region as it runs here.</summary>
internal sealed record RegionPlan(int Index, RegionManifests Manifests, RegionInputs Context, IReadOnlyList<PodIdentity> Pods, IReadOnlyList<LeftOut> LeftOut)
{
    public string Name => Manifests.Region;
}

/// <summary>Everything that is known before the first process starts.</summary>
internal sealed record PlatformPlan(IReadOnlyList<RegionPlan> Regions, IReadOnlyList<RegionLinkPlan> Links)
{
    private const string TrustFile = "trust.pem";

    public const string IssuerCertificate = "issuer.crt";
    public const string IssuerKey = "issuer.key";

    /// <summary>Reads the description, gives addresses, makes the Secrets and writes those that no pod mounts.</summary>
    /// <exception cref="LocalPlatformException">The description is wrong.</exception>
    public static PlatformPlan Make(RunSettings settings)
    {
        var images = new ImageCatalog(settings.Description.Services, settings.FindTool, settings.Dotnet);
        var known = settings.Description.Regions.Select(region =>
        {
            var manifests = RegionManifests.Read(region);
            var selection = region.Runs ? WorkloadSelection.Of(manifests, images) : null;
            var pods = PodIdentity.Assign(settings.Network, region.Index, selection?.Workloads ?? []);
            var hosts = HostTable.Of(manifests, pods, settings.Network);
            return (Region: region, Manifests: manifests, Selection: selection, Pods: pods, Hosts: hosts, hosts.OutsideEndpoints);
        }).ToList();
        var links = new List<RegionLinkPlan>();
        foreach (var region in known)
        {
            foreach (var other in known.Where(o => o != region))
            {
                var address = settings.Network.Link(region.Region.Index, other.Region.Index);
                if (region.Region.Runs) links.AddRange(other.OutsideEndpoints.Select(e => new RegionLinkPlan(region.Region.Name, other.Region.Name, address, e.Port, e.Ip)));
                region.Hosts.AddOutsideNamesOf(other.Hosts, address);
            }
        }

        using var secrets = new SecretFactory(settings.Time, settings.NotificationsUrl.ToString().TrimEnd('/'));
        WriteShared(settings, secrets);
        return new PlatformPlan([.. known.Where(k => k.Selection is not null).Select(k => new RegionPlan(
            k.Region.Index,
            k.Manifests,
            Context(settings, images, k.Manifests, k.Hosts, secrets.Make(k.Manifests, k.Pods, name => k.Hosts.IsOutside(name) ? [.. links.Where(l => l.To == k.Region.Name).Select(l => l.Address)] : [])),
            k.Pods,
            k.Selection!.LeftOut))], links);
    }

    private static RegionInputs Context(
        RunSettings settings,
        ImageCatalog images,
        RegionManifests manifests,
        HostTable hosts,
        IReadOnlyDictionary<(string Namespace, string Name), IReadOnlyDictionary<string, byte[]>> secrets) => new()
        {
            Region = manifests.Region,
            State = settings.State,
            Images = images,
            Hosts = hosts,
            ConfigMaps = manifests.ConfigMaps,
            Secrets = secrets,
            Monitoring = new MonitoringExchange
            {
                Hosts = hosts,
                TargetsFolder = settings.TargetsFolder(manifests.Region),
                Notifications = settings.NotificationsUrl,
            },
            ImageEnvironment = ImageEnvironment(settings),
            TrustFile = settings.SecretFile(TrustFile),
            IssuerAuthority = settings.IssuerUrl.Authority,
        };

    /// <summary>What an image or the container runtime would set: nothing of this machine's environment but where programs are.</summary>
    internal static IReadOnlyDictionary<string, string> ImageEnvironment(RunSettings settings) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = settings.State.Path,
        ["LANG"] = "C.UTF-8",
        [RunRecord.Variable] = settings.RunId,
        // Debugging sockets in /tmp would outlive a process that is killed.
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    private static void WriteShared(RunSettings settings, SecretFactory secrets)
    {
        var issuer = secrets.Public.Issue("wedsync local issuer", ["localhost"], [settings.Network.Issuer], ["server auth"]);
        Write(settings.SecretFile(TrustFile), secrets.Public.CertificatePem);
        Write(settings.SecretFile(IssuerCertificate), issuer.CertificatePem);
        Write(settings.SecretFile(IssuerKey), issuer.KeyPem);
    }

    private static void Write(string path, string text) => PodFolder.Write(new FilePlan(path, Encoding.UTF8.GetBytes(text), IsSecret: true));
}
