using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WedSync.Planning.Policies;

/// <summary>Rules for what lies in a cluster beside containers: namespaces, rights, secrets, charts.</summary>
internal static partial class ClusterRules
{
    private const string Namespace = "kubernetes:core/v1:Namespace";
    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    public static readonly PolicyRule[] All =
    [
        new("secret-plaintext", "No secret stands in a ConfigMap, an environment variable or the program", Secrets),
        new("network-policy", "Every namespace denies by default", NetworkPolicies),
        new("pod-security", "Every namespace enforces a pod-security level", PodSecurity),
        new("rbac-wildcard", "No role holds a wildcard", Wildcards),
        new("chart-version", "Every chart has a fixed version", ChartVersions),
    ];

    private static IEnumerable<Finding> Secrets(PolicyInput input) => SecretObjects(input).Concat(ConfigMaps(input)).Concat(Variables(input));

    private static IEnumerable<Finding> SecretObjects(PolicyInput input) =>
        from r in input.Managed
        where r.Type == "kubernetes:core/v1:Secret"
        from field in (string[])["data", "stringData"]
        let data = r.At(field) as JsonObject
        where data is { Count: > 0 } && data.Any(entry => PodTemplates.Show(entry.Value) != "[secret]")
        select new Finding(r, field, "plain values", "no values in the program", "Let External Secrets Operator or cert-manager fill the Secret.");

    private static IEnumerable<Finding> ConfigMaps(PolicyInput input) =>
        from r in input.Managed
        where r.Type == "kubernetes:core/v1:ConfigMap"
        from entry in r.At("data") as JsonObject ?? []
        let text = PodTemplates.Show(entry.Value) ?? ""
        where PrivateKey().IsMatch(text) || Credential().IsMatch(text)
        select new Finding(r, PropertyPath.Append("data", entry.Key), "a credential", "configuration only", "Move it into a Secret and refer to its file.");

    private static IEnumerable<Finding> Variables(PolicyInput input) =>
        from container in input.Containers()
        from variable in container.Spec["env"] as JsonArray ?? []
        let name = PodTemplates.Show(variable?["name"]) ?? ""
        let value = PodTemplates.Show(variable?["value"])
        where SecretName().IsMatch(name) && !HarmlessName().IsMatch(name) && !string.IsNullOrEmpty(value) && value[0] != '/'
        select container.Fault($"env.{name}", "a plain value", "valueFrom.secretKeyRef", "Refer to a Secret, or mount it as a file.");

    private static IEnumerable<Finding> NetworkPolicies(PolicyInput input)
    {
        var denied = input.Managed.Where(IsDefaultDeny).Select(r => (r.Provider, r.Text("metadata.namespace"))).ToHashSet();
        return
            from r in input.Managed
            where r.Type == Namespace && !denied.Contains((r.Provider, r.Text("metadata.name")))
            select new Finding(r, "", "open to all traffic", "a NetworkPolicy that selects every pod and denies both directions", "Add the default-deny policy.");
    }

    private static bool IsDefaultDeny(PlannedResource r)
        => r.Type == "kubernetes:networking.k8s.io/v1:NetworkPolicy"
            && r.At("spec.podSelector") is JsonObject { Count: 0 }
            && r.At("spec.policyTypes") is JsonArray types
            && types.Select(PodTemplates.Show).Intersect(["Ingress", "Egress"]).Count() == 2
            && r.At("spec.ingress") is null or JsonArray { Count: 0 }
            && r.At("spec.egress") is null or JsonArray { Count: 0 };

    private static IEnumerable<Finding> PodSecurity(PolicyInput input) =>
        from r in input.Managed
        where r.Type == Namespace
        let path = $"metadata.labels[\"{EnforceLabel}\"]"
        where r.Text(path) is not ("restricted" or "baseline")
        select new Finding(r, path, r.Text(path), "restricted, or baseline where a chart needs it", "Label the namespace.");

    private static IEnumerable<Finding> Wildcards(PolicyInput input)
    {
        foreach (var r in input.Managed.Where(r => r.Type is "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole" or "kubernetes:rbac.authorization.k8s.io/v1:Role"))
        {
            var rules = r.At("rules") as JsonArray ?? [];
            for (var i = 0; i < rules.Count; i++)
            {
                foreach (var field in (string[])["verbs", "resources", "apiGroups"])
                {
                    if (rules[i]?[field] is JsonArray values && values.Any(v => PodTemplates.Show(v) == "*"))
                    {
                        yield return new Finding(r, $"rules[{i}].{field}", "*", "the verbs, resources and groups that are used", "List them.");
                    }
                }
            }
        }

        foreach (var r in input.Managed.Where(r => r.Type.EndsWith("RoleBinding", StringComparison.Ordinal) && r.Text("roleRef.name") == "cluster-admin"))
        {
            yield return new Finding(r, "roleRef.name", "cluster-admin", "a role with the rights that are used", "Write a role.");
        }
    }

    private static IEnumerable<Finding> ChartVersions(PolicyInput input) =>
        from r in input.Managed
        where r.Type == "kubernetes:helm.sh/v3:Release" && !ExactVersion().IsMatch(r.Text("version") ?? "")
        select new Finding(r, "version", r.Text("version"), "an exact version such as 1.2.3", "Take it from Versions.Charts.");

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex("""^\s*(password|requirepass|masterauth|secret_?key|api_?key|access_?key)\s*[:=\s]\s*["']?[A-Za-z0-9+/_-]{8,}""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Credential();

    [GeneratedRegex("(PASSWORD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("_(FILE|PATH|DIR|NAME|URI|URL|ENDPOINT|ISSUER|TTL|SECONDS|ENABLED|USER)$", RegexOptions.IgnoreCase)]
    private static partial Regex HarmlessName();

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
