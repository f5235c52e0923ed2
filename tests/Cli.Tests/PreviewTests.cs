using System.Text.Json.Nodes;

namespace WedSync.Cli.Tests;

public sealed class PreviewTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Preview_Text_ShowsTreeCostAndSummary()
    {
        var (exitCode, output, _) = await _command.RunAsync("preview", "peak-us-east");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("peak-us-east · season peak · scope us-east · ", output, StringComparison.Ordinal);
        Assert.Contains("us-east-group Group", output, StringComparison.Ordinal);
        Assert.Contains("└─ ConfigMap, Service, kubernetes", output, StringComparison.Ordinal);
        Assert.Contains("us-east redis_cluster  $1,536.00", output, StringComparison.Ordinal);
        Assert.EndsWith("3 to create · $4,455.00 a month · no policy violation\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Json_HasTheContractsForm()
    {
        var (_, output, _) = await _command.RunAsync("preview", "peak-us-east", "--format", "json");

        var root = JsonNode.Parse(output)!;
        Assert.Equal((1, "peak-us-east", "peak"), ((int)root["version"]!, (string)root["stack"]!, (string)root["season"]!));
        Assert.Equal(["us-east"], root["scopes"]!.AsArray().Select(s => (string)s!));
        var config = root["resources"]!.AsArray().First(r => (string)r!["type"]! == "kubernetes:core/v1:ConfigMap")!;
        Assert.Equal("urn:pulumi:peak-us-east::wedsync::wedsync:test:Group$kubernetes:core/v1:ConfigMap::us-east-config", (string)config["urn"]!);
        Assert.Equal("25", (string)config["inputs"]!["data"]!["replicas"]!);
        foreach (var name in (string[])["name", "parent", "protect", "retainOnDelete", "ignoreChanges", "dependsOn"])
        {
            Assert.True(config.AsObject().ContainsKey(name), name);
        }

        Assert.Equal(("USD", 4455m), ((string)root["cost"]!["currency"]!, (decimal)root["cost"]!["monthlyTotal"]!));
        Assert.All(root["changes"]!.AsArray(), c => Assert.Equal("create", (string)c!["op"]!));
        Assert.Empty(root["violations"]!.AsArray());
        Assert.Equal("Peak", (string)root["outputs"]!["season"]!);
    }

    [Fact]
    public async Task Preview_AgainstAnotherSeason_ShowsChangedPropertiesAndFoldsTheRest()
    {
        var (exitCode, output, _) = await _command.RunAsync("preview", "peak-us-east", "--against", "offseason-us-east");

        Assert.Equal(0, exitCode);
        Assert.Contains("~ us-east-config ConfigMap", output, StringComparison.Ordinal);
        Assert.Contains("data.replicas: 10 → 25", output, StringComparison.Ordinal);
        Assert.Contains("unchanged: Service, kubernetes", output, StringComparison.Ordinal);
        Assert.Contains("1 to update, 2 unchanged · $4,455.00 a month (+$3,286.00)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AgainstSavedPlan_GivesTheSameChanges()
    {
        await _command.RunAsync("preview", "offseason-us-east", "--out", "plan.json");

        var (_, saved, _) = await _command.RunAsync("preview", "peak-us-east", "--against", "plan.json", "--format", "json");
        var (_, live, _) = await _command.RunAsync("preview", "peak-us-east", "--against", "offseason-us-east", "--format", "json");

        Assert.Equal(JsonNode.Parse(live)!["changes"]!.ToJsonString(), JsonNode.Parse(saved)!["changes"]!.ToJsonString());
        Assert.Equal(3286m, (decimal)JsonNode.Parse(saved)!["cost"]!["monthlyDelta"]!);
    }

    [Fact]
    public async Task Preview_Violations_ExitTwoAndAreListed()
    {
        _command.Program = CommandFixture.BrokenProgram;

        var (exitCode, output, _) = await _command.RunAsync("preview", "peak-us-east");

        Assert.Equal(2, exitCode);
        Assert.Contains("container-image-tag: Every image has a fixed tag", output, StringComparison.Ordinal);
        Assert.Contains("spec.template.spec.containers[0].image is 'redis:latest'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Replacement_IsNamed()
    {
        _command.Program = CommandFixture.BrokenProgram;

        var (_, output, _) = await _command.RunAsync("preview", "peak-us-east", "--against", "offseason-us-east");

        Assert.Contains("± us-east-redis StatefulSet deleted before its replacement", output, StringComparison.Ordinal);
        Assert.Contains("spec.serviceName: redis-6 → redis-12 forces replacement", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Markdown_CollapsesChanges()
    {
        var (_, output, _) = await _command.RunAsync("preview", "peak-us-east", "--against", "offseason-us-east", "--format", "markdown");

        Assert.StartsWith("### `peak-us-east` against `offseason-us-east`", output, StringComparison.Ordinal);
        Assert.Contains("<details><summary>1 update</summary>", output, StringComparison.Ordinal);
        Assert.Contains("  - `data.replicas`: `10` → `25`", output, StringComparison.Ordinal);
        Assert.Contains("| **total** | | **$4,455.00** (+$3,286.00) |", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_MarkdownOfManyResources_FitsAComment()
    {
        _command.Program = settings =>
        {
            for (var i = 0; i < 1000; i++)
            {
                _ = new Pulumi.Kubernetes.Core.V1.ServiceAccount($"us-east-account-with-a-name-that-is-long-{i}");
            }
        };

        var (_, output, _) = await _command.RunAsync("preview", "peak-us-east", "--format", "markdown");

        Assert.InRange(output.Length, 50_000, 65_000);
        Assert.Contains("more lines: run `./wedsync preview`", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OutThatCannotBeWritten_LeavesNothing()
    {
        var (exitCode, output, error) = await _command.RunAsync("preview", "peak-us-east", "--out", "missing/plan.json");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("missing/plan.json': cannot be written", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.PathOf("missing")));
    }
}
