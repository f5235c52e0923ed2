using WedSync.Cli.Output;
using WedSync.Planning.Diff;
using WedSync.Planning.Policies;
using WedSync.Platform.Costing;

namespace WedSync.Cli.Preview;

/// <summary>Options of <c>preview</c>.</summary>
internal sealed record PreviewOptions(string Stack, string? Against, string Format, string? Out);

/// <summary>Everything that a preview shows.</summary>
/// <param name="Plan">The stack's plan.</param>
/// <param name="Against">What it is compared with; null = nothing, all is new.</param>
/// <param name="Changes">Changes from that.</param>
/// <param name="Cost">Monthly cost.</param>
/// <param name="CostBefore">Monthly cost of what it is compared with; null = unknown.</param>
/// <param name="Violations">Policies that the plan breaks.</param>
internal sealed record PreviewReport(
    StackPlan Plan,
    string? Against,
    PlanChanges Changes,
    SeasonCost Cost,
    decimal? CostBefore,
    IReadOnlyList<PolicyViolation> Violations);

/// <summary>Shows what a stack deploys, what changes, what it costs and which policies it breaks.</summary>
internal static class PreviewCommand
{
    public static async Task<int> RunAsync(CliHost host, PreviewOptions options)
    {
        var report = await BuildAsync(host, options);
        if (options.Out is { } file)
        {
            OutputFile.Write(host.Resolve(file), JsonReport.Write(report));
        }

        host.Out.Write(options.Format switch
        {
            "json" => JsonReport.Write(report),
            "markdown" => MarkdownReport.Write(report),
            _ => new TextReport(report, new Ansi(host.UseColor)).Write(),
        });
        return report.Violations.Count == 0 ? ExitCodes.Ok : ExitCodes.Violation;
    }

    private static async Task<PreviewReport> BuildAsync(CliHost host, PreviewOptions options)
    {
        var saved = options.Against is { } against && IsFile(host, against) ? PlanFile.Read(host.Resolve(against)) : null;
        var plan = await StackPlanner.PlanAsync(host, options.Stack);
        var violations = PolicyEngine.Check(plan.Known, plan.Residencies);
        var cost = MonthlyCost.ForStack(plan.Settings);
        if (saved is not null)
        {
            return new PreviewReport(plan, options.Against, PlanDiff.Compare(saved.Plan, plan.Shown), cost, saved.MonthlyTotal, violations);
        }

        if (options.Against is null)
        {
            return new PreviewReport(plan, null, PlanDiff.FromNothing(plan.Known), cost, null, violations);
        }

        var (settings, before) = await StackPlanner.PlanKnownAsync(host, options.Against);
        return new PreviewReport(plan, options.Against, PlanDiff.Compare(before, plan.Known), cost, MonthlyCost.ForStack(settings).MonthlyUsd, violations);
    }

    private static bool IsFile(CliHost host, string against)
        => against.EndsWith(".json", StringComparison.Ordinal) || against.Contains('/', StringComparison.Ordinal) || File.Exists(host.Resolve(against));
}
