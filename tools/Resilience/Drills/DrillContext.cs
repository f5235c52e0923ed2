using WedSync.LoadGenerator;
using WedSync.LoadGenerator.Schedule;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills;

/// <summary>What a drill works with.</summary>
public sealed record DrillContext
{
    private readonly Stack<(string What, Func<Task> Mend)> _mends = new();

    /// <summary>The platform's control.</summary>
    public required LocalPlatformClient Platform { get; init; }

    /// <summary>Where the platform keeps its files.</summary>
    public required StateFolder State { get; init; }

    /// <summary>What ran when the drill began.</summary>
    public required PlatformStatus Status { get; init; }

    /// <summary>The region that is drilled.</summary>
    public required string Region { get; init; }

    /// <summary>Gives a token that may read, write and erase.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }

    /// <summary>Requests a second under which it runs.</summary>
    public required double Rate { get; init; }

    /// <summary>How long the load lasts at least.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How far clocks are set wrong by a drill that does so.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Seed of the load.</summary>
    public required int Seed { get; init; }

    /// <summary>Takes a line about what happens now.</summary>
    public required Action<string> Say { get; init; }

    /// <summary>Source of time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Regions that run.</summary>
    public IReadOnlyList<string> Regions => [.. Status.Regions.Select(r => r.Name)];

    /// <summary>Regions that run, but the drilled one.</summary>
    public IReadOnlyList<string> OtherRegions => [.. Regions.Where(r => r != Region)];

    /// <summary>A third of the load's length: before something breaks, while it is broken, and after.</summary>
    public TimeSpan Phase => Duration / 3;

    /// <summary>Address of the gateway.</summary>
    public Uri Gateway => Status.Gateway?.Url ?? throw new DrillException("gateway: does not run; drills send their load through it. Start the platform with ./wedsync up.");

    /// <summary>Load on the drilled region.</summary>
    public LoadPlan Load => new()
    {
        Target = Gateway,
        Token = Token,
        Regions = [Region],
        Rate = RateProfile.Constant(Rate),
        Duration = Duration,
        Seed = Seed,
        Keys = 2000,
        KeyPrefix = $"drill-{Guid.NewGuid():N}"[..14],
    };

    /// <summary>Says how to mend what is broken next.</summary>
    public void Undo(string what, Func<Task> mend) => _mends.Push((what, mend));

    /// <summary>Mends everything, the last broken first.</summary>
    /// <returns>What could not be mended, and why.</returns>
    internal async Task<IReadOnlyList<string>> MendAsync()
    {
        var failures = new List<string>();
        while (_mends.TryPop(out var mend))
        {
            try
            {
                await mend.Mend();
            }
            catch (Exception exception) when (exception is LocalPlatformException or HttpRequestException)
            {
                failures.Add($"{mend.What}: could not be mended: {exception.Message} Look with ./wedsync status; ./wedsync down and up start afresh.");
            }
        }

        return failures;
    }
}
