using System.Reflection;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Program;

/// <summary>Every Kubernetes object of every kind of stack is one that the API server would take.</summary>
public class ManifestTests
{
    // Kinds that no published schema package knows; the tests of their components restate the controllers' own rules.
    private static readonly HashSet<string> WithoutSchema =
    [
        Key("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy"),
        Key("gateway.envoyproxy.io/v1alpha1", "ClientTrafficPolicy"),
        Key("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy"),
        Key("velero.io/v1", "BackupStorageLocation"),
        Key("velero.io/v1", "Schedule"),
        Key("velero.io/v1", "VolumeSnapshotLocation"),
        Key("kueue.x-k8s.io/v1beta2", "ClusterQueue"),
        Key("kueue.x-k8s.io/v1beta2", "LocalQueue"),
        Key("kueue.x-k8s.io/v1beta2", "ResourceFlavor"),
        Key("kueue.x-k8s.io/v1beta2", "WorkloadPriorityClass"),
        Key("elbv2.k8s.aws/v1beta1", "TargetGroupBinding"),
        Key("cloud.google.com/v1", "BackendConfig"),
        Key("networking.gke.io/v1", "ManagedCertificate"),
        Key("networking.gke.io/v1beta1", "FrontendConfig"),
        Key("velero.io/v1", "BackupStorageLocation"),
        Key("velero.io/v1", "Schedule"),
        Key("velero.io/v1", "VolumeSnapshotLocation"),
    ];

    private static readonly Dictionary<string, Type> CoreKinds = typeof(V1Pod).Assembly.GetExportedTypes()
        .Select(t => (Type: t, Entity: t.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(x => x.Entity is not null && !x.Type.Name.EndsWith("List", StringComparison.Ordinal))
        .GroupBy(x => Key(x.Entity!.Group.Length == 0 ? x.Entity.ApiVersion : $"{x.Entity.Group}/{x.Entity.ApiVersion}", x.Entity.Kind))
        .ToDictionary(g => g.Key, g => g.First().Type);

    public static TheoryData<string, EdgeMode> Stacks => new()
    {
        { "peak-us-east", EdgeMode.Gateway },
        { "offseason-us-east", EdgeMode.Ingress },
        { "preseason-us-west", EdgeMode.Gateway },
        { "offseason-eu-west", EdgeMode.Gateway },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task CoreKinds_ParseStrictly(string stack, EdgeMode edge)
    {
        var errors = new List<string>();
        var parsed = 0;
        foreach (var item in Plans.Objects(await Plans.Of(stack, edge)))
        {
            if (CoreKinds.TryGetValue(KeyOf(item), out var type))
            {
                parsed++;
                errors.AddRange(ParseStrictly(item, type));
            }
        }

        Assert.True(errors.Count == 0, string.Join('\n', errors));
        Assert.True(parsed > 40, $"only {parsed} objects of core kinds in {stack}");
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task CustomKinds_PassTheirSchemas(string stack, EdgeMode edge)
    {
        var custom = Plans.Objects(await Plans.Of(stack, edge)).Where(o => !CoreKinds.ContainsKey(KeyOf(o))).ToList();

        var results = NpmValidator.Validate(custom);

        var errors = custom.Zip(results).Where(x => x.Second is { Count: > 0 }).Select(x => $"{Name(x.First)}: {string.Join("; ", x.Second!)}").ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        var unknown = custom.Zip(results).Where(x => x.Second is null).Select(x => KeyOf(x.First)).Distinct().Where(k => !WithoutSchema.Contains(k));
        Assert.Empty(unknown);
        Assert.Contains(custom.Zip(results), x => KeyOf(x.First) == Key("argoproj.io/v1alpha1", "Rollout") && x.Second is not null);
    }

    [Fact]
    public void WrongFieldOfACoreKind_IsFound()
    {
        var pod = JsonNode.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containerz":[]}}""")!.AsObject();

        Assert.Contains("containerz", Assert.Single(ParseStrictly(pod, typeof(V1Pod))), StringComparison.Ordinal);
    }

    [Fact]
    public void WrongFieldOfACustomKind_IsFound()
    {
        var rollout = JsonNode.Parse("""{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"r"},"spec":{"replicas":"many"}}""")!.AsObject();

        var errors = Assert.Single(NpmValidator.Validate([rollout]));

        Assert.Contains("replicas must be integer", Assert.Single(errors!), StringComparison.Ordinal);
    }

    private static IEnumerable<string> ParseStrictly(JsonObject item, Type type)
    {
        var deserialize = typeof(KubernetesYaml).GetMethods()
            .Single(m => m.Name == nameof(KubernetesYaml.Deserialize) && m.IsGenericMethod && m.GetParameters() is [var p, var strict] && p.ParameterType == typeof(string) && strict.ParameterType == typeof(bool));
        string? error = null;
        try
        {
            // JSON is YAML; the deserializer is the one that clients use.
            deserialize.MakeGenericMethod(type).Invoke(null, [item.ToJsonString(), true]);
        }
        catch (TargetInvocationException e)
        {
            error = $"{Name(item)}: {e.InnerException!.Message} {e.InnerException.InnerException?.Message}";
        }

        return error is null ? [] : [error];
    }

    private static string KeyOf(JsonObject item) => Key(item["apiVersion"]!.GetValue<string>(), item["kind"]!.GetValue<string>());

    private static string Key(string apiVersion, string kind) => $"{apiVersion} {kind}";

    private static string Name(JsonObject item) => $"{KeyOf(item)} {item["metadata"]?["name"]}";
}
