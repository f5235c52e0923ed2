using Pulumi;
using WedSync.Platform.Components.Budgets;
using WedSync.Platform.Components.Cluster;
using WedSync.Platform.Components.Secrets;
using WedSync.Platform.Components.Security;

namespace WedSync.Platform.Tests.Foundation;

public sealed class RegionBaseTests
{
    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("peak-us-west")]
    [InlineData("offseason-eu-west")]
    public async Task Preview_DeclaresWhatTheDeploymentDeclares(string stack)
    {
        var preview = await RegionFixture.PlanAsync(stack, Everything, isPreview: true);
        var deployment = await RegionFixture.PlanAsync(stack, Everything);

        Assert.Equal(deployment.Resources.Select(r => r.Urn), preview.Resources.Select(r => r.Urn));
        // Only a cloud knows the key that it will make.
        var storage = preview.Single("kubernetes:storage.k8s.io/v1:StorageClass", $"{Region(stack)}-fast-ssd");
        Assert.Contains("[unknown]", storage.Text("parameters"), StringComparison.Ordinal);
        storage.Has(("metadata.name", "fast-ssd"));
    }

    [Theory]
    [InlineData("peak-us-east")]
    [InlineData("peak-us-west")]
    public async Task EveryResource_HasAParentAndItsRegionsProvider(string stack)
    {
        var plan = await RegionFixture.PlanAsync(stack, Everything);
        var region = Region(stack);
        var resources = plan.Resources.Where(r => !r.IsComponent && !r.Type.StartsWith("pulumi:providers", StringComparison.Ordinal)).ToList();

        Assert.All(resources, r => Assert.NotNull(r.Parent));
        Assert.All(resources, r => Assert.Matches($"::{region}-(gcp|aws|kubernetes)$", r.Provider ?? ""));
        Assert.All(resources, r => Assert.StartsWith($"{region}-", r.Name, StringComparison.Ordinal));
        Assert.All(plan.Resources, r => Assert.DoesNotMatch("peak|season", r.Name));
    }

    private static void Everything(RegionCluster cluster, ComponentResourceOptions options)
    {
        var context = cluster.Context;
        _ = new ClusterSecurity(context.Logical("security"), new ClusterSecurityArgs { Context = context }, options);
        _ = new ClusterSecrets(context.Logical("secrets"), new ClusterSecretsArgs { Context = context, Cluster = cluster }, options);
        _ = new RegionBudgetCap(context.Logical("budget"), new RegionBudgetCapArgs { Context = context }, options);
    }

    private static string Region(string stack) => stack[(stack.IndexOf('-', StringComparison.Ordinal) + 1)..];
}
