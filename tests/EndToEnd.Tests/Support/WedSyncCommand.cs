using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace WedSync.EndToEnd.Tests.Support;

/// <summary><c>./wedsync</c>, run as a user runs it.</summary>
/// <param name="stateFolder">State folder of the platform that it works on.</param>
internal sealed class WedSyncCommand(string stateFolder)
{
    /// <summary>Root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public string StateFolder => stateFolder;

    /// <summary>Runs a verb to its end.</summary>
    public async Task<CommandOutcome> RunAsync(params string[] arguments)
    {
        var result = await Prepare(arguments).ExecuteBufferedAsync();
        return new CommandOutcome(string.Join(' ', arguments), result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Runs a verb that must succeed.</summary>
    public async Task<CommandOutcome> SucceedAsync(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return outcome;
    }

    /// <summary>Runs a verb that must succeed and prints JSON.</summary>
    public async Task<JsonNode> ReadAsync(params string[] arguments)
        => JsonNode.Parse((await SucceedAsync([.. arguments, "--format", "json"])).Output)!;

    /// <summary>Starts a verb and hands back its process, for one that is to be killed.</summary>
    public CommandTask<CommandResult> Start(params string[] arguments) => Prepare(arguments).ExecuteAsync();

    private Command Prepare(string[] arguments) => CliWrap.Cli.Wrap(Path.Combine(Root, "wedsync"))
        .WithArguments(arguments)
        .WithWorkingDirectory(Root)
        .WithEnvironmentVariables(e => e.Set("WEDSYNC_STATE", stateFolder).Set("NO_COLOR", "1"))
        .WithValidation(CommandResultValidation.None);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WedSync.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("WedSync.slnx: not found above the tests.");
    }
}

/// <summary>What a verb said and how it ended.</summary>
internal sealed record CommandOutcome(string Arguments, int ExitCode, string Output, string Error)
{
    public override string ToString() => $"./wedsync {Arguments} ended with {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
