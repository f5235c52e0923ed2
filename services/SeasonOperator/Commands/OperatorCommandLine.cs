using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using WedSync.Hosting;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Topology;

namespace WedSync.SeasonOperator.Commands;

/// <summary>The verbs of the season operator.</summary>
internal static class OperatorCommandLine
{
    /// <summary>Runs a command line; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"error: {error.Message}");
        await Console.Error.WriteLineAsync("hint: season-operator --help lists the verbs.");
        return ExitCodes.Usage;
    }

    private static RootCommand Build()
    {
        var heal = new Command("heal", "Creates the region's Redis cluster, or mends it; changes nothing where nothing is wrong.");
        heal.SetAction((_, cancellation) => HealAsync(cancellation));
        return new RootCommand("Keeps a region of the WedSync AI cache platform in its season's shape. Settings come from the environment.")
        {
            new Command("topology", "The nodes of the region's Redis cluster.") { heal },
        };
    }

    private static async Task<int> HealAsync(CancellationToken cancellation)
    {
        var settings = TopologySettingsReader.Read(Environment.GetEnvironmentVariable, out var errors);
        if (settings is null)
        {
            foreach (var error in errors) await Console.Error.WriteLineAsync(error);
            return ExitCodes.Configuration;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using var logging = Logging();
        try
        {
            return await TopologyHealer.RunAsync(settings, TimeProvider.System, logging.CreateLogger<TopologyHealer>(), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped; the next run goes on where this one ended.");
            return ExitCodes.Terminated;
        }
    }

    private static ILoggerFactory Logging() => LoggerFactory.Create(builder => builder
        .SetMinimumLevel(LogLevel.Information)
        .AddConsole(options => options.FormatterName = PlainFormatter.FormatterName)
        .AddConsoleFormatter<PlainFormatter, ConsoleFormatterOptions>());
}
