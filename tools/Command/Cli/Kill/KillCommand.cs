using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Kill;

/// <summary>Sends a signal to pods.</summary>
internal static class KillCommand
{
    public static Task<int> RunAsync(CliHost host, string target, string signal, string? region, CancellationToken cancellation) => PlatformAccess.WithAsync(host, async client =>
    {
        foreach (var (found, pod) in PlatformAccess.Find(await client.StatusAsync(cancellation), target, region))
        {
            await client.SignalAsync(found.Name, pod.Name, new SignalRequest(signal.ToUpperInvariant()), cancellation);
            host.Out.WriteLine($"{found.Name}: {pod.Name} got {signal.ToUpperInvariant()}");
        }

        return ExitCodes.Ok;
    });
}
