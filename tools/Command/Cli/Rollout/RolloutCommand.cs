using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using WedSync.Cli.Output;
using WedSync.Cli.Token;
using WedSync.Contracts;
using WedSync.LocalPlatform.Control;
using WedSync.Rollouts.Analysis;
using WedSync.Rollouts.Running;

namespace WedSync.Cli.Rollout;

/// <summary>Options of <c>rollout</c> as they were written.</summary>
internal sealed record RolloutOptions(string? Region, string Version, string? Fault, double Speed, double Rate, string Format);

/// <summary>Rolls a version of the cache service out on the running platform, by the Rollout's own steps and analysis.</summary>
internal static class RolloutCommand
{
    private const double FastestSpeed = 60;
    private const double HighestRate = 5000;

    public static async Task<int> RunAsync(CliHost host, RolloutOptions options, CancellationToken cancellation)
    {
        Check(options);
        var state = StateFolder.Of(host.Root);
        using var platform = new LocalPlatformClient(state);
        var region = options.Region ?? (await platform.StatusAsync(cancellation)).Regions[0].Name;
        var token = LocalTokens.ForLoad(host);
        var request = new RolloutRequest
        {
            Region = region,
            Version = options.Version,
            Environment = Faults(options.Fault),
            Factor = options.Speed,
            Rate = options.Rate,
            Token = _ => ValueTask.FromResult(token),
        };
        var progress = new Progress(options.Format == "text" ? host.Out : host.Error, new Ansi(host.UseColor && options.Format == "text"));
        progress.Say(string.Create(CultureInfo.InvariantCulture,
            $"rolling out {options.Version} in {region}, time {options.Speed:0.##} times as fast: pauses, intervals, query ranges and scrapes; load {options.Rate:0.##}/s"));
        var report = await RolloutSession.RunAsync(platform, state, request, progress, cancellation);
        if (options.Format == "json")
        {
            host.Out.WriteLine(JsonSerializer.Serialize(report, RolloutJson.Default.RolloutReport));
        }
        else
        {
            progress.End(report);
        }

        return report.Outcome.Promoted ? ExitCodes.Ok : ExitCodes.Error;
    }

    private static void Check(RolloutOptions options)
    {
        List<string> errors = [];
        if (options.Speed is < 1 or > FastestSpeed || double.IsNaN(options.Speed))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"--speed '{options.Speed}': allowed: 1 (as described, {27} minutes and more) to {FastestSpeed}."));
        }

        if (options.Rate is <= 0 or > HighestRate || double.IsNaN(options.Rate))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"--rate '{options.Rate}': allowed: requests a second above 0 and up to {HighestRate}; without traffic there is nothing to analyse."));
        }

        if (errors.Count > 0)
        {
            throw new CliException(errors);
        }
    }

    private static Dictionary<string, string> Faults(string? fault) => fault is null ? [] : new(StringComparer.Ordinal)
    {
        [EnvironmentNames.Fault] = fault,
        [EnvironmentNames.FaultsAllowed] = EnvironmentNames.FaultsAllowedHere,
    };

    /// <summary>Says how it goes, a line each.</summary>
    private sealed class Progress(TextWriter writer, Ansi ansi) : IRolloutListener
    {
        public void Say(string text) => writer.WriteLine(text);

        public void OnStep(int number, int total, string description) => writer.WriteLine(ansi.Bold($"step {number}/{total}: {description}"));

        public void OnMeasurement(Measurement measurement)
        {
            var values = measurement.Values.Count == 0 ? "no series" : string.Join(", ", measurement.Values.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture)));
            var phase = measurement.Phase.ToString().ToLowerInvariant();
            writer.WriteLine($"    {measurement.Metric,-20} {Colour(measurement.Phase, phase)} {values}{(measurement.Message.Length > 0 ? " " + measurement.Message : "")}");
        }

        public void End(RolloutReport report)
        {
            foreach (var (backend, count) in report.Served.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{(backend.Length > 0 ? backend : "no backend"),-20} {count.Requests,8:N0} requests, {count.Failures,6:N0} failed"));
            }

            writer.WriteLine($"failed requests beside the canary's: {report.FailuresBesideCanary}");
            writer.WriteLine(report.Outcome.Promoted ? ansi.Green("promoted") : ansi.Red($"aborted: {report.Outcome.Reason}"));
        }

        private string Colour(AnalysisPhase phase, string text) => phase switch
        {
            AnalysisPhase.Successful => ansi.Green(text),
            AnalysisPhase.Failed or AnalysisPhase.Error => ansi.Red(text),
            _ => ansi.Yellow(text),
        };
    }
}

/// <summary>JSON of a rollout: camelCase; what is no number is "NaN".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RolloutReport))]
internal sealed partial class RolloutJson : JsonSerializerContext;
