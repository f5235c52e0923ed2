using WedSync.Planning;
using WedSync.Platform.Configuration;

namespace WedSync.Cli;

/// <summary>A stack's plan.</summary>
/// <param name="Settings">What it is made from.</param>
/// <param name="Known">The apply-time run: what a cloud assigns has sample values. Rules and comparisons look at this one.</param>
/// <param name="Shown">The plan as the engine would receive it: what a cloud assigns is marked as unknown.</param>
internal sealed record StackPlan(PlatformSettings Settings, Plan Known, Plan Shown)
{
    /// <summary>Scopes that the stack holds: global, then its regions.</summary>
    public IReadOnlyList<string> Scopes =>
        [.. Settings.Stack.HoldsGlobal ? (string[])[StackIdentity.GlobalScope] : [], .. Settings.StackRegions.Select(r => r.Name)];

    /// <summary>Residency group by region, for those that have one.</summary>
    public IReadOnlyDictionary<string, string> Residencies => Settings.Regions
        .Where(r => r.Residency is not null)
        .ToDictionary(r => r.Name, r => r.Residency!, StringComparer.Ordinal);
}

/// <summary>Plans stacks of this project.</summary>
internal static class StackPlanner
{
    /// <summary>Plans a stack both ways: the preview run and the apply-time run may each fail where the other does not.</summary>
    public static async Task<StackPlan> PlanAsync(CliHost host, string stack)
    {
        var settings = ProjectLoader.Load(host.Root, stack);
        var preview = Task.Run(() => RunAsync(host, settings, isPreview: true));
        var known = await RunAsync(host, settings, isPreview: false);
        return new StackPlan(settings, known, PlanMask.Join(known, await preview));
    }

    /// <summary>The apply-time plan alone, of a stack that is run here or compared with, and neither shown nor about to be deployed.</summary>
    public static async Task<(PlatformSettings Settings, Plan Plan)> PlanKnownAsync(CliHost host, string stack)
    {
        var settings = ProjectLoader.Load(host.Root, stack);
        return (settings, await RunAsync(host, settings, isPreview: false));
    }

    private static Task<Plan> RunAsync(CliHost host, PlatformSettings settings, bool isPreview)
    {
        var request = new PlanRequest
        {
            StackName = settings.Stack.Name,
            OrganizationName = settings.Accounts.PulumiOrganization,
            IsPreview = isPreview,
        };
        return PlanRunner.RunAsync(request, () => host.Program(settings));
    }
}
