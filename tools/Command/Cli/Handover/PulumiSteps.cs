using System.Text.Json;
using System.Text.Json.Nodes;

namespace WedSync.Cli.Handover;

/// <summary>The steps of a handover. Each failure says what has happened so far and how to go back.</summary>
internal sealed class PulumiSteps(PulumiProcess pulumi, Switchover switchover)
{
    private const string JobType = "kubernetes:batch/v1:Job";

    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "replace", "create-replacement", "delete-replaced", "delete", "discard", "discard-replaced", "remove-pending-replace",
    };

    private string From => switchover.From.Name;

    private string To => switchover.To.Name;

    private string GoBack => "Go back: copy Pulumi.yaml alone into an empty folder and run there: "
        + $"pulumi {string.Join(' ', RenameArguments(To, From))}";

    /// <summary>The commands that a handover runs.</summary>
    public static IReadOnlyList<string> Describe(Switchover switchover) =>
    [
        $"pulumi {string.Join(' ', RenameArguments(switchover.From.Name, switchover.To.Name))}   (in a scratch folder that holds Pulumi.yaml alone)",
        $"pulumi {string.Join(' ', PreviewArguments(switchover))}",
        $"pulumi {string.Join(' ', UpdateArguments(switchover))}",
    ];

    /// <summary>Whether an earlier handover got past its rename.</summary>
    /// <exception cref="CliException">Both stacks exist, or neither does.</exception>
    public async Task<bool> IsRenamedAsync(CancellationToken cancellation)
    {
        var result = await pulumi.ReadAsync(switchover.Root, ["stack", "ls", "--json", "--non-interactive"], cancellation);
        if (result.ExitCode != 0)
        {
            throw new CliException($"pulumi stack ls: exit code {result.ExitCode}: {result.StandardError.Trim()}. Nothing has changed.");
        }

        var names = StackNames(result.StandardOutput);
        return (names.Contains(From), names.Contains(To)) switch
        {
            (true, false) => false,
            (false, true) => true,
            (true, true) => throw new CliException($"stacks {From} and {To} both exist; allowed: one live stack a scope. Find out which one is live "
                + "(pulumi stack --stack <name>), remove the other (pulumi stack rm), then run handover again. Nothing has changed."),
            _ => throw new CliException($"neither stack {From} nor {To} exists; allowed: {From} is live. See pulumi stack ls; a new scope starts with pulumi up. "
                + "Nothing has changed."),
        };
    }

    /// <summary>
    /// Renames the stack in a scratch folder: beside a stack's name the CLI would also rename its Pulumi.&lt;stack&gt;.yaml, over
    /// the next season's file.
    /// </summary>
    public async Task RenameAsync(CancellationToken cancellation)
    {
        var scratch = Directory.CreateTempSubdirectory("wedsync-handover-");
        try
        {
            File.Copy(Path.Combine(switchover.Root, "Pulumi.yaml"), Path.Combine(scratch.FullName, "Pulumi.yaml"));
            var result = await pulumi.ReadAsync(scratch.FullName, RenameArguments(From, To), cancellation);
            if (result.ExitCode != 0)
            {
                throw new CliException($"pulumi stack rename: exit code {result.ExitCode}: {result.StandardError.Trim()}. "
                    + $"The stack is still {From}: there is nothing to go back from. Mend the cause and run handover again.");
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Lets the engine compare with what is deployed; anything but updates in place ends the handover.</summary>
    public async Task PreviewAsync(CancellationToken cancellation)
    {
        var result = await pulumi.ReadAsync(switchover.Root, PreviewArguments(switchover), cancellation);
        if (result.ExitCode != 0)
        {
            throw new CliException($"pulumi preview: exit code {result.ExitCode}: {result.StandardError.Trim()}. The stack is renamed to {To}, nothing is deployed. {GoBack}");
        }

        var errors = Steps(result.StandardOutput)
            .Where(s => Refused.Contains(s.Op) && !IsJob(s.Urn))
            .Select(s => $"pulumi preview: {s.Op} of {s.Urn}; allowed: updates in place. The stack is renamed to {To}, nothing is deployed. {GoBack}")
            .ToList();
        if (errors.Count > 0)
        {
            throw new CliException(errors);
        }
    }

    /// <summary>Deploys the next season's profile.</summary>
    public async Task UpdateAsync(CancellationToken cancellation)
    {
        var exitCode = await pulumi.ShowAsync(switchover.Root, UpdateArguments(switchover), cancellation);
        if (exitCode != 0)
        {
            throw new CliException($"pulumi up: exit code {exitCode}. The stack is {To} and may be partly updated. Mend the cause and run the same handover again: "
                + $"it goes on from here. Or switch back: ./wedsync handover {To} {From}.");
        }
    }

    private static string[] RenameArguments(string from, string to) => ["stack", "rename", to, "--stack", from, "--non-interactive"];

    private static string[] PreviewArguments(Switchover s)
        => ["preview", "--stack", s.To.Name, "--config-file", s.ConfigFile, "--json", "--non-interactive"];

    private static string[] UpdateArguments(Switchover s)
        => ["up", "--stack", s.To.Name, "--config-file", s.ConfigFile, "--yes", "--skip-preview", "--non-interactive"];

    private static HashSet<string> StackNames(string json)
    {
        // Names may be qualified: organization/project/stack.
        var names = Parse(json, "stack ls").AsArray().Select(s => (string?)s?["name"]).OfType<string>();
        return names.Select(n => n[(n.LastIndexOf('/') + 1)..]).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<(string Op, string Urn)> Steps(string json)
    {
        if (Parse(json, "preview")["steps"] is not JsonArray steps)
        {
            throw new CliException($"pulumi preview: its JSON holds no steps, so nothing proves that all changes are in place. The stack is renamed to {To}, nothing is deployed. {GoBack}");
        }

        return steps.Select(s => ((string?)s?["op"] ?? "", (string?)s?["urn"] ?? ""));
    }

    private static JsonNode Parse(string json, string command)
    {
        try
        {
            return JsonNode.Parse(json) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CliException($"pulumi {command}: its output is not JSON; update the Pulumi CLI and run handover again.");
        }
    }

    private static bool IsJob(string urn) => urn.Contains($"{JobType}::", StringComparison.Ordinal);
}
