using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class ProviderTests
{
    private const string ProviderUrn = "urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:test::";

    [Fact]
    public async Task Provider_OfTheOptions_IsNamedByUrnAndId()
    {
        var mocks = await Requests(() => _ = new Thing("t", null, new() { Provider = new TestProvider("p") }));

        Assert.Equal($"{ProviderUrn}p::p-id", mocks["t"].Provider);
        Assert.Equal("pulumi:providers:test", mocks["p"].Type);
        Assert.Equal("", mocks["p"].Provider);
    }

    [Fact]
    public async Task Provider_WithoutId_IsUnknown()
    {
        var mocks = new RecordingMocks { Id = _ => null };
        await Run.Program(() => _ = new Thing("t", null, new() { Provider = new TestProvider("p") }), mocks);

        Assert.Equal($"{ProviderUrn}p::04da6b54-80e4-46f7-96ec-b56ff0331ba9", mocks["t"].Provider);
    }

    [Fact]
    public async Task Provider_OfAComponent_IsInheritedDownTheTree()
    {
        var mocks = await Requests(() =>
        {
            var outer = new Group("outer", null, new() { Provider = new TestProvider("p") });
            var inner = new Group("inner", null, new() { Parent = outer });
            _ = new Thing("t", null, new() { Parent = inner });
            _ = new Thing("alone");
        });

        Assert.Equal($"{ProviderUrn}p::p-id", mocks["t"].Provider);
        Assert.Equal("", mocks["inner"].Provider);
        Assert.Equal("", mocks["alone"].Provider);
    }

    [Fact]
    public async Task Providers_ArePickedByPackage_AndOverridden()
    {
        var mocks = await Requests(() =>
        {
            var outer = new Group("outer", null, new() { Providers = { new TestProvider("p"), new TestProvider("q", "other") } });
            _ = new Thing("t", null, new() { Parent = outer });
            _ = new CustomResource("other:index:X", "x", null, new CustomResourceOptions { Parent = outer });
            _ = new CustomResource("third:index:X", "y", null, new CustomResourceOptions { Parent = outer });
            var inner = new Group("inner", null, new() { Parent = outer, Providers = { new TestProvider("r") } });
            _ = new Thing("u", null, new() { Parent = inner });
            _ = new CustomResource("other:index:X", "z", null, new CustomResourceOptions { Parent = inner });
        });

        Assert.Equal($"{ProviderUrn}p::p-id", mocks["t"].Provider);
        Assert.EndsWith("::q::q-id", mocks["x"].Provider, StringComparison.Ordinal);
        Assert.Equal("", mocks["y"].Provider);
        Assert.Equal($"{ProviderUrn}r::r-id", mocks["u"].Provider);
        Assert.EndsWith("::q::q-id", mocks["z"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_OfACustomParent_IsInherited()
    {
        var mocks = await Requests(() =>
        {
            var parent = new Thing("parent", null, new() { Provider = new TestProvider("p") });
            _ = new Thing("child", null, new() { Parent = parent });
        });

        Assert.Equal(mocks["parent"].Provider, mocks["child"].Provider);
    }

    [Fact]
    public async Task ProviderAndProviders_Together_AreRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var provider = new TestProvider("p");
            _ = new Group("g", null, new() { Provider = provider, Providers = { provider } });
        }));

        Assert.Contains(
            "Do not supply both 'provider' and 'providers' options to a ComponentResource.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<RecordingMocks> Requests(Action program)
    {
        var mocks = new RecordingMocks();
        await Run.Program(program, mocks);
        return mocks;
    }
}
