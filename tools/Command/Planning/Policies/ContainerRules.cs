using System.Text.Json.Nodes;

namespace WedSync.Planning.Policies;

/// <summary>Rules for containers: what they may use and what they may do.</summary>
internal static class ContainerRules
{
    public static readonly PolicyRule[] All =
    [
        new("container-resources", "Every container has requests and limits for CPU and memory", Resources),
        new("container-non-root", "No container runs as root", NonRoot),
        new("container-read-only-root", "No container writes to its image", ReadOnlyRoot),
        new("container-privileges", "No container gains rights", Privileges),
        new("container-image-tag", "Every image has a fixed tag", ImageTag),
        new("container-probes", "Every container of a long-running workload is probed", Probes),
    ];

    private static IEnumerable<Finding> Resources(PolicyInput input) =>
        from container in input.Containers()
        from kind in (string[])["requests", "limits"]
        from resource in (string[])["cpu", "memory"]
        let path = $"resources.{kind}.{resource}"
        let value = PropertyPath.Find(container.Spec, path)
        where value is null
        select container.Fault(path, value, "a quantity", "Set it with PodDefaults.Resources.");

    private static IEnumerable<Finding> NonRoot(PolicyInput input)
    {
        foreach (var container in input.Containers())
        {
            var ofPod = PropertyPath.Find(container.Pod.Spec, "securityContext.runAsNonRoot");
            var value = PropertyPath.Find(container.Spec, "securityContext.runAsNonRoot") ?? ofPod;
            var user = PropertyPath.Find(container.Spec, "securityContext.runAsUser") ?? PropertyPath.Find(container.Pod.Spec, "securityContext.runAsUser");
            if (!value.Is(true))
            {
                yield return container.Fault("securityContext.runAsNonRoot", value, "true", "Use PodDefaults.PodSecurity.");
            }
            else if (user?.ToJsonString() == "0")
            {
                yield return container.Fault("securityContext.runAsUser", user, "a user other than 0", "Use PodDefaults.NonRootId.");
            }
        }
    }

    private static IEnumerable<Finding> ReadOnlyRoot(PolicyInput input) =>
        from container in input.Containers()
        let value = PropertyPath.Find(container.Spec, "securityContext.readOnlyRootFilesystem")
        where !value.Is(true)
        select container.Fault(
            "securityContext.readOnlyRootFilesystem", value, "true", "Use PodDefaults.ContainerSecurity and mount an emptyDir where it must write.");

    private static IEnumerable<Finding> Privileges(PolicyInput input) => input.Containers().SelectMany(Privileges).Concat(HostAccess(input));

    private static IEnumerable<Finding> Privileges(Container container)
    {
        var security = container.Spec["securityContext"];
        if (!security?["allowPrivilegeEscalation"].Is(false) ?? true)
        {
            yield return container.Fault(
                "securityContext.allowPrivilegeEscalation", security?["allowPrivilegeEscalation"], "false", "Use PodDefaults.ContainerSecurity.");
        }

        if (security?["privileged"].Is(true) ?? false)
        {
            yield return container.Fault("securityContext.privileged", security["privileged"], "false", "Drop it; nothing of ours needs the host.");
        }

        var dropped = PropertyPath.Find(security, "capabilities.drop") as JsonArray;
        if (dropped is null || !dropped.Any(c => PodTemplates.Show(c) == "ALL"))
        {
            yield return container.Fault("securityContext.capabilities.drop", dropped, "[\"ALL\"]", "Use PodDefaults.ContainerSecurity.");
        }
    }

    private static IEnumerable<Finding> HostAccess(PolicyInput input) =>
        from pod in input.Pods()
        from field in (string[])["hostNetwork", "hostPID", "hostIPC"]
        where pod.Spec[field].Is(true)
        select new Finding(pod.Workload, $"{pod.Path}.spec.{field}", "true", "false", "Drop it; reach other pods by a Service.");

    private static IEnumerable<Finding> ImageTag(PolicyInput input) =>
        from container in input.Containers()
        let image = PodTemplates.Show(container.Spec["image"])
        where image is not null && !IsPinned(image)
        select container.Fault("image", container.Spec["image"], "an image with a tag other than latest, or with a digest", "Take it from Versions.Images.");

    private static bool IsPinned(string image)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal))
        {
            return true;
        }

        // A colon before the last slash belongs to the registry's port.
        var name = image[(image.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon < name.Length - 1 && name[(colon + 1)..] != "latest";
    }

    private static IEnumerable<Finding> Probes(PolicyInput input) =>
        from container in input.Containers()
        where container.Pod.RunsForever && !container.IsInit
        from probe in (string[])["livenessProbe", "readinessProbe"]
        where container.Spec[probe] is not JsonObject
        select container.Fault(probe, container.Spec[probe], "a probe", "Probe what the container serves.");
}
