using System.Globalization;
using System.Text.Json.Nodes;
using WedSync.Contracts.Seasons;
using WedSync.Planning;
using WedSync.Platform.Components.Security;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Security;

public sealed class ClusterSecurityTests
{
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    private const string Rbac = "kubernetes:rbac.authorization.k8s.io/v1:";
    private const string Admission = "kubernetes:admissionregistration.k8s.io/v1:";

    private static Task<Plan> PlanAsync(string stack) => RegionFixture.PlanAsync(stack, (cluster, options) =>
        _ = new ClusterSecurity(cluster.Context.Logical("security"), new ClusterSecurityArgs { Context = cluster.Context }, options));

    [Theory]
    [InlineData("wedsync-ai-cache", "restricted")]
    [InlineData("wedsync-monitoring", "restricted")]
    [InlineData("argo-rollouts", "restricted")]
    [InlineData("cert-manager", "restricted")]
    [InlineData("external-secrets", "restricted")]
    [InlineData("wedsync-edge", "baseline")]
    [InlineData("velero", "baseline")]
    public async Task Namespace_EnforcesItsPodSecurityAndDeniesByDefault(string name, string level)
    {
        var plan = await PlanAsync("peak-us-east");
        var ns = plan.Single("kubernetes:core/v1:Namespace", $"us-east-namespace-{name}");

        Assert.Equal(level, (string?)ns.At("metadata.labels")!["pod-security.kubernetes.io/enforce"]);
        Assert.Equal("restricted", (string?)ns.At("metadata.labels")!["pod-security.kubernetes.io/audit"]);
        Assert.Equal(name == "wedsync-ai-cache", ns.Protect);
        plan.Single(Policy, $"us-east-{name}-default-deny").Has(
            ("metadata.namespace", name), ("spec.podSelector", "{}"), ("spec.policyTypes", """["Ingress","Egress"]"""),
            ("spec.ingress", null), ("spec.egress", null));
        plan.Single(Policy, $"us-east-{name}-allow-dns").Has(
            ("spec.egress[0].ports[0].port", "53"), ("spec.egress[0].ports[0].protocol", "UDP"), ("spec.egress[1]", null), ("spec.ingress", null));
    }

    [Fact]
    public async Task Operators_ReachTheApiAndTheirTokensAndNothingElse()
    {
        var plan = await PlanAsync("peak-us-east");

        plan.Single(Policy, "us-east-cert-manager-allow-operator").Has(
            ("spec.egress[0].ports", """[{"port":443,"protocol":"TCP"},{"port":6443,"protocol":"TCP"}]"""), ("spec.egress[1]", null),
            ("spec.ingress[0].from[0].ipBlock.cidr", "10.16.0.0/16"), ("spec.ingress[0].ports[0].port", "10250"));
        plan.Single(Policy, "us-east-external-secrets-allow-operator").Has(
            ("spec.egress[1].to[0].ipBlock.cidr", "169.254.169.254/32"), ("spec.egress[1].ports[0].port", "80"), ("spec.egress[2]", null));
    }

