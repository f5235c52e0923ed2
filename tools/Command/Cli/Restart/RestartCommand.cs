namespace WedSync.Cli.Restart;

/// <summary>Restarts a workload.</summary>
internal static class RestartCommand
{
    public static Task<int> RunAsync(CliHost host, string workload, string? region, CancellationToken cancellation) => PlatformAccess.WithAsync(host, async client =>
    {
        var status = await client.StatusAsync(cancellation);
        var regions = PlatformAccess.Find(status, workload, region).Select(found => found.Region.Name).Distinct().ToList();
        foreach (var name in regions)
        {
            await client.RestartAsync(name, workload, cancellation);
            host.Out.WriteLine($"{name}: {workload} restarted and ready");
        }

        return ExitCodes.Ok;
    });
}
