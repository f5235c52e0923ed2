using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class OutputDeserializationTests
{
    [Fact]
    public async Task Scalars_HaveTheTypeOfTheProperty()
    {
        var thing = await Created(new() { ["text"] = "a", ["count"] = 3, ["ratio"] = 0.5, ["enabled"] = true });

        Assert.Equal("a", (await thing.Text.See()).Value);
        Assert.Equal(3, (await thing.Count.See()).Value);
        Assert.Equal(0.5, (await thing.Ratio.See()).Value);
        Assert.True((await thing.Enabled.See()).Value);
    }

    [Fact]
    public async Task EnumsUnionsAndJson_AreConverted()
    {
        var thing = await Created(new()
        {
            ["size"] = "large",
            ["level"] = 7,
            ["port"] = "http",
            ["body"] = new Dictionary<string, object> { ["a"] = 1 },
        });
        var other = await Created(new() { ["port"] = 80 });

        Assert.Equal(Size.Large, (await thing.Size.See()).Value);
        Assert.Equal(Level.High, (await thing.Level.See()).Value);
        Assert.Equal("http", (await thing.Port.See()).Value.AsT1);
        Assert.Equal(80, (await other.Port.See()).Value.AsT0);
        Assert.Equal(1, (await thing.Body.See()).Value.GetProperty("a").GetDouble());
    }

    [Fact]
    public async Task Structures_AreListsMapsAndOutputTypes()
    {
        var thing = await Created(new()
        {
            ["tags"] = new[] { "a", "b" },
            ["labels"] = new Dictionary<string, object> { ["k"] = "v" },
            ["part"] = new Dictionary<string, object> { ["name"] = "n" },
            ["parts"] = new List<object> { new Dictionary<string, object> { ["name"] = "m", ["weight"] = 2 } },
        });

        Assert.Equal(["a", "b"], (await thing.Tags.See()).Value.AsEnumerable());
        Assert.Equal(new Dictionary<string, string> { ["k"] = "v" }, (await thing.Labels.See()).Value);
        var part = (await thing.Part.See()).Value!;
        Assert.Equal(("n", null), (part.Name, part.Weight));
        Assert.Equal(("m", 2), ((await thing.Parts.See()).Value[0].Name, (await thing.Parts.See()).Value[0].Weight));
    }

    [Fact]
    public async Task Args_AsState_AreConverted()
    {
        var mocks = new RecordingMocks { State = _ => new ThingArgs { Text = "a", Part = new PartArgs { Name = "n" } } };
        var thing = await Created(mocks);

        Assert.Equal("a", (await thing.Text.See()).Value);
        Assert.Equal("n", (await thing.Part.See()).Value!.Name);
    }

    [Fact]
    public async Task OtherType_IsTheDefault()
    {
        var thing = await Created(new()
        {
            ["text"] = 1,
            ["count"] = "many",
            ["tags"] = "a",
            ["part"] = "p",
            ["labels"] = new[] { "x" },
            ["size"] = true,
            ["parts"] = new object[] { "p", new Dictionary<string, object> { ["name"] = 1 } },
        });

        Assert.Null((await thing.Text.See()).Value);
        Assert.Equal(0, (await thing.Count.See()).Value);
        Assert.True((await thing.Tags.See()).Value.IsDefault);
        Assert.Null((await thing.Part.See()).Value);
        Assert.Null((await thing.Labels.See()).Value);
        Assert.Null((await thing.Size.See()).Value);
        var parts = (await thing.Parts.See()).Value;
        Assert.Equal(2, parts.Length);
        Assert.Null(parts[0]);
        Assert.Null(parts[1].Name);
    }

    [Fact]
    public async Task Assets_ComeBack()
    {
        var asset = await Created(new() { ["source"] = new StringAsset("t") });
        var archive = await Created(new() { ["source"] = new FileArchive("d") });

        Assert.IsType<StringAsset>((await asset.Source.See()).Value);
        Assert.IsType<FileArchive>((await archive.Source.See()).Value);
    }

    [Fact]
    public async Task SecretsAndUnknowns_InState_MarkTheirPropertyAlone()
    {
        var thing = await Created(new()
        {
            ["text"] = Output.CreateSecret("s"),
            ["part"] = new Dictionary<string, object> { ["name"] = Output.CreateSecret("n") },
            ["tags"] = new object[] { "a", Run.Unknown("b") },
            ["count"] = Output.Create(5),
        });

        Assert.Equal(("s", true), ((await thing.Text.See()).Value, (await thing.Text.See()).IsSecret));
        Assert.Equal(("n", true), ((await thing.Part.See()).Value!.Name, (await thing.Part.See()).IsSecret));
        Assert.False((await thing.Tags.See()).IsKnown);
        var count = await thing.Count.See();
        Assert.Equal((5, false, true), (count.Value, count.IsSecret, count.IsKnown));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MissingProperty_IsUnknownInAPreviewOnly(bool isPreview)
    {
        var thing = await Created(new RecordingMocks(), isPreview);

        var seen = await thing.Computed.See();

        Assert.Equal((!isPreview, null), (seen.IsKnown, seen.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Id_IsUnknown_WhenTheMockGivesNone(bool isPreview)
    {
        var without = await Created(new RecordingMocks { Id = _ => null }, isPreview);
        var with = await Created(new RecordingMocks(), isPreview);

        Assert.False((await without.Id.See()).IsKnown);
        Assert.Equal(("t-id", true), ((await with.Id.See()).Value, (await with.Id.See()).IsKnown));
    }

    [Fact]
    public async Task MapsInTheEnginesOwnForm_AreSecretsAndAssets()
    {
        const string Kind = "4dabf18193072939515e22adb298388d";
        var thing = await Created(new()
        {
            ["text"] = new Dictionary<string, object> { [Kind] = "1b47061264138c4ac30d75fd1eb44270", ["value"] = "s" },
            ["source"] = new Dictionary<string, object> { [Kind] = "c44067f5952c0a294b673a41bacd8c17", ["path"] = "f" },
            ["computed"] = "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        });

        Assert.Equal(("s", true), ((await thing.Text.See()).Value, (await thing.Text.See()).IsSecret));
        Assert.IsType<FileAsset>((await thing.Source.See()).Value);
        Assert.False((await thing.Computed.See()).IsKnown);
    }

    [Fact]
    public async Task Outputs_DependOnTheirResource()
    {
        var thing = await Created(new() { ["text"] = "a" });

        Assert.Equal(["t"], (await thing.Text.See()).Dependencies);
        Assert.Equal(["t"], (await thing.Id.See()).Dependencies);
        Assert.Equal(["t"], (await thing.Urn.See()).Dependencies);
    }

    [Fact]
    public async Task SecretInputs_AreSecretOutputs_OnlyIfTheStateSaysSo()
    {
        Thing? thing = null;
        await Run.Program(() => thing = new Thing("t", new ThingArgs { Text = Output.CreateSecret("s") }));

        Assert.Equal(("s", false), ((await thing!.Text.See()).Value, (await thing.Text.See()).IsSecret));
    }

    [Fact]
    public async Task StateThatIsNoMap_Fails()
    {
        var mocks = new RecordingMocks { State = _ => "text" };

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new Thing("t"), mocks));

        Assert.Contains("System.String is not a supported argument type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputOfAnUnsupportedType_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new WrongType("w")));
        var noOutput = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new NoOutput("n")));

        Assert.Contains("contains invalid type System.Uri. Allowed types are:", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            "Output(s) 'address' have incorrect type. [Output] attributed properties must be instances of Output<T>.", noOutput.Message);
    }

    private static Task<Thing> Created(Dictionary<string, object> state) =>
        Created(new RecordingMocks { State = _ => state });

    private static async Task<Thing> Created(RecordingMocks mocks, bool isPreview = false)
    {
        var resources = await Run.Program(() => _ = new Thing("t"), mocks, isPreview);
        return Assert.IsType<Thing>(Assert.Single(resources));
    }

    private sealed class WrongType(string name) : CustomResource("test:index:Wrong", name, null, new CustomResourceOptions())
    {
        [Output("address")]
        public Output<Uri> Address { get; private set; } = null!;
    }

    private sealed class NoOutput(string name) : CustomResource("test:index:Wrong", name, null, new CustomResourceOptions())
    {
        [Output("address")]
        public string Address { get; private set; } = null!;
    }
}
