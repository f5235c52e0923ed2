using System.Collections.Immutable;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.DeploymentTests;

public sealed class InvokeTests
{
    private const string Token = "test:index:getZone";

    private readonly RecordingMocks _mocks = new()
    {
        Result = call => call.Args.SetItem("zone", "z").SetItem("count", 2),
    };

    [Fact]
    public Task InvokeAsync_CallsNowAndConverts() => Run.Program(
        async () =>
        {
            var zone = await Deployment.Instance.InvokeAsync<Zone>(Token, new ZoneArgs { Name = "n" });

            Assert.Equal(("z", 2), (zone.Name, zone.Count));
            var call = Assert.Single(_mocks.Calls);
            Assert.Equal((Token, ""), (call.Token, call.Provider));
            Assert.Equal(new Dictionary<string, object> { ["name"] = "n" }, call.Args);
        },
        _mocks);

    [Fact]
    public Task InvokeAsync_WithoutResultOrArguments_StillCalls() => Run.Program(
        async () =>
        {
            await Deployment.Instance.InvokeAsync(Token, InvokeArgs.Empty);

            Assert.Empty(Assert.Single(_mocks.Calls).Args);
        },
        _mocks);

    [Fact]
    public Task InvokeSingle_GivesTheOnlyProperty()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["result"] = "only" } };
        return Run.Program(
            async () =>
            {
                Assert.Equal("only", await Deployment.Instance.InvokeSingleAsync<string>(Token, InvokeArgs.Empty));
                Assert.Equal("only", (await Deployment.Instance.InvokeSingle<string>(Token, InvokeArgs.Empty).See()).Value);
            },
            mocks);
    }

    [Fact]
    public Task Invoke_WaitsForItsArguments_AndDependsOnTheirResources() => Run.Program(
        async () =>
        {
            var thing = new Thing("t", new ThingArgs { Text = "late" });
            var dependsOn = new Thing("d");

            var zone = await Deployment.Instance.Invoke<Zone>(
                Token, new ZoneArgs { Name = thing.Text! }, new InvokeOutputOptions { DependsOn = { dependsOn } }).See();

            Assert.Equal("z", zone.Value.Name);
            Assert.Equal(["d", "t"], zone.Dependencies);
            Assert.Equal("late", Assert.Single(_mocks.Calls).Args["name"]);
        },
        _mocks);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Invoke_WithUnknownArguments_IsNotCalled(bool isPreview) => Run.Program(
        async () =>
        {
            var zone = await Deployment.Instance.Invoke<Zone>(Token, new ZoneArgs { Name = Run.Unknown<string>() }).See();

            Assert.False(zone.IsKnown);
            Assert.Empty(_mocks.Calls);
        },
        _mocks,
        isPreview);

    [Fact]
    public async Task Invoke_OfAResourceWithoutId_IsNotCalled()
    {
        var mocks = new RecordingMocks { Id = _ => null };
        await Run.Program(
            async () =>
            {
                var thing = new Thing("t", new ThingArgs { Text = "a" });
                var zone = await Deployment.Instance.Invoke<Zone>(Token, new ZoneArgs { Name = thing.Text! }).See();

                Assert.False(zone.IsKnown);
            },
            mocks,
            isPreview: true);

        Assert.Empty(mocks.Calls);
    }

    [Fact]
    public async Task InvokeAsync_LeavesUnknownArgumentsOut_AndSecretsPlain()
    {
        await Run.Program(
            async () =>
            {
                await Deployment.Instance.InvokeAsync<Zone>(
                    Token, new ZoneArgs { Name = Run.Unknown<string>(), Filter = Output.CreateSecret("f") });
            },
            _mocks);

        Assert.Equal(new Dictionary<string, object> { ["filter"] = "f" }, Assert.Single(_mocks.Calls).Args);
    }

    [Fact]
    public async Task Invoke_SecretResult_IsSecret_ButASecretArgumentIsNotEnough()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["zone"] = Output.CreateSecret("z") } };
        await Run.Program(
            async () =>
            {
                Assert.True((await Deployment.Instance.Invoke<Zone>(Token, InvokeArgs.Empty).See()).IsSecret);
            },
            mocks);
        await Run.Program(
            async () =>
            {
                var zone = Deployment.Instance.Invoke<Zone>(Token, new ZoneArgs { Name = Output.CreateSecret("n") });
                Assert.False((await zone.See()).IsSecret);
            },
            _mocks);
    }

    [Fact]
    public async Task Invoke_UsesTheProvider_OrThatOfTheParent()
    {
        await Run.Program(
            async () =>
            {
                var provider = new TestProvider("p");
                var group = new Group("g", null, new() { Provider = provider });
                await Deployment.Instance.InvokeAsync<Zone>(Token, InvokeArgs.Empty, new InvokeOptions { Provider = provider });
                await Deployment.Instance.InvokeAsync<Zone>(Token, InvokeArgs.Empty, new InvokeOptions { Parent = group });
            },
            _mocks);

        Assert.Equal(2, _mocks.Calls.Count);
        Assert.All(_mocks.Calls, call => Assert.EndsWith("::p::p-id", call.Provider, StringComparison.Ordinal));
    }

    [Fact]
    public Task Invoke_ResultAsDictionary_KeepsPlainValues() => Run.Program(
        async () =>
        {
            var result = await Deployment.Instance.InvokeAsync<ImmutableDictionary<string, object>>(Token, InvokeArgs.Empty);

            Assert.Equal(new Dictionary<string, object> { ["zone"] = "z", ["count"] = 2.0 }, result);
        },
        _mocks);

    [Fact]
    public async Task Invoke_MissingRequiredArgument_Fails()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Run.Program(
            () => Deployment.Instance.Invoke<Zone>(Token, new ZoneArgs { Name = null! }), _mocks));

        Assert.Contains("ZoneArgs.Name is required but was not given a value", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_FailingMock_FailsTheDeployment()
    {
        var mocks = new RecordingMocks { Result = call => throw new NotSupportedException($"no {call.Token}") };

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(
            () => Deployment.Instance.Invoke<Zone>(Token, InvokeArgs.Empty), mocks));

        Assert.Contains("no test:index:getZone", error.Message, StringComparison.Ordinal);
    }

    private sealed class ZoneArgs : InvokeArgs
    {
        [Input("name", required: true)]
        public Input<string> Name { get; set; } = null!;

        [Input("filter")]
        public Input<string>? Filter { get; set; }
    }

    [OutputType]
    private sealed class Zone
    {
        public readonly string Name;

        public readonly int Count;

        [OutputConstructor]
        private Zone([OutputConstructorParameter("zone")] string name, int count)
        {
            Name = name;
            Count = count;
        }
    }
}
