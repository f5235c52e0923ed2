using System.Collections.Immutable;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class InputSerializationTests
{
    [Fact]
    public async Task Scalars_AreStringsDoublesAndBooleans()
    {
        var mocks = new RecordingMocks();

        await Run.Program(() => _ = new Thing("t", new ThingArgs { Text = "a", Count = 3, Ratio = 0.5, Enabled = true }), mocks);

        Assert.Equal(
            new Dictionary<string, object> { ["text"] = "a", ["count"] = 3.0, ["ratio"] = 0.5, ["enabled"] = true },
            mocks.Inputs("t"));
    }

    [Fact]
    public async Task Nested_AreImmutableMapsAndLists()
    {
        var mocks = new RecordingMocks();

        var resources = await Run.Program(
            () => _ = new Thing("t", new ThingArgs { Parts = { new PartArgs { Name = "p", Weight = 2 } }, Labels = { ["k"] = "v" } }),
            mocks);

        var parts = Assert.IsType<ImmutableArray<object>>(mocks.Inputs("t")["parts"]);
        Assert.Equal(new Dictionary<string, object> { ["name"] = "p", ["weight"] = 2.0 }, Assert.Single(parts));
        Assert.Equal(new Dictionary<string, object> { ["k"] = "v" }, mocks.Inputs("t")["labels"]);
        var thing = Assert.IsType<Thing>(Assert.Single(resources));
        Assert.Equal(2, (await thing.Parts.See()).Value.Single().Weight);
    }
}
