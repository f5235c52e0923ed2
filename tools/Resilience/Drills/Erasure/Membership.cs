using WedSync.Drills.Regions;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Erasure;

/// <summary>Regions that the sync workers know. Those of the catalogue that do not run here would keep every receipt waiting.</summary>
internal sealed class Membership(DrillContext context, SyncWatch sync)
{
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Takes the regions that do not run out, as an operator does with a region that is given up; they come back at the drill's end.</summary>
    public async Task LeaveOutAbsentAsync(CancellationToken cancellation)
    {
        foreach (var region in context.Regions)
        {
            var listed = await RunAsync(region, ["members", "list"], cancellation);
            foreach (var (absent, address) in Absent(listed, context.Regions))
            {
                context.Undo($"membership of {absent} in {region}", () => RunAsync(region, ["members", "add", absent, address], CancellationToken.None));
                await RunAsync(region, ["members", "remove", absent], cancellation);
            }
        }

        await Waiting.UntilAsync(
            "workers know the running regions only",
            $"./wedsync logs {SyncWatch.Workload}",
            async () => (await sync.AskAsync(cancellation)) is { Count: > 0 } workers && workers.All(w => w.Peers.All(p => context.Regions.Contains(p.Region))),
            Patience,
            cancellation);
    }

    /// <summary>Lines <c>region=address</c> of regions that do not run.</summary>
    internal static IReadOnlyList<(string Region, string Address)> Absent(string listed, IReadOnlyList<string> running) =>
    [
        .. from line in listed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split('=', 2)
           where parts.Length == 2 && Uri.IsWellFormedUriString(parts[1], UriKind.Absolute) && !running.Contains(parts[0])
           select (parts[0], parts[1]),
    ];

    private async Task<string> RunAsync(string region, string[] arguments, CancellationToken cancellation)
    {
        var pod = context.Status.Region(region).Workload(SyncWatch.Workload).Pods[0];
        for (var attempt = 1; ; attempt++)
        {
            var answer = await context.Platform.ExecuteAsync(region, pod.Name, new ExecRequest(arguments), cancellation);
            if (answer.ExitCode == 0) return answer.Output;
            // The command gives up when Redis does not answer within a second, as on a busy machine; repeating it is safe.
            if (attempt == Attempts) throw new LocalPlatformException($"{pod.Name} in {region}: {string.Join(' ', arguments)} ended with {answer.ExitCode} {Attempts} times: {answer.Output.Trim()}");
            await Task.Delay(Pause, cancellation);
        }
    }
}
