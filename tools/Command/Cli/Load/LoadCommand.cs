using Spectre.Console;
using WedSync.Cli.Output;
using WedSync.Cli.Token;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Results;
using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Load;

/// <summary>Offers load to the running platform, or to any address, and shows what it felt.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(CliHost host, LoadOptions options, CancellationToken cancellation)
    {
        using var runner = new LoadRunner(await PlanAsync(host, options, cancellation));
        var report = await RunAsync(host, runner, cancellation);
        if (options.Format == "json")
        {
            host.Out.WriteLine(LoadJson.Write(report));
        }
        else
        {
            Consoles.For(host, host.Out).Write(LoadText.Table(report));
            host.Out.WriteLine(LoadText.Line(report));
            host.Out.WriteLine(LoadText.Failures(report) is { Length: > 0 } failures ? failures : "no request failed");
        }

        return report.Total.Ended.ContainsKey(OutcomeKind.Success) ? ExitCodes.Ok : ExitCodes.Error;
    }

    private static async Task<LoadPlan> PlanAsync(CliHost host, LoadOptions options, CancellationToken cancellation)
    {
        var regions = options.Regions?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (options.Url is { } url)
        {
            var target = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri : throw new CliException($"--url '{url}': allowed: an http or https address, such as http://127.77.0.1:8080.");
            return options.ToPlan(target, regions, TokenOf(host, options));
        }

        using var platform = new LocalPlatformClient(StateFolder.Of(host.Root));
        var status = await platform.StatusAsync(cancellation);
        var gateway = status.Gateway ?? throw new CliException("gateway: does not run; say --url for the address to load.");
        return options.ToPlan(gateway.Url, regions.Length > 0 ? regions : [.. status.Regions.Select(r => r.Name)], TokenOf(host, options));
    }

    // Never an argument: those stand in the process list.
    private static Func<CancellationToken, ValueTask<string>> TokenOf(CliHost host, LoadOptions options)
    {
        if (options.TokenFile is { } file)
        {
            var text = File.Exists(host.Resolve(file)) ? File.ReadAllText(host.Resolve(file)).Trim() : "";
            return text.Length > 0 ? _ => ValueTask.FromResult(text) : throw new CliException($"--token-file '{file}': not found or empty; allowed: a file that holds a bearer token.");
        }

        var token = LocalTokens.ForLoad(host);
        return _ => ValueTask.FromResult(token);
    }

    private static async Task<LoadReport> RunAsync(CliHost host, LoadRunner runner, CancellationToken cancellation)
    {
        var run = runner.RunAsync(cancellation);
        if (!host.UseColor)
        {
            return await run;
        }

        await Consoles.For(host, host.Error).Live(LoadText.Table(runner.Progress)).AutoClear(true).StartAsync(async live =>
        {
            while (await Task.WhenAny(run, Task.Delay(Refresh, CancellationToken.None)) != run)
            {
                live.UpdateTarget(LoadText.Table(runner.Progress));
            }
        });
        return await run;
    }
}
