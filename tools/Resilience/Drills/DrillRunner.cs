using WedSync.Drills.Reports;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills;

/// <summary>Runs drills on a platform that is well, and leaves it so.</summary>
public static class DrillRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a drill. What it broke is mended even when it fails or is cancelled.</summary>
    /// <exception cref="DrillException">The platform is not well, or lacks what the drill needs.</exception>
    public static async Task<DrillReport> RunAsync(IDrill drill, DrillContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(drill);
        ArgumentNullException.ThrowIfNull(context);
        Check(drill, context);
        var started = context.Time.GetUtcNow();
        DrillFindings findings;
        IReadOnlyList<string> notMended = [];
        try
        {
            findings = await drill.RunAsync(context, cancellation);
        }
        finally
        {
            context.Say("mending what was broken");
            notMended = [.. await context.MendAsync(), .. await WaitUntilWellAsync(context)];
            // A drill that failed has no report to say it in.
            foreach (var line in notMended) context.Say(line);
        }

        return new DrillReport
        {
            Drill = drill.Name,
            Region = context.Region,
            StartedAt = started,
            Seconds = (context.Time.GetUtcNow() - started).TotalSeconds,
            Findings = findings,
            NotMended = notMended,
        };
    }

    private static void Check(IDrill drill, DrillContext context)
    {
        var region = context.Status.Regions.FirstOrDefault(r => r.Name == context.Region)
            ?? throw new DrillException($"region '{context.Region}': does not run; running: {string.Join(", ", context.Status.Regions.Select(r => r.Name))}.");
        var errors = drill.Workloads.Where(name => region.Workloads.All(w => w.Name != name))
            .Select(name => $"workload '{name}': drill {drill.Name} needs it, and it does not run in {region.Name}; running: {string.Join(", ", region.Workloads.Select(w => w.Name))}.")
            .Concat(context.Status.Regions.Count < drill.LeastRegions
                ? [$"regions '{string.Join(", ", context.Regions)}': drill {drill.Name} needs {drill.LeastRegions} that run; start the platform with ./wedsync up offseason --regions us-east,eu-west."]
                : [])
            .Concat(Unwell(context.Status).Select(pod => $"{pod}: drills start on a platform that is well. Wait, or look with ./wedsync status."))
            .ToList();
        if (errors.Count > 0)
        {
            throw new DrillException(errors);
        }
    }

    private static IEnumerable<string> Unwell(PlatformStatus status)
        => from region in status.Regions
           from workload in region.Workloads
           from pod in workload.Pods
           where !pod.Ready && pod.Phase != "Succeeded"
           select $"{region.Name}/{pod.Name} is {pod.Phase}, not ready";

    private static async Task<IReadOnlyList<string>> WaitUntilWellAsync(DrillContext context)
    {
        var started = context.Time.GetTimestamp();
        while (true)
        {
            var unwell = Unwell(await context.Platform.StatusAsync()).ToList();
            if (unwell.Count == 0 || context.Time.GetElapsedTime(started) > Patience)
            {
                return [.. unwell.Select(u => $"{u} after {Patience.TotalMinutes:0} minutes")];
            }

            await Task.Delay(Pause, context.Time);
        }
    }
}
