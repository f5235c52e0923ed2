using Pulumi;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>The check itself can fail: each kind of difference is found.</summary>
public class ConformanceCheckerTests
{
    private static readonly Lazy<NpmPackage> Gcp = new(() => NpmPackage.Load("@pulumi/gcp", PublishedVersions.Of("@pulumi/gcp")));

    [Fact]
    public void UnknownToken_IsFound() =>
        Assert.Contains("no resource 'gcp:compute/netwrok:Network' in the package", Single(typeof(MisspeltNetwork)), StringComparison.Ordinal);

    [Fact]
    public void UnknownProperty_IsFound() =>
        Assert.EndsWith("WrongNameArgs.autoCreateSubnets: no such property in the package", Single(typeof(WrongName.Network)), StringComparison.Ordinal);

    [Fact]
    public void OtherType_IsFound() =>
        Assert.EndsWith("WrongTypeArgs.autoCreateSubnetworks: is string here, boolean in the package", Single(typeof(WrongType.Network)), StringComparison.Ordinal);

    [Fact]
    public void RequiredHereOnly_IsFound() =>
        Assert.EndsWith("WrongNeedArgs.description: is required here, optional in the package", Single(typeof(WrongNeed.Network)), StringComparison.Ordinal);

    [Fact]
    public void UnknownFunction_IsFound()
    {
        var checker = new ConformanceChecker(Gcp.Value);

        checker.CheckFunction("gcp:compute/getZones:getZones");
        checker.CheckFunction("gcp:compute/getZoness:getZoness");

        Assert.Equal("no function 'gcp:compute/getZoness:getZoness' in the package", Assert.Single(checker.Differences));
    }

    private static string Single(Type resource)
    {
        var checker = new ConformanceChecker(Gcp.Value);
        checker.CheckResource(resource);
        return Assert.Single(checker.Differences);
    }

    [ResourceType("gcp:compute/netwrok:Network", null)]
    private sealed class MisspeltNetwork;

    private sealed class WrongNameArgs : ResourceArgs
    {
        [Input("autoCreateSubnets")] public Input<bool>? AutoCreateSubnets { get; set; }
    }

    private sealed class WrongTypeArgs : ResourceArgs
    {
        [Input("autoCreateSubnetworks")] public Input<string>? AutoCreateSubnetworks { get; set; }
    }

    private sealed class WrongNeedArgs : ResourceArgs
    {
        [Input("description", required: true)] public Input<string> Description { get; set; } = null!;
    }

    private static class WrongName
    {
        [ResourceType("gcp:compute/network:Network", null)]
        public sealed class Network(string name, WrongNameArgs args) : CustomResource("gcp:compute/network:Network", name, args, null);
    }

    private static class WrongType
    {
        [ResourceType("gcp:compute/network:Network", null)]
        public sealed class Network(string name, WrongTypeArgs args) : CustomResource("gcp:compute/network:Network", name, args, null);
    }

    private static class WrongNeed
    {
        [ResourceType("gcp:compute/network:Network", null)]
        public sealed class Network(string name, WrongNeedArgs args) : CustomResource("gcp:compute/network:Network", name, args, null);
    }
}