    [Fact]
    public async Task Quota_IsTheActiveSeasonsAndMovedByTheOperator()
    {
        var plan = await PlanAsync("offseason-us-east");
        var quota = plan.Single("kubernetes:core/v1:ResourceQuota", "us-east-cache-quota");

        Assert.Equal(["spec.hard"], quota.IgnoreChanges);
        quota.Has(("metadata.name", "ai-cache-quota"), ("metadata.namespace", "wedsync-ai-cache"));
        var hard = NamespaceQuota.Hard(TestSettings.For("offseason").ActiveProfile);
        Assert.Equal(hard, new SortedDictionary<string, string>(
            quota.At("spec.hard")!.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Limits_GiveDefaultsToContainersWithoutAny()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Single("kubernetes:core/v1:LimitRange", "us-east-cache-limits").Has(
            ("spec.limits[0].type", "Container"), ("spec.limits[0].default.memory", "256Mi"), ("spec.limits[0].defaultRequest.cpu", "50m"),
            ("spec.limits[0].max.memory", "64Gi"));
    }

    [Fact]
    public async Task Priorities_PutDataBeforeServingBeforeBatch()
    {
        var classes = (await PlanAsync("peak-us-east")).OfType("kubernetes:scheduling.k8s.io/v1:PriorityClass").ToDictionary(
            c => c.Text("metadata.name")!,
            c => (int.Parse(c.Text("value")!, CultureInfo.InvariantCulture), c.Text("preemptionPolicy")));
        Assert.Equal((1_000_000, "PreemptLowerPriority"), classes["wedsync-data"]);
        Assert.Equal((100_000, "PreemptLowerPriority"), classes["wedsync-serving"]);
        Assert.Equal((50_000, "PreemptLowerPriority"), classes["wedsync-operations"]);
        Assert.Equal((1_000, "Never"), classes["wedsync-batch"]);
    }

    [Theory]
    [InlineData("peak-us-east", "us-east", "wedsync-on-call@wedsync.com")]
    [InlineData("peak-us-west", "us-west", "wedsync:on-call")]
    public async Task Rbac_BindsTheGroupAsItsCloudNamesIt(string stack, string region, string subject)
    {
        var plan = await PlanAsync(stack);
        plan.Single($"{Rbac}ClusterRoleBinding", $"{region}-binding-on-call").Has(
            ("roleRef.kind", "ClusterRole"), ("roleRef.name", "wedsync-on-call"),
            ("subjects[0].kind", "Group"), ("subjects[0].name", subject), ("subjects[1]", null));
    }

    [Fact]
    public async Task Rbac_NobodyButAdministratorsChangesOrSeesSecrets()
    {
        var plan = await PlanAsync("peak-us-east");
        var roles = plan.OfType($"{Rbac}ClusterRole").Concat(plan.OfType($"{Rbac}Role")).ToList();

        Assert.Equal(
            ["us-east-cache-role-finance", "us-east-cache-role-service-teams", "us-east-role-finance", "us-east-role-on-call"],
            roles.Select(r => r.Name).Order(StringComparer.Ordinal));
        foreach (var rule in roles.SelectMany(r => r.At("rules")!.AsArray()))
        {
            Assert.Subset(new HashSet<string> { "get", "list", "watch" }, Texts(rule!, "verbs"));
            var resources = Texts(rule!, "resources");
            Assert.DoesNotContain("secrets", resources);
            Assert.DoesNotContain("pods/exec", resources);
            Assert.DoesNotContain("pods/attach", resources);
            Assert.False(resources.Contains("*") && Texts(rule!, "apiGroups").Contains(""), "a wildcard over the core group holds secrets");
        }

        var administrators = Assert.Single(plan.OfType($"{Rbac}ClusterRoleBinding"), b => b.Text("roleRef.name") == "admin");
        administrators.Has(("metadata.name", "wedsync-platform-admins"), ("subjects[0].name", "wedsync-platform-admins@wedsync.com"));
    }

    [Fact]
    public async Task Rbac_FinanceReadsTwoConfigMapsByName()
    {
        var plan = await PlanAsync("peak-us-east");
        plan.Single($"{Rbac}Role", "us-east-cache-role-finance").Has(
            ("rules[0].resources", """["configmaps"]"""), ("rules[0].resourceNames", """["budget-cap","seasonal-config"]"""), ("rules[1]", null));
    }

    [Fact]
    public async Task Admission_DeniesAndFailsClosed()
    {
        var plan = await PlanAsync("peak-us-east");
        var policies = plan.OfType($"{Admission}ValidatingAdmissionPolicy").ToList();
        var bindings = plan.OfType($"{Admission}ValidatingAdmissionPolicyBinding").ToList();

        Assert.Equal(
            ["wedsync-hardening", "wedsync-images", "wedsync-traffic"],
            policies.Select(p => p.Text("metadata.name")).Order(StringComparer.Ordinal));
        Assert.All(policies, p => p.Has(("spec.failurePolicy", "Fail")));
        Assert.All(bindings, b => b.Has(("spec.validationActions", """["Deny","Audit"]"""), ("spec.policyName", b.Text("metadata.name"))));
        Assert.Equal(policies.Count, bindings.Count);
    }

    [Fact]
    public async Task Admission_OfAResidentRegion_TiesPodsAndVolumesToTheGroup()
    {
        var plan = await PlanAsync("peak-eu-west");
        var policy = plan.Single($"{Admission}ValidatingAdmissionPolicy", "eu-west-wedsync-residency");
        var expressions = policy.At("spec.validations")!.AsArray().Select(v => (string)v!["expression"]!).ToList();

        Assert.Contains(expressions, e => e.Contains("e.name != 'RESIDENCY_GROUP' || (has(e.value) && e.value == 'eu')", StringComparison.Ordinal));
        Assert.Contains(expressions, e => e.Contains("e.name != 'REGION' || (has(e.value) && e.value == 'eu-west')", StringComparison.Ordinal));
        Assert.Contains(expressions, e => e.Contains("storageClassName == 'fast-ssd'", StringComparison.Ordinal));
    }

    private static HashSet<string> Texts(JsonNode rule, string key) => [.. rule[key]!.AsArray().Select(v => (string)v!)];
}
