using WedSync.Contracts;
using WedSync.Platform.Components.Common;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Components.Security;

/// <summary>A rule that objects must keep, in the Common Expression Language.</summary>
/// <param name="Expression">True = the object is accepted.</param>
/// <param name="Message">What whoever applied it is told.</param>
public sealed record AdmissionCheck(string Expression, string Message);

/// <summary>Kinds that a policy looks at.</summary>
/// <param name="Groups">API groups.</param>
/// <param name="Resources">Resources, plural.</param>
public sealed record AdmissionTarget(string[] Groups, string[] Resources);

/// <summary>A policy that the API server itself enforces, whatever tool applies the object.</summary>
/// <param name="Name">Name of the policy and its binding.</param>
/// <param name="Targets">Kinds it looks at.</param>
/// <param name="Namespaces">Namespaces it holds in.</param>
/// <param name="Variables">Named expressions that checks share.</param>
/// <param name="Checks">Its checks; all must hold.</param>
public sealed record AdmissionPolicy(
    string Name,
    IReadOnlyList<AdmissionTarget> Targets,
    IReadOnlyList<string> Namespaces,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<AdmissionCheck> Checks);

/// <summary>The admission policies of a region.</summary>
public static class AdmissionPolicyData
{
    private const string AllContainers =
        "object.spec.containers + (has(object.spec.initContainers) ? object.spec.initContainers : [])"
        + " + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers : [])";

    private static readonly AdmissionTarget Pods = new([""], ["pods"]);
    private static readonly AdmissionTarget Services = new([""], ["services"]);
    private static readonly AdmissionTarget Claims = new([""], ["persistentvolumeclaims"]);

    private static readonly string[] Everywhere = [.. NamespaceCatalog.All.Select(n => n.Name)];

    /// <summary>The policies of a region: images and hardening everywhere, residency where the region has a group.</summary>
    public static IReadOnlyList<AdmissionPolicy> For(RegionSettings region) => region.Residency is null
        ? [Images(), Hardening(), Traffic()]
        : [Images(), Hardening(), Traffic(), Residency(region)];

    /// <summary>An image has a version: what ran yesterday runs today.</summary>
    internal static AdmissionPolicy Images() => new(
        "wedsync-images",
        [Pods],
        Everywhere,
        new Dictionary<string, string> { ["containers"] = AllContainers },
        [
            new("variables.containers.all(c, c.image.contains('@sha256:') || c.image.matches('^.+/[^/:]+:[^/:]+$'))",
                "an image needs a registry and a tag or digest, such as registry.example/app:1.2.3"),
            new("variables.containers.all(c, !c.image.endsWith(':latest'))", "an image must not have the tag latest; name a version"),
        ]);

    /// <summary>What pod security enforces too, once more: a label of a namespace is changed sooner than a cluster's policy.</summary>
    internal static AdmissionPolicy Hardening() => new(
        "wedsync-hardening",
        [Pods],
        [Namespaces.Cache, Namespaces.Monitoring, Namespaces.Rollouts, Namespaces.CertManager, Namespaces.ExternalSecrets],
        new Dictionary<string, string> { ["containers"] = AllContainers },
        [
            new("variables.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || !c.securityContext.privileged)",
                "a container must not be privileged"),
            new("!has(object.spec.hostNetwork) || !object.spec.hostNetwork", "a pod must not use the node's network"),
            new("!has(object.spec.hostPID) || !object.spec.hostPID", "a pod must not see the node's processes"),
            new("!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath))", "a pod must not mount the node's files"),
            new("variables.containers.all(c, has(c.resources) && has(c.resources.limits) && 'memory' in c.resources.limits)",
                "a container needs a memory limit"),
        ]);

    /// <summary>Traffic of the cache leaves by its policies and enters by the edge: no alias for a foreign host, no address of its own.</summary>
    internal static AdmissionPolicy Traffic() => new(
        "wedsync-traffic",
        [Services],
        [Namespaces.Cache],
        new Dictionary<string, string>(),
        [
            new("object.spec.type != 'ExternalName'", "a service must not stand for a host outside the cluster"),
            new("!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0", "a service must not claim addresses"),
            new("object.spec.type != 'NodePort'", "a service must not open ports of nodes"),
        ]);

    /// <summary>Data of a residency group stay in it: pods know their group, and volumes lie on disks under the region's own key.</summary>
    internal static AdmissionPolicy Residency(RegionSettings region) => new(
        "wedsync-residency",
        [Pods, Claims],
        [Namespaces.Cache],
        new Dictionary<string, string>(),
        [
            new(EnvironmentIs(EnvironmentNames.ResidencyGroup, region.Residency!),
                $"{EnvironmentNames.ResidencyGroup} must be '{region.Residency}' in region {region.Name}"),
            new(EnvironmentIs(EnvironmentNames.Region, region.Name), $"{EnvironmentNames.Region} must be '{region.Name}' here"),
            new($"object.kind != 'PersistentVolumeClaim' || (has(object.spec.storageClassName) && object.spec.storageClassName == '{Names.FastStorageClass}')",
                $"volumes must be of storage class {Names.FastStorageClass}: it is encrypted with a key of the region"),
        ]);

    // A variable that is not there says nothing; one that is there must say the truth.
    private static string EnvironmentIs(string name, string value) =>
        "object.kind != 'Pod' || object.spec.containers.all(c, !has(c.env) || c.env.all(e, "
        + $"e.name != '{name}' || (has(e.value) && e.value == '{value}')))";
}
