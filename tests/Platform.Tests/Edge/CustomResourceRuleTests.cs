using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WedSync.Planning;
using WedSync.Platform.Components.Backup;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Edge;

/// <summary>What the controllers ask of their own kinds, for kinds whose schemas no package publishes.</summary>
public sealed partial class CustomResourceRuleTests
{
    [Theory]
    [InlineData("gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy", 2)]
    [InlineData("gateway.envoyproxy.io/v1alpha1:BackendTrafficPolicy", 7)]
    [InlineData("gateway.envoyproxy.io/v1alpha1:EnvoyProxy", 2)]
    public async Task EnvoyDurations_AreOfGatewayApisForm(string kind, int atLeast)
    {
        var resource = (await GatewayAsync()).Resources.Single(r => r.Type == $"kubernetes:{kind}");
        var durations = Texts(resource.Inputs["spec"]!, DurationField()).ToList();
        Assert.True(durations.Count >= atLeast, string.Join(", ", durations));
        Assert.All(durations, d => Assert.Matches("^([0-9]{1,5}(h|m|s|ms)){1,4}$", d));
    }

    [Theory]
    [InlineData("gateway.envoyproxy.io/v1alpha1:ClientTrafficPolicy")]
    [InlineData("gateway.envoyproxy.io/v1alpha1:BackendTrafficPolicy")]
    public async Task EnvoyPolicies_TargetAnObjectOfTheirOwnNamespace(string kind)
    {
        var plan = await GatewayAsync();
        var policy = plan.Resources.Single(r => r.Type == $"kubernetes:{kind}");
        var target = plan.Resources.Single(r =>
            r.Type == $"kubernetes:gateway.networking.k8s.io/v1:{policy.Text("spec.targetRefs[0].kind")}"
            && r.Text("metadata.name") == policy.Text("spec.targetRefs[0].name"));
        Assert.Equal(target.Text("metadata.namespace"), policy.Text("metadata.namespace"));
        Assert.Equal("gateway.networking.k8s.io", policy.Text("spec.targetRefs[0].group"));
    }

    [Fact]
    public async Task GatewayClass_AndItsParameters_FitTheController()
    {
        var plan = await GatewayAsync();
        var gatewayClass = plan.Resources.Single(r => r.Type == "kubernetes:gateway.networking.k8s.io/v1:GatewayClass");
        var proxy = plan.Resources.Single(r => r.Type == "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy");
        gatewayClass.Has(
            ("spec.controllerName", "gateway.envoyproxy.io/gatewayclass-controller"),
            ("spec.parametersRef.name", proxy.Text("metadata.name")),
            ("spec.parametersRef.namespace", proxy.Text("metadata.namespace")));
        Assert.True(gatewayClass.Text("spec.description")!.Length <= 64);
        plan.Resources.Single(r => r.Type == "kubernetes:gateway.networking.k8s.io/v1:Gateway")
            .Has(("spec.gatewayClassName", gatewayClass.Text("metadata.name")));
    }

    [Fact]
    public async Task Schedules_NameLocationsThatExistAndTimesThatVeleroReads()
    {
        var plan = await RegionFixture.PlanAsync(
            "peak-us-east",
            (cluster, cloud) => Assert.NotNull(new RegionalBackup("backup", new RegionalBackupArgs { Cluster = cluster }, cloud)));
        var locations = Names(plan, "BackupStorageLocation");
        var snapshots = Names(plan, "VolumeSnapshotLocation");
        var schedules = plan.Resources.Where(r => r.Type == "kubernetes:velero.io/v1:Schedule").ToList();

        Assert.Equal(4, schedules.Count);
        Assert.All(schedules, s =>
        {
            Assert.Contains(s.Text("spec.template.storageLocation"), locations);
            Assert.All(s.At("spec.template.volumeSnapshotLocations")?.AsArray() ?? [], l => Assert.Contains(l!.GetValue<string>(), snapshots));
            Assert.Equal(5, s.Text("spec.schedule")!.Split(' ').Length);
            Assert.Matches("^[0-9]+h$", s.Text("spec.template.ttl"));
        });
        // Velero writes to no location that is read only.
        var readOnly = plan.Resources.Where(r => r.Text("spec.accessMode") == "ReadOnly").Select(r => r.Text("metadata.name")).ToList();
        Assert.Equal(["wedding-cache-backup-copy"], readOnly);
        Assert.DoesNotContain(schedules, s => readOnly.Contains(s.Text("spec.template.storageLocation")));
    }

    private static List<string?> Names(Plan plan, string kind)
        => [.. plan.Resources.Where(r => r.Type == $"kubernetes:velero.io/v1:{kind}").Select(r => r.Text("metadata.name"))];

    private static IEnumerable<string> Texts(JsonNode node, Regex field) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Value is JsonValue v && field.IsMatch(p.Key) && v.TryGetValue<string>(out var text)
            ? [text]
            : p.Value is null ? [] : Texts(p.Value, field)),
        JsonArray a => a.OfType<JsonNode>().SelectMany(n => Texts(n, field)),
        _ => [],
    };

    private static Task<Plan> GatewayAsync()
        => EdgePlans.RunAsync("peak-us-east", context => new RegionalGateway("gateway", new RegionalGatewayArgs { Context = context }));

    [GeneratedRegex("(Timeout|Interval|Time|Delay|Duration|^interval|^window)$")]
    private static partial Regex DurationField();
}
