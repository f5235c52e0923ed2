using System.Globalization;
using Spectre.Console;
using WedSync.Cli.Load;
using WedSync.Cli.Output;
using WedSync.Cli.Token;
using WedSync.Cli.Up;
using WedSync.Contracts.Quantities;
using WedSync.Drills;
using WedSync.Drills.Reports;
using WedSync.LocalPlatform.Control;

namespace WedSync.Cli.Drill;

/// <summary>Options of <c>drill</c> as they were written.</summary>
internal sealed record DrillOptions(string Name, string? Region, string Rate, string Duration, string? Skew, int Seed, string Format);

/// <summary>Runs a drill on the running platform and shows promised against measured.</summary>
internal static class DrillCommand
{
    private const double HighestRate = 10_000;

    private static readonly TimeSpan UsualSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(CliHost host, DrillOptions options, CancellationToken cancellation)
    {
        var drill = Find(options.Name);
        var (rate, duration, skew) = Read(drill, options);
        var state = StateFolder.Of(host.Root);
        using var platform = new LocalPlatformClient(state);
        var status = await platform.StatusAsync(cancellation);
        var token = LocalTokens.ForDrill(host);
        if (drill.SkewsClocks && skew > TimeSpan.Zero) Tools.InstallCompiler(host);
        var report = await DrillRunner.RunAsync(
            drill,
            new DrillContext
            {
                Platform = platform,
                State = state,
                Status = status,
                Region = options.Region ?? status.Regions[0].Name,
                Token = _ => ValueTask.FromResult(token),
                Rate = rate,
                Duration = duration,
                Skew = skew,
                Seed = options.Seed,
                Say = line => host.Error.WriteLine($"{drill.Name}: {line}"),
            },
            cancellation);
        Show(host, report, options.Format);
        return report.Kept ? ExitCodes.Ok : ExitCodes.Error;
    }

    private static IDrill Find(string name)
    {
        try
        {
            return DrillCatalogue.Find(name);
        }
        catch (DrillException exception)
        {
            throw new CliException(exception.Errors);
        }
    }

    private static (double Rate, TimeSpan Duration, TimeSpan Skew) Read(IDrill drill, DrillOptions options)
    {
        var errors = new List<string>();
        var text = options.Rate.EndsWith("/s", StringComparison.Ordinal) ? options.Rate[..^2] : options.Rate;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || rate is <= 0 or > HighestRate)
        {
            errors.Add($"--rate '{options.Rate}': allowed: requests a second above 0 and up to {HighestRate:0}, such as 200/s.");
        }

        if (!Durations.TryParse(options.Duration, out var duration) || duration < TimeSpan.FromSeconds(3) || duration > TimeSpan.FromHours(1))
        {
            errors.Add($"--duration '{options.Duration}': allowed: 3s to 1h.");
        }

        var skew = UsualSkew;
        if (options.Skew is not null && !drill.SkewsClocks)
        {
            errors.Add($"--skew '{options.Skew}': drill {drill.Name} sets no clock; allowed with: {string.Join(", ", DrillCatalogue.All.Where(d => d.SkewsClocks).Select(d => d.Name))}; leave it out.");
        }
        else if (options.Skew is { } wanted && (!Durations.TryParse(wanted, out skew) || skew > LargestSkew))
        {
            errors.Add($"--skew '{wanted}': allowed: 0s to 10m, such as 5s.");
        }

        return errors.Count == 0 ? (rate, duration, skew) : throw new CliException(errors);
    }

    private static void Show(CliHost host, DrillReport report, string format)
    {
        if (format == "json")
        {
            host.Out.WriteLine(DrillJson.Write(report));
            return;
        }

        var console = Consoles.For(host, host.Out);
        console.Write(DrillText.Promises(report));
        console.Write(DrillText.Figures(report));
        console.Write(LoadText.Table(report.Findings.Load));
        host.Out.WriteLine(LoadText.Line(report.Findings.Load));
        foreach (var line in report.Findings.Notes.Concat(report.NotMended))
        {
            host.Out.WriteLine(line);
        }

        host.Out.WriteLine(report.Kept ? "all promises kept" : "a promise is broken");
    }
}
