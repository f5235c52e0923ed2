using System.Globalization;
using WedSync.Contracts.Quantities;
using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Schedule;

namespace WedSync.Cli.Load;

/// <summary>Options of <c>load</c> as they were written.</summary>
internal sealed record LoadOptions
{
    public required string Rate { get; init; }

    public required string Duration { get; init; }

    public required string Mix { get; init; }

    public required string Timeout { get; init; }

    public required int Keys { get; init; }

    public required double Zipf { get; init; }

    public required int ValueSize { get; init; }

    public required int Seed { get; init; }

    public required bool Replicated { get; init; }

    public string? Regions { get; init; }

    public string? Url { get; init; }

    public string? TokenFile { get; init; }

    public required string Format { get; init; }

    /// <summary>The plan that they ask for.</summary>
    /// <exception cref="CliException">Options are wrong; all errors at once.</exception>
    public LoadPlan ToPlan(Uri target, IReadOnlyList<string> regions, Func<CancellationToken, ValueTask<string>> token)
    {
        var errors = new List<string>();
        if (!RateProfile.TryParse(Rate, out var rate, out var error))
        {
            errors.Add("--" + error);
        }

        if (!OperationMix.TryParse(Mix, out var mix, out error))
        {
            errors.Add("--" + error);
        }

        var plan = new LoadPlan
        {
            Target = target,
            Token = token,
            Regions = regions,
            Rate = rate,
            Mix = mix,
            Duration = Read("duration", Duration, errors),
            Timeout = Read("timeout", Timeout, errors),
            Keys = Keys,
            Zipf = Zipf,
            ValueBytes = ValueSize,
            Seed = Seed,
            Replicated = Replicated,
            // Runs with different seeds do not meet each other's entries.
            KeyPrefix = string.Create(CultureInfo.InvariantCulture, $"load-{Seed}"),
        };
        errors.AddRange(plan.Errors().Select(e => "--" + e));
        return errors.Count == 0 ? plan : throw new CliException(errors);
    }

    private static TimeSpan Read(string name, string text, List<string> errors)
    {
        if (Durations.TryParse(text, out var value))
        {
            return value;
        }

        errors.Add($"--{name} '{text}': allowed: a whole number and ms, s, m or h, such as 30s.");
        return TimeSpan.FromSeconds(1);
    }
}
