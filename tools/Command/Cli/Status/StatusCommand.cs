using System.Text.Json;
using Spectre.Console;
using WedSync.Cli.Output;
using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Status;

/// <summary>Shows what runs.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Task<int> RunAsync(CliHost host, bool watch, bool json, CancellationToken cancellation) => PlatformAccess.WithAsync(host, async client =>
    {
        var status = await client.StatusAsync(cancellation);
        if (json)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(status, ControlJson.Default.PlatformStatus));
            return ExitCodes.Ok;
        }

        var console = Consoles.For(host, host.Out);
        if (watch)
        {
            await WatchAsync(console, client, status, cancellation);
            return ExitCodes.Ok;
        }

        console.Write(StatusView.Of(status));
        return ExitCodes.Ok;
    });

    private static async Task WatchAsync(IAnsiConsole console, LocalPlatformClient client, PlatformStatus first, CancellationToken cancellation)
        => await console.Live(StatusView.Of(first)).StartAsync(async live =>
        {
            try
            {
                while (true)
                {
                    await Task.Delay(Interval, cancellation);
                    live.UpdateTarget(StatusView.Of(await client.StatusAsync(cancellation)));
                }
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how it ends.
            }
        });
}
