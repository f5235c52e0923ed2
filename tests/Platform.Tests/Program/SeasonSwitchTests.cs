using System.Globalization;
using System.Text.Json.Nodes;
using WedSync.Planning;
using WedSync.Planning.Diff;

namespace WedSync.Platform.Tests.Program;

/// <summary>A season is a profile, never an identity: switching it changes sizes in place and nothing else.</summary>
public class SeasonSwitchTests
{
    public static TheoryData<string, string, string> Switches
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var scope in Plans.Scopes)
            {
                foreach (var from in Plans.Seasons)
                {
                    foreach (var to in Plans.Seasons.Where(s => s != from))
                    {
                        data.Add(from, to, scope);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Switch_UpdatesInPlaceOnly(string from, string to, string scope)
    {
        var changes = PlanDiff.Compare(await Plans.Of($"{from}-{scope}"), await Plans.Of($"{to}-{scope}"));

        Assert.Empty(changes.Of(ChangeKind.Replace).Select(Describe));
        Assert.Empty(changes.Of(ChangeKind.Delete).Select(Describe));
        Assert.Empty(changes.Of(ChangeKind.Create).Select(Describe));
        Assert.NotEmpty(changes.Of(ChangeKind.Update));
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Switch_RerunsTheReadinessJobOfARegionAlone(string from, string to, string scope)
    {
        var changes = PlanDiff.Compare(await Plans.Of($"{from}-{scope}"), await Plans.Of($"{to}-{scope}"));

        var reruns = changes.Of(ChangeKind.Rerun).Select(c => c.Resource.Inputs["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(scope == "global" ? [] : ["season-readiness"], reruns);
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("us-west")]
    public async Task ElasticFields_ArePlannedWithTheProfileButLeftToTheSeasonOperator(string scope)
    {
        var peak = await Plans.Of($"peak-{scope}");
        var offseason = await Plans.Of($"offseason-{scope}");

        var hpas = peak.OfType("kubernetes:autoscaling/v2:HorizontalPodAutoscaler")
            .ToDictionary(h => h.Inputs["metadata"]!["name"]!.GetValue<string>(), h => h);
        Assert.Equal((25, 200), Bounds(hpas["ai-cache-service-hpa"]));
        Assert.Equal((10, 50), Bounds(hpas["ml-prediction-hpa"]));
        Assert.Equal(12, Number(peak.OfType("kubernetes:apps/v1:StatefulSet").Single(s => Name(s) == "redis-cluster-primary").Inputs["spec"]!["replicas"]));
        var touched = PlanDiff.Compare(offseason, peak).Of(ChangeKind.Update).Select(c => c.Resource.Type).ToList();
        Assert.DoesNotContain("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", touched);
        Assert.DoesNotContain("kubernetes:apps/v1:StatefulSet", touched);
        Assert.Contains("kubernetes:core/v1:ConfigMap", touched);
    }

    [Fact]
    public async Task NamesLabelsAndSelectors_HoldNoSeason()
    {
        foreach (var stack in Plans.AllStacks)
        {
            var plan = await Plans.Of(stack);
            Assert.All(plan.Resources, r => Assert.DoesNotContain(Plans.Seasons, season => Identity(r).Contains(season, StringComparison.OrdinalIgnoreCase)));
        }
    }

    private static (int Min, int Max) Bounds(PlannedResource hpa) =>
        (Number(hpa.Inputs["spec"]!["minReplicas"]), Number(hpa.Inputs["spec"]!["maxReplicas"]));

    private static int Number(JsonNode? value) => int.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Name(PlannedResource resource) => resource.Inputs["metadata"]!["name"]!.GetValue<string>();

    private static string Describe(ResourceChange change) =>
        $"{change.Resource.Type} {change.Resource.Name}: {string.Join("; ", change.Properties.Select(p => $"{p.Path}: {p.Before} -> {p.After}"))}";

    private static string Identity(PlannedResource r) =>
        $"{r.Name} {r.Inputs["metadata"]?["name"]} {r.Inputs["metadata"]?["labels"]} {r.Inputs["spec"]?["selector"]} {r.Inputs["name"]}";
}
