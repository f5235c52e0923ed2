using WedSync.Contracts;
using WedSync.Planning;
using WedSync.Planning.Policies;
using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Program;

/// <summary>Every stack can be planned and keeps the platform's rules.</summary>
public class StackTests
{
    private static readonly string[] Stateful =
    [
        "gcp:container/cluster:Cluster", "gcp:storage/bucket:Bucket", "gcp:kms/cryptoKey:CryptoKey", "gcp:kms/keyRing:KeyRing",
        "gcp:compute/globalAddress:GlobalAddress", "aws:eks/cluster:Cluster", "aws:s3/bucket:Bucket", "aws:kms/key:Key",
    ];

    public static TheoryData<string> Stacks => new(Plans.AllStacks);

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Plan_BreaksNoRule(string stack)
    {
        var settings = TestSettings.For(stack);

        var violations = PolicyEngine.Check(await Plans.Of(stack), Plans.Residencies(settings));

        Assert.Empty(violations.Select(v => v.Message));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Faults_AreMadeInNoStack(string stack)
    {
        var objects = Plans.Objects(await Plans.Of(stack)).Select(o => o.ToJsonString()).ToList();

        Assert.DoesNotContain(objects, o => o.Contains(EnvironmentNames.Fault, StringComparison.Ordinal));
    }

    [Fact]
    public void FaultVariables_ShareThePrefixThatIsLookedFor() =>
        Assert.StartsWith(EnvironmentNames.Fault, EnvironmentNames.FaultsAllowed, StringComparison.Ordinal);

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("offseason-us-west")]
    public async Task IngressEdge_BreaksNoRule(string stack)
    {
        var plan = await Plans.Of(stack, EdgeMode.Ingress);

        Assert.Empty(PolicyEngine.Check(plan, Plans.Residencies(TestSettings.For(stack))).Select(v => v.Message));
    }

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("peak-us-west")]
    [InlineData("peak-global")]
    public async Task FirstPreview_HasTheSameResourcesAsTheDeployment(string stack)
    {
        var preview = await Plans.PreviewOf(stack);

        Assert.Equal((await Plans.Of(stack)).Resources.Select(r => r.Urn), preview.Resources.Select(r => r.Urn));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task StatefulResources_AreProtected(string stack)
    {
        var stateful = (await Plans.Of(stack)).Resources
            .Where(r => Stateful.Contains(r.Type) || (r.Type == "kubernetes:apps/v1:StatefulSet" && r.Name.EndsWith("redis-cluster-primary", StringComparison.Ordinal)))
            .ToList();

        Assert.NotEmpty(stateful);
        Assert.Empty(stateful.Where(r => !r.Protect).Select(r => $"{r.Type} {r.Name}"));
    }

    [Fact]
    public async Task BareSeason_HoldsTheGlobalScopeAndEveryRegion()
    {
        var whole = (await Plans.Of("peak")).Resources.Select(r => (r.Type, r.Name)).ToHashSet();

        foreach (var scope in Plans.Scopes)
        {
            var missing = (await Plans.Of($"peak-{scope}")).Resources.Select(r => (r.Type, r.Name)).Where(r => !whole.Contains(r));
            Assert.Empty(missing);
        }
    }

    [Theory]
    [InlineData("peak-us-east", "gcp:container/cluster:Cluster", "aws:eks/cluster:Cluster")]
    [InlineData("peak-us-west", "aws:eks/cluster:Cluster", "gcp:container/cluster:Cluster")]
    public async Task Region_UsesItsCloudAlone(string stack, string present, string absent)
    {
        var plan = await Plans.Of(stack);

        Assert.Single(plan.OfType(present));
        Assert.Empty(plan.OfType(absent));
    }

    [Fact]
    public async Task Region_CanMoveToTheOtherCloudByConfiguration()
    {
        var settings = TestSettings.For("peak-us-east");
        var moved = settings.Region("us-east") with { Cloud = Cloud.Aws, Location = "us-east-1", BackupCopyLocation = "us-east-2" };
        settings = settings with { Regions = [.. settings.Regions.Select(r => r.Name == moved.Name ? moved : r)] };

        var plan = await PlanRunner.RunAsync(
            new PlanRequest { StackName = "peak-us-east", IsPreview = false }, () => Platform.Stacks.PlatformProgram.Run(settings));

        Assert.Single(plan.OfType("aws:eks/cluster:Cluster"));
        Assert.DoesNotContain(plan.Resources, r => r.Type.StartsWith("gcp:", StringComparison.Ordinal));
    }
}
