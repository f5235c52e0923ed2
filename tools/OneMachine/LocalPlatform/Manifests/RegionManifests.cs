using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace WedSync.LocalPlatform.Manifests;

/// <summary>A region's objects, typed; kinds that only a cluster has a use for are not read.</summary>
public sealed class RegionManifests
{
    private readonly Dictionary<string, Action<JsonObject>> _readers;

    private RegionManifests(RegionDescription region)
    {
        Region = region.Name;
        _readers = new Dictionary<string, Action<JsonObject>>(StringComparer.Ordinal)
        {
            ["Service"] = Into(Services),
            ["ConfigMap"] = Into(ConfigMaps),
            ["Secret"] = Into(Secrets),
            ["StatefulSet"] = Into(StatefulSets),
            ["Deployment"] = Into(Deployments),
            ["Job"] = Into(Jobs),
            ["CronJob"] = Into(CronJobs),
            ["Rollout"] = root => Rollouts.Add(Rollout.Read(root)),
            ["Certificate"] = root => Certificates.Add(Certificate.Read(root)),
            ["Issuer"] = root => Issuers.Add(Issuer.Read(root)),
            ["ClusterIssuer"] = root => Issuers.Add(Issuer.Read(root)),
            ["Password"] = root => Passwords.Add(Password.Read(root)),
            ["ExternalSecret"] = root => ExternalSecrets.Add(ExternalSecret.Read(root)),
            ["HTTPRoute"] = root => HttpRoutes.Add(HttpRoute.Read(root)),
            ["AnalysisTemplate"] = root => AnalysisTemplates.Add(AnalysisTemplate.Read(root)),
        };
    }

    public string Region { get; }

    public List<V1Service> Services { get; } = [];

    public List<V1ConfigMap> ConfigMaps { get; } = [];

    public List<V1Secret> Secrets { get; } = [];

    public List<V1StatefulSet> StatefulSets { get; } = [];

    public List<V1Deployment> Deployments { get; } = [];

    public List<V1Job> Jobs { get; } = [];

    public List<V1CronJob> CronJobs { get; } = [];

    public List<Rollout> Rollouts { get; } = [];

    public List<Certificate> Certificates { get; } = [];

    public List<Issuer> Issuers { get; } = [];

    public List<Password> Passwords { get; } = [];

    public List<ExternalSecret> ExternalSecrets { get; } = [];

    public List<HttpRoute> HttpRoutes { get; } = [];

    public List<AnalysisTemplate> AnalysisTemplates { get; } = [];

    /// <summary>Kinds that are read.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } =
        new RegionManifests(new RegionDescription { Name = "", Index = 0, Runs = false, Objects = [] })._readers.Keys;

    public static RegionManifests Read(RegionDescription region)
    {
        var manifests = new RegionManifests(region);
        foreach (var root in region.Objects)
        {
            if (manifests._readers.TryGetValue(Node.Text(root["kind"])!, out var read)) read(root);
        }

        return manifests;
    }

    private static Action<JsonObject> Into<T>(List<T> list) => root => list.Add(KubernetesJson.Deserialize<T>(root.ToJsonString()));
}
