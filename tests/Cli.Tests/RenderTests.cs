using System.Text.Json.Nodes;
using WedSync.Cli.Render;
using YamlDotNet.Serialization;

namespace WedSync.Cli.Tests;

public sealed class RenderTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Render_WritesAFileAnObjectInTheOrderOfUse()
    {
        var (exitCode, output, _) = await _command.RunAsync("render", "peak-us-east", "--out", "out");

        Assert.Equal((0, $"3 files in {_command.PathOf("out")}\n"), (exitCode, output));
        Assert.Equal(
            [
                ".wedsync-render",
                "us-east/cloud/pulumi-providers-kubernetes-us-east-cluster.json",
                "us-east/kubernetes/050-configmap-cache-config.yaml",
                "us-east/kubernetes/060-service-cache-redis.yaml",
            ],
            Files("out"));
        Assert.Equal(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: redis
              namespace: cache
            spec:
              clusterIP: None
              ports:
                - name: redis
                  port: 6379

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(_command.PathOf("out/us-east/kubernetes/060-service-cache-redis.yaml")));
        Assert.Contains("  text: |\n    a: 1\n    b: 2\n", await File.ReadAllTextAsync(_command.PathOf("out/us-east/kubernetes/050-configmap-cache-config.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Again_LeavesNothingOfTheOldRun()
    {
        await _command.RunAsync("render", "peak-us-east", "--out", "out");
        await File.WriteAllTextAsync(_command.PathOf("out/us-east/kubernetes/999-old.yaml"), "old");

        var (exitCode, _, _) = await _command.RunAsync("render", "offseason-us-east", "--out", "out");

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("us-east/kubernetes/999-old.yaml", Files("out"));
        Assert.Equal("offseason-us-east\n", await File.ReadAllTextAsync(_command.PathOf("out/.wedsync-render")));
        Assert.Equal(["out"], Directory.EnumerateDirectories(_command.PathOf("")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Render_FolderOfSomeoneElse_IsLeftAlone()
    {
        Directory.CreateDirectory(_command.PathOf("mine"));
        await File.WriteAllTextAsync(_command.PathOf("mine/thesis.txt"), "words");

        var (exitCode, _, error) = await _command.RunAsync("render", "peak-us-east", "--out", "mine");

        Assert.Equal(1, exitCode);
        Assert.Contains("holds files that render did not write", error, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Files("mine"));
    }

    [Fact]
    public async Task Render_PlaceThatCannotBeWritten_SaysSo()
    {
        await File.WriteAllTextAsync(_command.PathOf("file"), "");

        var (exitCode, _, error) = await _command.RunAsync("render", "peak-us-east", "--out", "file/below");

        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        Assert.Equal("", await File.ReadAllTextAsync(_command.PathOf("file")));
    }

    [Theory]
    [InlineData("\"yes\"")]
    [InlineData("\"12:30\"")]
    [InlineData("\"010\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\"\"")]
    [InlineData("\"a: b\"")]
    [InlineData("\"# no comment\"")]
    [InlineData("\"line\\nnext \\n\"")]
    [InlineData("\"tab\\there\\n\"")]
    [InlineData("\"two ends\\n\\n\"")]
    [InlineData("\" leading\\nnext\"")]
    [InlineData("\"no end\\nhere\"")]
    [InlineData("\"größe\"")]
    [InlineData("\"\\u0001\"")]
    public void Yaml_Texts_ComeBackAsTheyWere(string json)
    {
        var written = YamlText.Write(new JsonObject { ["value"] = JsonNode.Parse(json) });

        // Without a schema every plain scalar would come back as a text; this parser guesses types as kubectl does.
        var parsed = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, object?>>(written);
        Assert.Equal((object?)(string)JsonNode.Parse(json)!, parsed["value"]);
    }

    [Fact]
    public void Yaml_Numbers_StayWholeWhereTheyAre()
        => Assert.Equal("a: 6379\nb: 0.5\nc: true\nd: []\ne: {}\n", YamlText.Write((JsonObject)JsonNode.Parse("""{"a":6379.0,"b":0.5,"c":true,"d":[],"e":{}}""")!));

    private string[] Files(string folder)
    {
        var root = _command.PathOf(folder);
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)];
    }
}
