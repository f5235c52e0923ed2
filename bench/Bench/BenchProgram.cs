using System.Globalization;

namespace WedSync.Bench;

/// <summary>Benchmarks of the cache service against peers, each in one run on one machine, as ratios.</summary>
public static class BenchProgram
{
    private const string Usage = "usage: bench <cache-http|cache-inproc|cache-write|cache-versions|single-flight|stale|overload|sync|sync-ledger> [--format text|json] [--seconds N] [--rounds N] [--keys N] [--cut SECONDS] [--seeds N] [--writes N] [--against FILE]";

    private static readonly Dictionary<string, Func<BenchSettings, Task<BenchReport>>> Benchmarks = new(StringComparer.Ordinal)
    {
        ["cache-http"] = HttpBenchmark.RunAsync,
        ["cache-inproc"] = InProcessBenchmark.RunAsync,
        ["cache-write"] = WriteBenchmark.RunAsync,
        ["cache-versions"] = VersionsBenchmark.RunAsync,
        ["single-flight"] = SingleFlightBenchmark.RunAsync,
        ["stale"] = StaleBenchmark.RunAsync,
        ["overload"] = OverloadBenchmark.RunAsync,
        ["sync"] = Sync.SyncBenchmark.RunAsync,
        ["sync-ledger"] = Sync.LedgerBenchmark.RunAsync,
    };

    /// <summary>Runs one benchmark; 0 = ran (whether or not targets are met), 2 = wrong arguments.</summary>
    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is ["serve-bare", var port])
        {
            await BareServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
            return 0;
        }

        if (!TryParse(args, out var name, out var settings) || !Benchmarks.TryGetValue(name, out var benchmark))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        if (name == "cache-versions" && settings.Against is null)
        {
            await Console.Error.WriteLineAsync("cache-versions needs --against FILE: WedSync.CacheService.dll of the other build.");
            return 2;
        }

        var report = await benchmark(settings);
        Console.WriteLine(settings.Json ? report.ToJson() : report.ToText());
        return 0;
    }

    private static bool TryParse(string[] args, out string name, out BenchSettings settings)
    {
        (name, settings) = (args.FirstOrDefault() ?? "", new BenchSettings());
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 >= args.Length) return false;
            var value = args[i + 1];
            switch (args[i])
            {
                case "--format" when value is "text" or "json":
                    settings = settings with { Json = value == "json" };
                    break;
                case "--seconds" when int.TryParse(value, out var seconds) && seconds is > 0 and <= 60:
                    settings = settings with { Seconds = seconds };
                    break;
                case "--rounds" when int.TryParse(value, out var rounds) && rounds is > 0 and <= 50:
                    settings = settings with { Rounds = rounds };
                    break;
                case "--keys" when int.TryParse(value, out var keys) && keys is >= 1000 and <= 2_000_000:
                    settings = settings with { Keys = keys };
                    break;
                case "--cut" when int.TryParse(value, out var cut) && cut is > 0 and <= 600:
                    settings = settings with { CutSeconds = cut };
                    break;
                case "--seeds" when int.TryParse(value, out var seeds) && seeds is > 0 and <= 1000:
                    settings = settings with { Seeds = seeds };
                    break;
                case "--writes" when int.TryParse(value, out var writes) && writes is > 0 and <= 100_000:
                    settings = settings with { WritesPerSeed = writes };
                    break;
                case "--against" when File.Exists(value):
                    settings = settings with { Against = Path.GetFullPath(value) };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

/// <summary>How long to measure.</summary>
internal sealed record BenchSettings
{
    public bool Json { get; init; }

    /// <summary>Of one measurement.</summary>
    public int Seconds { get; init; } = 3;

    /// <summary>Each subject is measured so often, in turn; the median counts.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Records that <c>sync</c> copies and compares; one in a thousand differs. A million takes about ten minutes.</summary>
    public int Keys { get; init; } = 200_000;

    /// <summary>How long <c>sync</c> cuts the regions off from each other.</summary>
    public int CutSeconds { get; init; } = 60;

    /// <summary>How often <c>sync-ledger</c> loses a region.</summary>
    public int Seeds { get; init; } = 20;

    /// <summary>Writes acknowledged as replicated before each loss.</summary>
    public int WritesPerSeed { get; init; } = 5000;

    /// <summary>Another build's cache service, for <c>cache-versions</c>.</summary>
    public string? Against { get; init; }
}
