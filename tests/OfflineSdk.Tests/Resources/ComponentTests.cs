using System.Collections.Immutable;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class ComponentTests
{
    [Fact]
    public async Task Component_IsRegisteredBeforeItsChildren_WithoutInputs()
    {
        var mocks = new RecordingMocks();
        await Run.Program(() => _ = new Group("g", g => _ = new Thing("t", null, new() { Parent = g })), mocks);

        Assert.Equal([Group.Token, Thing.Token], mocks.Resources.Select(resource => resource.Type));
        Assert.Empty(mocks.Inputs("g"));
    }

    [Fact]
    public async Task RegisterOutputs_RegistersMarkedProperties_ButNotTheUrn()
    {
        var mocks = new RecordingMocks();
        await Run.Program(() => _ = new Group("g"), mocks);

        var request = mocks.Outputs.Single(request => request.Urn.EndsWith("::g", StringComparison.Ordinal));
        Assert.Equal(["Password", "address"], request.Outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("g.local", (await request.Outputs["address"].See()).Value);
        Assert.True((await request.Outputs["Password"].See()).IsSecret);
    }

    [Fact]
    public async Task RegisterOutputs_TakesDictionariesTasksAndOutputs()
    {
        var mocks = new RecordingMocks();
        await Run.Program(
            () =>
            {
                _ = new Registering("a", (self, outputs) => self.Register(outputs));
                _ = new Registering("b", (self, outputs) => self.Register(Task.FromResult(outputs)));
                _ = new Registering("c", (self, outputs) => self.Register(Output.Create(outputs)));
            },
            mocks);

        var components = mocks.Outputs.Where(request => request.Urn.Contains("Registering", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, components.Count);
        Assert.All(components, request => Assert.Equal(["known", "unknown"], request.Outputs.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(1.0, (await components[0].Outputs["known"].See()).Value);
        Assert.False((await components[0].Outputs["unknown"].See()).IsKnown);
    }

    [Fact]
    public async Task Urns_HoldStackProjectTypeAndName()
    {
        List<string> urns = [];
        await Run.Program(async () =>
        {
            var group = new Group("g");
            var child = new Thing("t", null, new() { Parent = group });
            urns.Add((await group.Urn.See()).Value);
            urns.Add((await child.Urn.See()).Value);
        });

        Assert.Equal(
            [
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Group::g",
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Thing::t",
            ],
            urns);
    }

    [Fact]
    public async Task TypeAndName_AreThoseGiven()
    {
        var group = (await Run.Program(() => _ = new Group("g"))).Single();

        Assert.Equal((Group.Token, "g"), (group.GetResourceType(), group.GetResourceName()));
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("type", "")]
    public async Task EmptyTypeOrName_IsRefused(string type, string name) =>
        await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new ComponentResource(type, name)));

    private sealed class Registering : ComponentResource
    {
        public Registering(string name, Action<Registering, IDictionary<string, object?>> register)
            : base("test:index:Registering", name) =>
            register(this, ImmutableDictionary<string, object?>.Empty.Add("known", 1).Add("unknown", Run.Unknown(2)).Add("null", null));

        public void Register(IDictionary<string, object?> outputs) => RegisterOutputs(outputs);

        public void Register(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(outputs);

        public void Register(Output<IDictionary<string, object?>> outputs) => RegisterOutputs(outputs);
    }
}
