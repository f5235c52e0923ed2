using WedSync.Drills.Reports;
using WedSync.Drills.Tests.Support;
using WedSync.LoadGenerator.Results;
using WedSync.LocalPlatform.Control;

namespace WedSync.Drills.Tests;

public sealed class DrillRunnerTests
{
    [Fact]
    public async Task Run_KeptPromises_ReportsThem_AndMendsTheLastBrokenFirst()
    {
        await using var platform = await FakePlatform.StartAsync();
        var mended = new List<string>();
        var drill = new FakeDrill((context, _) =>
        {
            context.Undo("first", () => Mend("first"));
            context.Undo("second", () => Mend("second"));
            return Task.FromResult(Findings(Promise.AtMost("recovery time (RTO)", 2, 300, "s")));
        });

        var report = await DrillRunner.RunAsync(drill, Context(platform), CancellationToken.None);

        Assert.True(report.Kept);
        Assert.Equal(["second", "first"], mended);

        Task Mend(string what)
        {
            mended.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Run_BrokenPromise_IsNotKept()
    {
        await using var platform = await FakePlatform.StartAsync();

        var report = await DrillRunner.RunAsync(
            new FakeDrill((_, _) => Task.FromResult(Findings(Promise.AtMost("recovery time (RTO)", 301, 300, "s")))), Context(platform), CancellationToken.None);

        Assert.False(report.Kept);
    }

    [Fact]
    public async Task Run_Cancelled_StillMends()
    {
        await using var platform = await FakePlatform.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var drill = new FakeDrill(async (context, token) =>
        {
            platform.IsReady = false;
            context.Undo("the pod", () => context.Platform.StartPodAsync("us-east", "ai-cache-service-0", CancellationToken.None));
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
            return Findings();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DrillRunner.RunAsync(drill, Context(platform), cancellation.Token));

        Assert.Contains("POST /pods/us-east/ai-cache-service-0/start", platform.Asked);
        Assert.True(platform.IsReady);
    }

    [Fact]
    public async Task Run_WhatCannotBeMended_IsSaid_AndBreaksTheReport()
    {
        await using var platform = await FakePlatform.StartAsync();
        var drill = new FakeDrill((context, _) =>
        {
            context.Undo("redis-0", () => throw new LocalPlatformException("disk full"));
            return Task.FromResult(Findings());
        });

        var report = await DrillRunner.RunAsync(drill, Context(platform), CancellationToken.None);

        Assert.False(report.Kept);
        Assert.Contains("redis-0", Assert.Single(report.NotMended), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PlatformNotWell_OrWorkloadMissing_SaysBothAndRunsNothing()
    {
        await using var platform = await FakePlatform.StartAsync();
        platform.IsReady = false;
        var drill = new FakeDrill((_, _) => throw new InvalidOperationException("must not run")) { Workloads = ["cache-sync-service"] };

        var error = await Assert.ThrowsAsync<DrillException>(() => DrillRunner.RunAsync(drill, Context(platform), CancellationToken.None));

        Assert.Equal(2, error.Errors.Count);
        Assert.Contains("'cache-sync-service'", error.Errors[0], StringComparison.Ordinal);
        Assert.Contains("us-east/ai-cache-service-0", error.Errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TooFewRegions_SaysHowManyAndHowToStartThem()
    {
        await using var platform = await FakePlatform.StartAsync();
        var drill = new FakeDrill((_, _) => throw new InvalidOperationException("must not run")) { LeastRegions = 2 };

        var error = await Assert.ThrowsAsync<DrillException>(() => DrillRunner.RunAsync(drill, Context(platform), CancellationToken.None));

        Assert.Contains("needs 2", Assert.Single(error.Errors), StringComparison.Ordinal);
        Assert.Contains("--regions us-east,eu-west", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Unknown_NamesTheDrills()
    {
        var error = Assert.Throws<DrillException>(() => DrillCatalogue.Find("earthquake"));

        Assert.Contains("'earthquake'", error.Message, StringComparison.Ordinal);
        Assert.Contains("primary-kill", error.Message, StringComparison.Ordinal);
    }

    private static DrillContext Context(FakePlatform platform) => new()
    {
        Platform = new LocalPlatformClient(platform.State),
        State = platform.State,
        Status = platform.Status(),
        Region = "us-east",
        Token = _ => ValueTask.FromResult("token"),
        Rate = 10,
        Duration = TimeSpan.FromSeconds(1),
        Seed = 1,
        Say = _ => { },
    };

    private static DrillFindings Findings(params Promise[] promises)
        => new(promises, [], new LoadRecorder().Report(1, TimeSpan.FromSeconds(1)), []);

    private sealed class FakeDrill(Func<DrillContext, CancellationToken, Task<DrillFindings>> run) : IDrill
    {
        public string Name => "fake";

        public string Summary => "breaks nothing";

        public IReadOnlyList<string> Workloads { get; init; } = [];

        public int LeastRegions { get; init; } = 1;

        public Task<DrillFindings> RunAsync(DrillContext context, CancellationToken cancellation) => run(context, cancellation);
    }
}
