using System.Runtime.Versioning;

namespace WedSync.Cli.Tests;

/// <summary>Handover against an executable that records its arguments and folder, and answers from files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HandoverTests : IDisposable
{
    private readonly CommandFixture _command = new();

    public HandoverTests()
    {
        var script = _command.PathOf("pulumi-recorder");
        File.WriteAllText(script, $$"""
            #!/bin/sh
            here='{{_command.PathOf("")}}'
            echo "$* | $(ls)" | tr '\n' ' ' >> "$here/calls"
            echo >> "$here/calls"
            verb=$1; [ "$verb" = stack ] && verb=stack-$2
            [ -f "$here/$verb.out" ] && cat "$here/$verb.out"
            [ -f "$here/$verb.fail" ] && { cat "$here/$verb.fail" >&2; exit 7; }
            exit 0
            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _command.PulumiExecutable = script;
        Answer("stack-ls.out", """[{"name":"offseason-us-east"}]""");
        Answer("preview.out", """{"steps":[{"op":"update","urn":"urn:pulumi:peak-us-east::wedsync::kubernetes:core/v1:ConfigMap::x"},{"op":"replace","urn":"urn:pulumi:peak-us-east::wedsync::kubernetes:batch/v1:Job::ready"}]}""");
    }

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Handover_RenamesInAFolderWithTheProjectFileAlone_ThenPreviewsThenUpdates()
    {
        var (exitCode, output, error) = await Handover();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.EndsWith("peak-us-east is live\n", output, StringComparison.Ordinal);
        var calls = Calls();
        Assert.StartsWith("stack ls --json", calls[0], StringComparison.Ordinal);
        Assert.Equal("stack rename peak-us-east --stack offseason-us-east --non-interactive | Pulumi.yaml", calls[1]);
        Assert.StartsWith("preview --stack peak-us-east --config-file Pulumi.peak.yaml --json --non-interactive | ", calls[2], StringComparison.Ordinal);
        Assert.StartsWith("up --stack peak-us-east --config-file Pulumi.peak.yaml --yes --skip-preview --non-interactive | ", calls[3], StringComparison.Ordinal);
        Assert.Equal(4, calls.Length);
        Assert.True(File.Exists(_command.PathOf("Pulumi.peak.yaml")));
    }

    [Fact]
    public async Task Handover_DryRun_RunsNothing()
    {
        var (exitCode, output, _) = await _command.RunAsync("handover", "offseason-us-east", "peak-us-east", "--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 to update", output, StringComparison.Ordinal);
        Assert.Contains("would run: pulumi stack rename peak-us-east --stack offseason-us-east", output, StringComparison.Ordinal);
        Assert.Empty(Calls());
    }

    [Fact]
    public async Task Handover_BothStacksExist_RefusesAndChangesNothing()
    {
        Answer("stack-ls.out", """[{"name":"wedsync/wedsync/offseason-us-east"},{"name":"wedsync/wedsync/peak-us-east"}]""");

        await AssertRefused("both exist", "Nothing has changed.", calls: 1);
    }

    [Fact]
    public async Task Handover_NeitherStackExists_Refuses()
    {
        Answer("stack-ls.out", "[]");

        await AssertRefused("neither stack offseason-us-east nor peak-us-east exists", "pulumi stack ls", calls: 1);
    }

    [Fact]
    public async Task Handover_RenamedBefore_GoesOnWithThePreview()
    {
        Answer("stack-ls.out", """[{"name":"peak-us-east"}]""");

        var (exitCode, _, _) = await Handover();

        Assert.Equal(0, exitCode);
        Assert.Equal(["stack", "preview", "up"], Calls().Select(c => c.Split(' ')[0]));
    }

    [Fact]
    public async Task Handover_RenameFails_SaysThatNothingChanged()
    {
        Answer("stack-rename.fail", "error: locked");

        await AssertRefused("pulumi stack rename: exit code 7: error: locked", "The stack is still offseason-us-east", calls: 2);
    }

    [Theory]
    [InlineData("replace")]
    [InlineData("delete")]
    [InlineData("create-replacement")]
    public async Task Handover_EngineWouldReplaceOrDelete_StopsAndSaysHowToGoBack(string op)
    {
        Answer("preview.out", $$$"""{"steps":[{"op":"{{{op}}}","urn":"urn:pulumi:peak-us-east::wedsync::kubernetes:apps/v1:StatefulSet::redis"}]}""");

        await AssertRefused($"{op} of urn:pulumi:peak-us-east", "pulumi stack rename offseason-us-east --stack peak-us-east", calls: 3);
    }

    [Fact]
    public async Task Handover_PreviewFails_SaysHowToGoBack()
    {
        Answer("preview.fail", "error: no credentials");

        await AssertRefused("no credentials", "pulumi stack rename offseason-us-east --stack peak-us-east", calls: 3);
    }

    [Fact]
    public async Task Handover_UpdateFails_SaysHowToGoOnAndBack()
    {
        Answer("up.fail", "error: quota");

        await AssertRefused("pulumi up: exit code 7", "./wedsync handover peak-us-east offseason-us-east", calls: 4);
    }

    [Fact]
    public async Task Handover_ProgramWouldReplace_RefusesBeforePulumiRuns()
    {
        _command.Program = CommandFixture.BrokenProgram;

        await AssertRefused("us-east-redis would be replaced", "./wedsync preview peak-us-east --against offseason-us-east", calls: 0);
    }

    [Fact]
    public async Task Handover_WithoutPulumi_SaysWhereToGetIt()
    {
        _command.PulumiExecutable = "no-such-pulumi";

        await AssertRefused("'no-such-pulumi': not found", "https://www.pulumi.com/docs/install/", calls: 0);
    }

    private Task<(int ExitCode, string Out, string Error)> Handover() => _command.RunAsync("handover", "offseason-us-east", "peak-us-east");

    private async Task AssertRefused(string what, string fix, int calls)
    {
        var (exitCode, _, error) = await Handover();

        Assert.Equal(1, exitCode);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains(fix, error, StringComparison.Ordinal);
        Assert.Equal(calls, Calls().Length);
    }

    private void Answer(string name, string text) => File.WriteAllText(_command.PathOf(name), text);

    private string[] Calls() => File.Exists(_command.PathOf("calls")) ? [.. File.ReadAllLines(_command.PathOf("calls")).Select(l => l.Trim())] : [];
}
