using WedSync.Cli.Output;
using WedSync.Contracts.Seasons;
using WedSync.Planning.Diff;
using WedSync.Platform.Configuration;

namespace WedSync.Cli.Handover;

/// <summary>
/// Switches a scope from one season to another: one stack is live for a scope, so its stack is renamed, checked and updated.
/// </summary>
internal static class HandoverCommand
{
    public static async Task<int> RunAsync(CliHost host, string from, string to, bool dryRun, CancellationToken cancellation)
    {
        var switchover = Switchover.Of(host.Root, from, to);
        var changes = await CompareAsync(host, switchover);
        host.Out.WriteLine($"handover {from} -> {to}: {changes.Count(ChangeKind.Update)} to update, {changes.Count(ChangeKind.Rerun)} to run again, nothing to replace or delete");
        if (dryRun)
        {
            foreach (var step in PulumiSteps.Describe(switchover))
            {
                host.Out.WriteLine($"would run: {step}");
            }

            return ExitCodes.Ok;
        }

        var steps = new PulumiSteps(new PulumiProcess(host), switchover);
        if (await steps.IsRenamedAsync(cancellation))
        {
            host.Out.WriteLine($"stack {to} is there and {from} is not: the rename is done, going on from there");
        }
        else
        {
            await steps.RenameAsync(cancellation);
            host.Out.WriteLine($"renamed stack {from} to {to}");
        }

        await steps.PreviewAsync(cancellation);
        host.Out.WriteLine("the engine's preview shows no replacement and no deletion");
        await steps.UpdateAsync(cancellation);
        host.Out.WriteLine(new Ansi(host.UseColor).Green($"{to} is live"));
        return ExitCodes.Ok;
    }

    /// <summary>Refuses before anything is touched when the program itself would replace or delete something.</summary>
    private static async Task<PlanChanges> CompareAsync(CliHost host, Switchover switchover)
    {
        var (_, before) = await StackPlanner.PlanKnownAsync(host, switchover.From.Name);
        // Both ways: pulumi runs it in preview first, and what fails only there has to fail here, before anything is renamed.
        var after = await StackPlanner.PlanAsync(host, switchover.To.Name);
        var changes = PlanDiff.Compare(before, after.Known);
        var errors = changes.Resources
            .Where(c => c.Kind is ChangeKind.Replace or ChangeKind.Delete)
            .Select(c => $"handover {switchover.From.Name} -> {switchover.To.Name}: {c.Urn} would be {(c.Kind == ChangeKind.Delete ? "deleted" : "replaced")}; "
                + $"allowed: updates in place. See ./wedsync preview {switchover.To.Name} --against {switchover.From.Name}.")
            .ToList();
        return errors.Count == 0 ? changes : throw new CliException(errors);
    }
}

/// <summary>The two stacks of a handover.</summary>
/// <param name="Root">Folder of the project.</param>
/// <param name="From">The stack that is live.</param>
/// <param name="To">The stack of the next season.</param>
internal sealed record Switchover(string Root, StackIdentity From, StackIdentity To)
{
    /// <summary>The next season's file.</summary>
    public string ConfigFile => $"Pulumi.{To.Season.Name()}.yaml";

    /// <exception cref="CliException">A name is no stack's, or the two do not hold the same scope in two seasons.</exception>
    public static Switchover Of(string root, string from, string to)
    {
        var source = ProjectLoader.Load(root, from).Stack;
        var target = ProjectLoader.Load(root, to).Stack;
        if (source.Season == target.Season)
        {
            throw new CliException($"handover {from} -> {to}: both are season '{source.Season.Name()}'; allowed: two seasons. "
                + "To apply changes inside a season run pulumi up.");
        }

        if (source.Scope != target.Scope)
        {
            throw new CliException($"handover {from} -> {to}: scopes differ ('{source.Scope ?? "all"}' and '{target.Scope ?? "all"}'); "
                + $"allowed: the same scope. Hand {from} over to {new StackIdentity(target.Season, source.Scope).Name}.");
        }

        return new Switchover(root, source, target);
    }
}
