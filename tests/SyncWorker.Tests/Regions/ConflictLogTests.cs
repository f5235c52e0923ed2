using Microsoft.Extensions.Logging;
using WedSync.Core.Redis;
using WedSync.SyncWorker.Metrics;
using WedSync.SyncWorker.Protocol;
using WedSync.SyncWorker.Quarantine;

namespace WedSync.SyncWorker.Tests.Regions;

/// <summary>Losers of conflicts: all are counted, one in a hundred is logged.</summary>
public sealed class ConflictLogTests(SharedEstate shared) : SharedRegionTests(shared)
{
    private const int Conflicts = 10_000;

    [Fact]
    public async Task LosersOfConflicts_AreAllCounted_AndOneInAHundredIsLogged()
    {
        var id = TestEstate.Ids("loser", 1)[0];
        var loser = await Estate[0].PutAsync(id, "loses");
        var record = new StoredRecord(id, await Estate[0].Store.ReadAsync(id, CancellationToken.None));
        var metrics = new SyncMetrics();
        var log = new Lines();
        var random = new Random(7);
        var observer = new WorkerObserver(metrics, new HeldRecords(Estate[0].Redis, TimeProvider.System), random.NextDouble, log);
        for (var i = 0; i < Conflicts; i++) observer.Taken("us-west", record, ApplyOutcome.Older);
        for (var i = 0; i < Conflicts; i++) observer.Taken("us-west", record, ApplyOutcome.Applied);

        Assert.Equal(Conflicts, metrics.Of("us-west").Conflicts);
        Assert.Equal(Conflicts, metrics.Of("us-west").Applied);
        Assert.InRange(log.Texts.Count, Conflicts / 200, Conflicts / 50);
        Assert.All(log.Texts, text => Assert.Contains($"{id} of us-west lost with version {loser.Version.Stamp} of us-east", text, StringComparison.Ordinal));
        Assert.All(log.Texts, text => Assert.DoesNotContain("loses", text, StringComparison.Ordinal));
    }

    private sealed class Lines : ILogger<WorkerObserver>
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(formatter(state, exception));
    }
}
