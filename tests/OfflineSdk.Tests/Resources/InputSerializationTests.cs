using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class InputSerializationTests
{
    [Fact]
    public async Task Scalars_AreStringsDoublesAndBooleans()
    {
        var inputs = await Inputs(new ThingArgs { Text = "a", Count = 3, Ratio = 0.5, Enabled = true });

        Assert.Equal(
            new Dictionary<string, object> { ["text"] = "a", ["count"] = 3.0, ["ratio"] = 0.5, ["enabled"] = true }, inputs);
    }

    [Fact]
    public async Task Unset_AndNull_AreLeftOut()
    {
        Assert.Empty(await Inputs(new ThingArgs()));
        Assert.Empty(await Inputs(new ThingArgs { Text = (string)null!, Labels = (ImmutableDictionary<string, string>)null! }));
    }

    [Fact]
    public async Task Collections_Untouched_AreLeftOut_ButTouchedAreEmpty()
    {
        var args = new ThingArgs { Tags = new InputList<string>(), Labels = [] };

        var inputs = await Inputs(args);

        Assert.Equal(ImmutableArray<object>.Empty, inputs["tags"]);
        Assert.Equal(ImmutableDictionary<string, object>.Empty, inputs["labels"]);
        Assert.False(inputs.ContainsKey("parts"));
    }

    [Fact]
    public async Task DefaultArray_IsAnEmptyList() =>
        Assert.Equal(ImmutableArray<object>.Empty, (await Inputs(new ThingArgs { Tags = default(ImmutableArray<string>) }))["tags"]);

    [Fact]
    public async Task Nested_AreImmutableMapsAndLists()
    {
        var inputs = await Inputs(new ThingArgs { Parts = { new PartArgs { Name = "p", Weight = 2 } }, Labels = { ["k"] = "v" } });

        var parts = Assert.IsType<ImmutableArray<object>>(inputs["parts"]);
        var part = Assert.IsType<ImmutableDictionary<string, object>>(Assert.Single(parts), exactMatch: true);
        Assert.Equal(new Dictionary<string, object> { ["name"] = "p", ["weight"] = 2.0 }, part);
        Assert.Equal(new Dictionary<string, object> { ["k"] = "v" }, inputs["labels"]);
    }

    [Fact]
    public async Task Outputs_AreTheirValues_HoweverDeep()
    {
        var inputs = await Inputs(new ThingArgs
        {
            Text = Output.Create(Task.Run(() => "late")),
            Part = Output.Create(new PartArgs { Name = Output.Create("n") }),
            Tags = { Output.Create("a"), "b" },
            Anything = Output.Create<object>(new Dictionary<string, object> { ["x"] = Output.Create(1) }),
        });

        Assert.Equal("late", inputs["text"]);
        Assert.Equal(new Dictionary<string, object> { ["name"] = "n" }, inputs["part"]);
        Assert.Equal(["a", "b"], (IEnumerable<object>)inputs["tags"]);
        Assert.Equal(new Dictionary<string, object> { ["x"] = 1.0 }, inputs["anything"]);
    }

    [Fact]
    public async Task Secrets_ArePlainForMocks()
    {
        var inputs = await Inputs(new ThingArgs
        {
            Text = Output.CreateSecret("s"),
            Part = new PartArgs { Name = Output.CreateSecret("n") },
            Tags = { "a", Output.CreateSecret("b") },
        });

        Assert.Equal("s", inputs["text"]);
        Assert.Equal(new Dictionary<string, object> { ["name"] = "n" }, inputs["part"]);
        Assert.Equal(["a", "b"], (IEnumerable<object>)inputs["tags"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unknowns_RemoveTheWholeProperty(bool isPreview)
    {
        var inputs = await Inputs(
            new ThingArgs
            {
                Text = Run.Unknown<string>(),
                Part = new PartArgs { Name = "n", Weight = Run.Unknown<int>() },
                Tags = { "a", Run.Unknown<string>() },
                Count = 1,
            },
            isPreview);

        Assert.Equal(new Dictionary<string, object> { ["count"] = 1.0 }, inputs);
    }

    [Fact]
    public async Task EnumsAndUnions_AreTheirValues()
    {
        var inputs = await Inputs(new ThingArgs { Size = Size.Large, Level = Level.High, Port = "http" });

        Assert.Equal(new Dictionary<string, object> { ["size"] = "large", ["level"] = 7.0, ["port"] = "http" }, inputs);
        Assert.Equal(80.0, (await Inputs(new ThingArgs { Port = 80 }))["port"]);
    }

    [Fact]
    public async Task Assets_ReachTheMockAsAssets()
    {
        Assert.IsType<FileAsset>((await Inputs(new ThingArgs { Source = new FileAsset("f") }))["source"]);
        Assert.IsType<StringAsset>((await Inputs(new ThingArgs { Source = new StringAsset("t") }))["source"]);
        Assert.IsType<RemoteAsset>((await Inputs(new ThingArgs { Source = new RemoteAsset("https://host/a") }))["source"]);
        Assert.IsType<FileArchive>((await Inputs(new ThingArgs { Source = new FileArchive("d") }))["source"]);
        Assert.IsType<RemoteArchive>((await Inputs(new ThingArgs { Source = new RemoteArchive("https://host/a.zip") }))["source"]);
        Assert.IsType<AssetArchive>(
            (await Inputs(new ThingArgs
            {
                Source = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("t") }),
            }))["source"]);
    }

    [Fact]
    public async Task Json_IsPlainData()
    {
        var inputs = await Inputs(new ThingArgs { Body = """{"a":[1,true,null,"x"],"b":{"c":0.5}}""" });

        var body = Assert.IsType<ImmutableDictionary<string, object>>(inputs["body"]);
        Assert.Equal(new object?[] { 1.0, true, null, "x" }, (IEnumerable<object?>)body["a"]);
        Assert.Equal(new Dictionary<string, object> { ["c"] = 0.5 }, body["b"]);
        Assert.Equal(1.0, (await Inputs(new ThingArgs { Anything = JsonSerializer.SerializeToElement(1) }))["anything"]);
    }

    [Fact]
    public async Task JsonProperties_AreText()
    {
        var inputs = await Inputs(new ThingArgs { Settings = new PartArgs { Name = "a\"<b>", Weight = 2 }, Flag = true });

        Assert.Equal("""{ "name": "a\"\u003cb\u003e", "weight": 2 }""", inputs["settings"]);
        Assert.Equal("true", inputs["flag"]);
    }

    [Fact]
    public async Task Resource_IsAReferenceToIt()
    {
        var mocks = new RecordingMocks();
        await Run.Program(() => _ = new Thing("t", new ThingArgs { Other = new Thing("other") }), mocks);

        var reference = Assert.IsType<Resource>(mocks.Inputs("t")["other"], exactMatch: false);
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Thing::other", (await reference.Urn.See()).Value);
    }

    [Fact]
    public async Task Resource_OfAMarkedClass_IsAnObjectOfThatClass()
    {
        var mocks = new RecordingMocks { State = args => args.Inputs.SetItem("text", "found") };
        await Run.Program(() => _ = new Thing("t", new ThingArgs { Other = new Named("other") }), mocks);

        var reference = Assert.IsType<Named>(mocks.Inputs("t")["other"]);
        Assert.Equal(("other", "found"), (reference.GetResourceName(), (await reference.Text.See()).Value));
        Assert.Equal("other-id", (await reference.Id.See()).Value);
    }

    [Fact]
    public async Task KeysThatStartWithTwoUnderscores_AreTheEngines()
    {
        var inputs = await Inputs(new ThingArgs
        {
            Anything = new Dictionary<string, object> { ["__internal"] = 1, ["shown"] = 2, ["null"] = null! },
        });

        Assert.Equal(new Dictionary<string, object> { ["shown"] = 2.0 }, inputs["anything"]);
    }

    [Fact]
    public async Task IdAndUrn_AreNoProperties()
    {
        var mocks = new RecordingMocks();
        var args = ImmutableDictionary<string, object?>.Empty.Add("id", "i").Add("urn", "u").Add("name", "n");

        await Run.Program(() => _ = new CustomResource("test:index:Raw", "r", new DictionaryResourceArgs(args), null), mocks);

        Assert.Equal(new Dictionary<string, object> { ["name"] = "n" }, mocks.Inputs("r"));
    }

    [Fact]
    public async Task OutputTypes_AreMapsOfTheirFields()
    {
        var mocks = new RecordingMocks { State = args => args.Inputs };
        await Run.Program(
            () =>
            {
                var first = new Thing("first", new ThingArgs { Part = new PartArgs { Name = "n", Weight = 1 } });
                _ = new Thing("second", new ThingArgs { Anything = first.Part.Apply(part => (object)part!) });
            },
            mocks);

        Assert.Equal(new Dictionary<string, object> { ["name"] = "n", ["weight"] = 1.0 }, mocks.Inputs("second")["anything"]);
    }

    [Fact]
    public async Task Dictionary_TakesArgumentsWithoutAClass()
    {
        var mocks = new RecordingMocks();
        var args = new Dictionary<string, object?> { ["a"] = 1, ["b"] = Output.Create("x"), ["c"] = null };

        await Run.Program(
            () => _ = new CustomResource("test:index:Raw", "r", new DictionaryResourceArgs(args.ToImmutableDictionary()), null), mocks);

        Assert.Equal(new Dictionary<string, object> { ["a"] = 1.0, ["b"] = "x" }, mocks.Inputs("r"));
    }

    [Fact]
    public async Task MissingRequired_NamesTheMember()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Inputs(new ThingArgs { Part = new PartArgs() }));

        Assert.Contains(
            "[Input] WedSync.OfflineSdk.Tests.Support.PartArgs.Name is required but was not given a value",
            error.ToString(), StringComparison.Ordinal);
        Assert.IsType<RunException>(error);
    }

    [Theory]
    [InlineData(1L, "System.Int64 is not a supported argument type.\n\tresource:t[test:index:Thing].anything")]
    [InlineData(1f, "System.Single is not a supported argument type.\n\tresource:t[test:index:Thing].anything")]
    public async Task UnsupportedType_FailsNamingTheProperty(object value, string expected)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Inputs(new ThingArgs { Anything = value }));

        Assert.Contains("error serializing property \"anything\": " + expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Inputs(new ThingArgs { Anything = Task.FromResult(1) }));

        Assert.Contains("Please wrap your Task in an Output:", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ImmutableDictionary<string, object>> Inputs(ThingArgs args, bool isPreview = false)
    {
        var mocks = new RecordingMocks();
        await Run.Program(() => _ = new Thing("t", args), mocks, isPreview);
        return mocks.Inputs("t");
    }
}
