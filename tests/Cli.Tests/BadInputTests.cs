namespace WedSync.Cli.Tests;

/// <summary>Whatever is wrong: one message with what, value, allowed and fix, exit code 1, no stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public void Dispose() => _command.Dispose();

    [Theory]
    [InlineData("destroy", "verb 'destroy': unknown; allowed: preview, render, cost, handover, ")]
    [InlineData("preview summer-us-east", "unknown season 'summer'; allowed: peak, preseason, offseason")]
    [InlineData("preview peak-mars", "unknown scope 'mars'; allowed: global, us-east, us-west, eu-west, ap-southeast")]
    [InlineData("preview peak --format xml", "--format 'xml': unknown; allowed: text, json, markdown")]
    [InlineData("preview", "Required argument 'stack' missing")]
    [InlineData("preview peak --colour", "'--colour'")]
    [InlineData("preview peak --against autumn", "unknown season 'autumn'")]
    [InlineData("preview peak --against nowhere.json", "nowhere.json': missing or not readable; allowed: a file that preview --out wrote")]
    [InlineData("handover peak-us-east peak-eu-west", "both are season 'peak'; allowed: two seasons")]
    [InlineData("handover peak-us-east offseason-eu-west", "Hand peak-us-east over to offseason-us-east.")]
    [InlineData("handover peak-us-east winter", "unknown season 'winter'")]
    [InlineData("cost --format csv", "--format 'csv': unknown; allowed: text, json")]
    public async Task Arguments_Wrong_SayWhatIsAllowed(string line, string expected)
    {
        var (exitCode, output, error) = await _command.RunAsync(line.Split(' '));

        AssertRefused(exitCode, output, error, expected);
    }

    [Theory]
    [InlineData("""{"version":2,"stack":"peak","resources":[]}""", "plan of version 2; allowed: version 1")]
    [InlineData("""{"stack":"peak"}""", "plan of version none; allowed: version 1")]
    [InlineData("""{"version":1,"stack":"peak"}""", "not a whole plan")]
    [InlineData("""{"version":1,""", "not JSON (line 1)")]
    [InlineData("[]", "not a plan")]
    public async Task PlanFile_Wrong_IsRefused(string text, string expected)
    {
        await File.WriteAllTextAsync(_command.PathOf("plan.json"), text);

        var (exitCode, output, error) = await _command.RunAsync("preview", "peak-us-east", "--against", "plan.json");

        AssertRefused(exitCode, output, error, expected);
    }

    [Fact]
    public async Task SeasonFile_Missing_IsNamed()
    {
        File.Delete(_command.PathOf("Pulumi.peak.yaml"));

        var (exitCode, output, error) = await _command.RunAsync("preview", "peak-us-east");

        AssertRefused(exitCode, output, error, "Pulumi.peak.yaml: missing");
    }

    [Fact]
    public async Task SeasonFile_Broken_IsNamedWithItsLine()
    {
        await File.WriteAllTextAsync(_command.PathOf("Pulumi.peak.yaml"), "config:\n  wedsync:profile: [");

        var (exitCode, output, error) = await _command.RunAsync("cost");

        AssertRefused(exitCode, output, error, "Pulumi.peak.yaml: line");
    }

    [Fact]
    public async Task SeasonFile_SeveralBadValues_AreAllNamed()
    {
        var text = await File.ReadAllTextAsync(_command.PathOf("Pulumi.peak.yaml"));
        await File.WriteAllTextAsync(_command.PathOf("Pulumi.peak.yaml"), text.Replace("nodes: 12", "nodes: 5").Replace("16Gi", "16 apples"));

        var (exitCode, output, error) = await _command.RunAsync("preview", "peak-us-east");

        AssertRefused(exitCode, output, error, "16 apples");
        Assert.Equal(2, error.Split("error: ").Length - 1);
    }

    [Fact]
    public async Task Program_Throws_SaysWhyWithoutStackTrace()
    {
        _command.Program = _ => throw new InvalidOperationException("region 'us-east' has no zones");

        var (exitCode, output, error) = await _command.RunAsync("preview", "peak-us-east");

        AssertRefused(exitCode, output, error, "error: region 'us-east' has no zones");
    }

    private static void AssertRefused(int exitCode, string output, string error, string expected)
    {
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
