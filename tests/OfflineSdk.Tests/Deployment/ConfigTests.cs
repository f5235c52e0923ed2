using System.Text.Json;
using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.DeploymentTests;

/// <summary>The CLI hands configuration over in the environment, which all tests share: these run alone.</summary>
[CollectionDefinition(nameof(ConfigTests), DisableParallelization = true)]
[Collection(nameof(ConfigTests))]
public sealed class ConfigTests : IDisposable
{
    private const string Values = """
        {
          "project:text": "a", "project:flag": "true", "project:number": "42", "project:ratio": "0.5", "project:config:old": "o",
          "project:object": "{\"Name\":\"n\",\"Size\":3}", "project:list": [1,2], "other:text": "b", "project:bad": "maybe"
        }
        """;

    public ConfigTests()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", Values);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["project:text"]""");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", null);
    }

    [Fact]
    public Task Get_GivesTypedValues() => Run.Program(() =>
    {
        var config = new Config();

        Assert.Equal(
            ("a", true, 42, 0.5),
            (config.Get("text"), config.GetBoolean("flag"), config.GetInt32("number"), config.GetDouble("ratio")));
        Assert.Equal(new Item("n", 3), config.GetObject<Item>("object"));
        Assert.Equal([1, 2], config.GetObject<int[]>("list")!);
        Assert.Equal(new Item("n", 0), config.GetObject<Item>("object", new JsonSerializerOptions { Converters = { new NameOnly() } }));
        Assert.Equal("o", config.Get("old"));
    });

    [Fact]
    public Task Get_OfAnUnsetKey_IsNull() => Run.Program(() =>
    {
        var config = new Config();

        Assert.Null(config.Get("x"));
        Assert.Null(config.GetBoolean("x"));
        Assert.Null(config.GetInt32("x"));
        Assert.Null(config.GetDouble("x"));
        Assert.Null(config.GetObject<Item>("x"));
        Assert.Null(config.GetSecret("x"));
        Assert.Null(config.GetSecretBoolean("x"));
        Assert.Null(config.GetSecretInt32("x"));
        Assert.Null(config.GetSecretDouble("x"));
        Assert.Null(config.GetSecretObject<Item>("x"));
    });

    [Fact]
    public Task Require_GivesTypedValues() => Run.Program(() =>
    {
        var config = new Config("project");

        Assert.Equal(
            ("a", true, 42, 0.5),
            (config.Require("text"), config.RequireBoolean("flag"), config.RequireInt32("number"), config.RequireDouble("ratio")));
        Assert.Equal(new Item("n", 3), config.RequireObject<Item>("object"));
    });

    [Fact]
    public Task Require_OfAnUnsetKey_NamesKeyAndCommand() => Run.Program(() =>
    {
        var config = new Config();
        Action[] requests =
        [
            () => config.Require("x"), () => config.RequireBoolean("x"), () => config.RequireInt32("x"),
            () => config.RequireDouble("x"), () => config.RequireObject<Item>("x"), () => config.RequireSecret("x"),
            () => config.RequireSecretBoolean("x"), () => config.RequireSecretInt32("x"), () => config.RequireSecretDouble("x"),
            () => config.RequireSecretObject<Item>("x"),
        ];

        foreach (var request in requests)
        {
            var error = Assert.ThrowsAny<RunException>(request);
            Assert.Equal(
                "Missing Required configuration variable 'project:x'\n"
                + "\tplease set a value using the command `pulumi config set project:x <value>`",
                error.Message);
        }
    });

    [Fact]
    public Task WrongType_NamesKeyValueAndType() => Run.Program(() =>
    {
        var config = new Config();

        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Boolean", Message(() => config.GetBoolean("bad")));
        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Int32", Message(() => config.RequireInt32("bad")));
        Assert.Equal("Configuration 'project:bad' value 'maybe' is not a valid Double", Message(() => config.GetDouble("bad")));
        Assert.Equal(
            $"Configuration 'project:bad' value 'maybe' is not a valid {typeof(Item).FullName}",
            Message(() => config.GetObject<Item>("bad")));

        static string Message(Action request) => Assert.ThrowsAny<RunException>(request).Message;
    });

    [Fact]
    public Task Secrets_AreSecretOutputs() => Run.Program(async () =>
    {
        var config = new Config();

        await IsSecret("a", config.GetSecret("text")!);
        await IsSecret("a", config.RequireSecret("text"));
        await IsSecret(true, config.GetSecretBoolean("flag")!);
        await IsSecret(true, config.RequireSecretBoolean("flag"));
        await IsSecret(42, config.GetSecretInt32("number")!);
        await IsSecret(42, config.RequireSecretInt32("number"));
        await IsSecret(0.5, config.GetSecretDouble("ratio")!);
        await IsSecret(0.5, config.RequireSecretDouble("ratio"));
        await IsSecret(new Item("n", 3), config.GetSecretObject<Item>("object")!);
        await IsSecret(new Item("n", 3), config.RequireSecretObject<Item>("object"));

        static async Task IsSecret<T>(T expected, Output<T> output)
        {
            var seen = await output.See();
            Assert.Equal((expected, true), (seen.Value, seen.IsSecret));
        }
    });

    [Fact]
    public Task Namespace_SelectsTheKeys() => Run.Program(() =>
    {
        Assert.Equal("b", new Config("other").Get("text"));
        Assert.Equal("b", new Config("other:config").Get("text"));
        Assert.Null(new Config("nobody").Get("text"));
    });

    [Fact]
    public async Task MissingKey_InAProgram_IsReportedWithoutAStackTrace()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => new Config().Require("x")));

        Assert.Equal(
            "Missing Required configuration variable 'project:x'\n"
            + "\tplease set a value using the command `pulumi config set project:x <value>`",
            error.Message);
    }

    [Fact]
    public void Config_OutsideADeployment_IsRefused() => Assert.Throws<InvalidOperationException>(() => new Config());

    private sealed record Item(string Name, int Size);

    private sealed class NameOnly : System.Text.Json.Serialization.JsonConverter<Item>
    {
        public override Item Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new Item(document.RootElement.GetProperty("Name").GetString()!, 0);
        }

        public override void Write(Utf8JsonWriter writer, Item value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
