using Pulumi;
using Pulumi.Testing;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class StackTests
{
    [Fact]
    public async Task Stack_IsTheFirstResource_AndRegistersItsOutputs()
    {
        var mocks = new RecordingMocks();

        var resources = await Deployment.TestAsync<GoodStack>(mocks, new TestOptions { ProjectName = "p", StackName = "s" });

        var stack = Assert.IsType<GoodStack>(resources[0]);
        Assert.Equal(["p-s", "t"], resources.Select(resource => resource.GetResourceName()));
        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", (await stack.Urn.See()).Value);
        Assert.Equal("t", mocks.Resources.Single().Name);
        var outputs = Assert.Single(mocks.Outputs).Outputs;
        Assert.Equal(["Plain", "named"], outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("t-id", true), ((await outputs["named"].See()).Value, (await outputs["Plain"].See()).IsSecret));
    }

    [Fact]
    public async Task Stack_WithUnassignedOutputs_Fails()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<EmptyStack>(new RecordingMocks()));

        Assert.Equal(
            "Output(s) 'a, B' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            error.Message);
    }

    [Fact]
    public async Task Stack_WithPlainOutputs_Fails()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<PlainStack>(new RecordingMocks()));

        Assert.Equal("Output(s) 'Text' have incorrect type. [Output] attributed properties must be instances of Output<T>.", error.Message);
    }

    [Fact]
    public async Task Stack_FromServices_IsRun()
    {
        var services = new Services(() => new GoodStack());

        var resources = await Deployment.TestWithServiceProviderAsync<GoodStack>(new RecordingMocks(), services);
        var error = await Assert.ThrowsAsync<RunException>(
            () => Deployment.TestWithServiceProviderAsync<EmptyStack>(new RecordingMocks(), services));

        Assert.IsType<GoodStack>(resources[0]);
        Assert.Contains(
            $"Failed to resolve instance of type {typeof(EmptyStack)} from service provider.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_ReturnsResourcesAndOutputs_WithoutTheStack()
    {
        var (resources, outputs) = await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
        {
            var thing = new Thing("t");
            return (IDictionary<string, object?>)new Dictionary<string, object?> { ["id"] = thing.Id, ["plain"] = 1 };
        });
        var (later, laterOutputs) = await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), async () =>
        {
            await Task.Yield();
            return (IDictionary<string, object?>)new Dictionary<string, object?> { ["thing"] = new Thing("u").Id };
        });

        Assert.Equal("t", Assert.Single(resources).GetResourceName());
        Assert.Equal("t-id", (await Assert.IsType<Output<string>>(outputs["id"]).See()).Value);
        Assert.Equal(1, outputs["plain"]);
        Assert.Equal("u", Assert.Single(later).GetResourceName());
        Assert.Equal(["thing"], laterOutputs.Keys);
    }

    private sealed class GoodStack : Stack
    {
        public GoodStack()
        {
            Named = new Thing("t").Id;
            Plain = Output.CreateSecret(1);
        }

        [Output("named")]
        public Output<string> Named { get; private set; }

        [Output]
        public Output<int> Plain { get; private set; }
    }

    private sealed class EmptyStack : Stack
    {
        [Output("a")]
        public Output<string>? A { get; private set; }

        [Output]
        public Output<string>? B { get; private set; }
    }

    private sealed class PlainStack : Stack
    {
        [Output]
        public string Text { get; private set; } = "text";
    }

    private sealed class Services(Func<GoodStack> create) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(GoodStack) ? create() : null;
    }
}
