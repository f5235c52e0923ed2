using System.Text.Json.Nodes;

namespace WedSync.Planning.Tests;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("spec.replicas", "spec|replicas")]
    [InlineData("spec.containers[0].image", "spec|containers|0|image")]
    [InlineData("metadata.annotations[\"a.b/c\"]", "metadata|annotations|a.b/c")]
    [InlineData("spec.volumes[*].name", "spec|volumes|*|name")]
    public void Parse_EnginesNotation_GivesSteps(string path, string expected)
        => Assert.Equal(expected.Split('|'), PropertyPath.Parse(path));

    [Fact]
    public void Parse_OpenBracket_IsRefused()
        => Assert.Contains("spec[0", Assert.Throws<FormatException>(() => PropertyPath.Parse("spec[0")).Message, StringComparison.Ordinal);

    [Fact]
    public void Find_FollowsNamesAndIndexes()
    {
        var root = JsonNode.Parse("""{"a":[{"b.c":"x"}]}""");

        Assert.Equal("x", PropertyPath.Find(root, "a[0][\"b.c\"]")!.GetValue<string>());
        Assert.Null(PropertyPath.Find(root, "a[1]"));
        Assert.Null(PropertyPath.Find(root, "a.b"));
    }

    [Theory]
    [InlineData("spec.selector.matchLabels.app", "spec.selector", true)]
    [InlineData("spec.selector", "spec.selector.matchLabels", false)]
    [InlineData("spec.ports[3].nodePort", "spec.ports[*].nodePort", true)]
    [InlineData("spec.replicas", "*", true)]
    [InlineData("specimen", "spec", false)]
    public void IsUnder_ComparesStepByStep(string path, string pattern, bool expected)
        => Assert.Equal(expected, PropertyPath.IsUnder(PropertyPath.Parse(path), PropertyPath.Parse(pattern)));

    [Fact]
    public void Append_QuotesNamesThatWouldBeReadAsSteps()
    {
        Assert.Equal("data[\"redis.conf\"]", PropertyPath.Append("data", "redis.conf"));
        Assert.Equal("data.mode", PropertyPath.Append("data", "mode"));
        Assert.Equal("list[2]", PropertyPath.Append("list", 2));
    }
}
