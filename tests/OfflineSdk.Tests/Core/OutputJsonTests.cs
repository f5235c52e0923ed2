using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Core;

public sealed class OutputJsonTests
{
    [Fact]
    public async Task Serialize_PlainValue_UsesTheOptions()
    {
        var value = Output.Create(new Dictionary<string, int> { ["a"] = 1 });

        Assert.Equal("""{"a":1}""", (await Output.JsonSerialize(value).See()).Value);
        Assert.Equal(
            "{\n  \"a\": 1\n}",
            (await Output.JsonSerialize(value, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }).See()).Value);
    }

    [Fact]
    public async Task Serialize_NestedOutputsAndInputs_AreTheirValues()
    {
        InputList<int> list = [1, Output.Create(2)];
        InputMap<string> map = new() { ["k"] = Output.Create("v") };
        var value = Output.Create(ImmutableDictionary.CreateRange(new Dictionary<string, object>
        {
            ["output"] = Output.Create("o"),
        }));

        Assert.Equal("""{"output":"o"}""", (await Output.JsonSerialize(value).See()).Value);
        Assert.Equal("[1,2]", (await Output.JsonSerialize(Output.Create(list)).See()).Value);
        Assert.Equal("""{"k":"v"}""", (await Output.JsonSerialize(Output.Create(map)).See()).Value);
        Assert.Equal("5", (await Output.JsonSerialize(Output.Create((Input<int>)5)).See()).Value);
    }

    [Fact]
    public async Task Serialize_SecretPart_MakesTheTextSecret()
    {
        var seen = await Output.JsonSerialize(Output.Create(new[] { Output.Create("a"), Output.CreateSecret("b") })).See();

        Assert.Equal(new { Value = """["a","b"]""", IsSecret = true }, new { seen.Value, seen.IsSecret });
    }

    [Fact]
    public async Task Serialize_UnknownPart_MakesTheTextUnknown()
    {
        var seen = await Output.JsonSerialize(Output.Create(new[] { Output.Create("a"), Run.Unknown("b") })).See();
        var whole = await Output.JsonSerialize(Output.CreateSecret(Run.Unknown(1))).See();

        Assert.False(seen.IsKnown);
        Assert.Equal((false, true), (whole.IsKnown, whole.IsSecret));
    }

    [Fact]
    public async Task Serialize_KeepsDependenciesOfParts()
    {
        string[] dependencies = [];
        await Run.Program(async () =>
        {
            var thing = new Thing("t", new ThingArgs { Text = "a" });
            dependencies = (await Output.JsonSerialize(Output.Create(new[] { thing.Text })).See()).Dependencies;
        });

        Assert.Equal(["t"], dependencies);
    }

    [Fact]
    public async Task Deserialize_KeepsSecretAndNestedOutputs()
    {
        var numbers = await Output.JsonDeserialize<int[]>(Output.CreateSecret("[1,2]")).See();
        var nested = await Output.JsonDeserialize<Output<int>[]>(Output.CreateSecret("[1]")).See();

        Assert.Equal([1, 2], numbers.Value);
        Assert.True(numbers.IsSecret);
        Assert.Equal((1, true), ((await nested.Value[0].See()).Value, (await nested.Value[0].See()).IsSecret));
        Assert.False((await Output.JsonDeserialize<int>(Run.Unknown("1")).See()).IsKnown);
    }
}
