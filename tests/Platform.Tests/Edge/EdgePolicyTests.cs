using Pulumi;
using WedSync.Planning.Policies;
using WedSync.Platform.Components.Backup;
using WedSync.Platform.Components.Delivery;
using WedSync.Platform.Components.Edge;
using WedSync.Platform.Configuration;
using WedSync.Platform.Tests.Foundation;

namespace WedSync.Platform.Tests.Edge;

/// <summary>Edge, delivery and backup of a region keep the platform's policies.</summary>
public sealed class EdgePolicyTests
{
    private static readonly Dictionary<string, string> Residencies = new() { ["eu-west"] = "eu" };

    [Theory]
    [InlineData("peak-us-east", EdgeMode.Gateway)]
    [InlineData("peak-eu-west", EdgeMode.Gateway)]
    [InlineData("peak-us-west", EdgeMode.Gateway)]
    [InlineData("peak-us-east", EdgeMode.Ingress)]
    [InlineData("peak-us-west", EdgeMode.Ingress)]
    public async Task Region_ViolatesNoPolicy(string stack, EdgeMode edge)
    {
        var plan = await RegionFixture.PlanAsync(
            stack,
            (cluster, cloud) =>
            {
                var context = cluster.Context;
                _ = new CanaryDelivery("delivery", new CanaryDeliveryArgs { Context = context }, cloud);
                _ = new RegionalBackup("backup", new RegionalBackupArgs { Cluster = cluster }, cloud);
                Resource ready = edge == EdgeMode.Gateway
                    ? new RegionalGateway("gateway", new RegionalGatewayArgs { Context = context }, cloud).Ready
                    : new ClassicIngress("ingress", new ClassicIngressArgs { Context = context }, cloud).Controller;
                if (context.Region.Cloud == Cloud.Aws)
                {
                    _ = new AwsRegionEdge(
                        "edge",
                        new AwsRegionEdgeArgs { Cluster = cluster, LogsKeyId = Output.Create("arn:aws:kms:us-west-2:1:key/logs"), ServiceReady = ready },
                        cloud);
                }
            },
            s => s with { Edge = edge });

        var ours = PolicyEngine.Check(plan, Residencies)
            .Where(v => v.Urn.Contains("wedsync:edge", StringComparison.Ordinal)
                || v.Urn.Contains("wedsync:delivery", StringComparison.Ordinal)
                || v.Urn.Contains("wedsync:backup", StringComparison.Ordinal));
        Assert.Empty(ours.Select(v => $"{v.Rule}: {v.Message}"));
    }
}
