using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using k8s;

namespace WedSync.LocalPlatform.Pods;

/// <summary>A pod's name and address.</summary>
/// <param name="Workload">Its workload.</param>
/// <param name="Ordinal">Its number in the workload, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ip">Its address.</param>
/// <param name="Hash">Pod template hash; null unless it belongs to a Rollout.</param>
public sealed record PodIdentity(Workload Workload, int Ordinal, string Name, string Ip, string? Hash)
{
    /// <summary>Label that Argo Rollouts puts on its pods.</summary>
    public const string HashLabel = "rollouts-pod-template-hash";

    private const int HashLength = 10;

    /// <summary>Names and addresses of a region's pods, in start order: the same description always gives the same ones.</summary>
    public static IReadOnlyList<PodIdentity> Assign(LoopbackNetwork network, int region, IEnumerable<Workload> workloads)
    {
        var number = 0;
        var pods = new List<PodIdentity>();
        foreach (var workload in workloads)
        {
            var hash = workload.Kind == WorkloadKind.Rollout ? TemplateHash(workload, version: null) : null;
            for (var ordinal = 0; ordinal < workload.Replicas; ordinal++)
            {
                pods.Add(new PodIdentity(workload, ordinal, NameOf(workload, ordinal, hash), network.Pod(region, number++), hash));
            }
        }

        return pods;
    }

    /// <summary>A canary's name and address.</summary>
    public static PodIdentity Canary(LoopbackNetwork network, int region, Workload workload, int number, string version)
    {
        var hash = TemplateHash(workload, version);
        return new PodIdentity(workload, number, NameOf(workload, number, hash), network.Canary(region, number), hash);
    }

    /// <summary>Value of the hash label: changes with the template and with the version.</summary>
    public static string TemplateHash(Workload workload, string? version) => Short($"{KubernetesJson.Serialize(workload.Template)}|{version}", HashLength);

    private static string NameOf(Workload workload, int ordinal, string? hash)
    {
        var number = ordinal.ToString(CultureInfo.InvariantCulture);
        return workload.Kind switch
        {
            WorkloadKind.StatefulSet => $"{workload.Name}-{number}",
            WorkloadKind.Rollout => $"{workload.Name}-{hash}-{number}",
            _ => $"{workload.Name}-{Short($"{workload.Namespace}/{workload.Name}/{number}", 5)}",
        };
    }

    private static string Short(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
