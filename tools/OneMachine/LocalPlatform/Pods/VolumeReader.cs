using System.Text;
using k8s.Models;

namespace WedSync.LocalPlatform.Pods;

/// <summary>What a container's volume mounts become: files of its own, or links to folders that containers or runs share.</summary>
internal sealed class VolumeReader(RegionInputs context, PodIdentity pod, List<string> errors)
{
    private readonly List<FilePlan> _files = [];
    private readonly List<LinkPlan> _links = [];

    /// <summary>Folder of a pod's persistent volume.</summary>
    public static string DataFolder(RegionInputs context, PodIdentity pod, string claim) => Path.Combine(context.State.Data, context.Region, pod.Name, claim);

    /// <summary>Folder of a pod's volume that lives as long as the pod.</summary>
    private string PodVolume(string name) => Path.Combine(context.State.Pods, context.Region, pod.Name, ".volumes", name);

    /// <summary>Files and links of a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="paths">Its paths.</param>
    /// <param name="edit">Changes a ConfigMap's text: path in the container, text.</param>
    public (IReadOnlyList<FilePlan> Files, IReadOnlyList<LinkPlan> Links) Read(V1Container container, PathMap paths, Func<string, string, string> edit)
    {
        // Outer mounts first, so that an inner one lies inside.
        foreach (var mount in (container.VolumeMounts ?? []).OrderBy(m => m.MountPath.Length))
        {
            if (mount.SubPathExpr is not null)
            {
                errors.Add($"{context.Region}: pod {pod.Name}, container {container.Name}: mount {mount.MountPath}: subPathExpr is not known here; allowed: subPath.");
                continue;
            }

            Add(container, mount, paths, edit);
        }

        return ([.. _files], [.. _links]);
    }

    private void Add(V1Container container, V1VolumeMount mount, PathMap paths, Func<string, string, string> edit)
    {
        var path = paths.Locate(mount.MountPath.TrimEnd('/'));
        if (pod.Workload.Claims.Any(c => c.Name() == mount.Name))
        {
            Link(path, DataFolder(context, pod, mount.Name), mount);
            return;
        }

        var volume = pod.Workload.Template.Spec.Volumes?.FirstOrDefault(v => v.Name == mount.Name);
        switch (volume)
        {
            case null:
                errors.Add($"{context.Region}: pod {pod.Name}, container {container.Name}: mount {mount.MountPath}: the pod has no volume '{mount.Name}'.");
                break;
            case { EmptyDir: not null }:
                Link(path, PodVolume(mount.Name), mount);
                break;
            case { PersistentVolumeClaim: { } claim }:
                Link(path, DataFolder(context, pod, claim.ClaimName), mount);
                break;
            default:
                var items = Items(volume, mount, text => edit(text.Path, text.Text));
                Place(path, mount, items);
                break;
        }
    }

    private void Link(string path, string target, V1VolumeMount mount)
        => _links.Add(new LinkPlan(path, mount.SubPath is { Length: > 0 } sub ? Path.Combine(target, sub) : target));

    private void Place(string path, V1VolumeMount mount, IEnumerable<FilePlan> items)
    {
        foreach (var item in items)
        {
            if (mount.SubPath is not { Length: > 0 } sub) _files.Add(item with { Path = Path.Combine(path, item.Path) });
            else if (item.Path == sub) _files.Add(item with { Path = path });
        }
    }

    private IEnumerable<FilePlan> Items(V1Volume volume, V1VolumeMount mount, Func<(string Path, string Text), string> edit)
    {
        if (volume.ConfigMap is { } map) return FromConfigMap(map.Name, map.Items, map.Optional, mount, edit);
        if (volume.Secret is { } secret) return FromSecret(secret.SecretName, secret.Items, secret.Optional);
        if (volume.Projected is { } projected) return projected.Sources.SelectMany(source => Projected(source, mount, edit));
        errors.Add($"{context.Region}: pod {pod.Name}: volume '{volume.Name}': its kind is not known here; allowed: configMap, secret, projected, emptyDir, persistentVolumeClaim.");
        return [];
    }

    /// <summary>A token of a service account is the cluster's to give: its file is left out, as where the volume is optional.</summary>
    private IEnumerable<FilePlan> Projected(V1VolumeProjection source, V1VolumeMount mount, Func<(string Path, string Text), string> edit) => source switch
    {
        { ConfigMap: { } map } => FromConfigMap(map.Name, map.Items, map.Optional, mount, edit),
        { Secret: { } secret } => FromSecret(secret.Name, secret.Items, secret.Optional),
        _ => [],
    };

    private IEnumerable<FilePlan> FromConfigMap(string name, IList<V1KeyToPath>? items, bool? optional, V1VolumeMount mount, Func<(string Path, string Text), string> edit)
    {
        var map = context.ConfigMaps.FirstOrDefault(m => m.Name() == name && m.Namespace() == pod.Workload.Namespace);
        if (map is null) return Missing("ConfigMap", name, optional);
        var texts = (map.Data ?? new Dictionary<string, string>()).ToDictionary(
            p => p.Key,
            p => (Func<string, byte[]>)(file => Encoding.UTF8.GetBytes(edit(($"{mount.MountPath.TrimEnd('/')}/{file}", p.Value)))),
            StringComparer.Ordinal);
        foreach (var (key, value) in map.BinaryData ?? new Dictionary<string, byte[]>()) texts[key] = _ => value;
        return Select("ConfigMap", name, texts, items, optional).Select(f => new FilePlan(f.Path, f.Content(f.Path), IsSecret: false));
    }

    private IEnumerable<FilePlan> FromSecret(string name, IList<V1KeyToPath>? items, bool? optional)
    {
        if (!context.Secrets.TryGetValue((pod.Workload.Namespace, name), out var values)) return Missing("Secret", name, optional);
        return Select("Secret", name, values, items, optional).Select(f => new FilePlan(f.Path, f.Content, IsSecret: true));
    }

    private List<(string Path, T Content)> Select<T>(
        string kind, string name, IReadOnlyDictionary<string, T> values, IList<V1KeyToPath>? items, bool? optional)
    {
        if (items is not { Count: > 0 }) return [.. values.Select(p => (p.Key, p.Value))];
        var selected = new List<(string, T)>();
        foreach (var item in items)
        {
            if (values.TryGetValue(item.Key, out var value)) selected.Add((item.Path, value));
            else if (optional != true) errors.Add($"{context.Region}: pod {pod.Name}: {kind} '{name}' has no key '{item.Key}'; it has: {string.Join(", ", values.Keys)}.");
        }

        return selected;
    }

    private FilePlan[] Missing(string kind, string name, bool? optional)
    {
        if (optional != true) errors.Add($"{context.Region}: pod {pod.Name}: {kind} '{name}' does not exist in {pod.Workload.Namespace}.");
        return [];
    }
}
