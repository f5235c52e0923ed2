using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WedSync.CacheService.Audit;
using WedSync.CacheService.Configuration;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Seasons;
using WedSync.CacheService.Security;
using WedSync.Contracts.Metrics;
using WedSync.Contracts.Seasons;
using WedSync.Core.Redis;

namespace WedSync.CacheService.Tests.Audit;

public sealed class RefusalLogTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wedsync-refusals-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task TwentyThousandOfOneCaller_AreTwoLinesThatSayHowMany()
    {
        var metrics = Metrics();
        await using (var log = Open(metrics))
        {
            for (var i = 0; i < 20_000; i++) log.Forbidden(Caller("mallory"), "PUT", Scopes.Write);
        }

        var lines = Lines();
        Assert.Equal([1L, 19_999L], lines.Select(line => line.Count!.Value));
        Assert.All(lines, line => Assert.Equal(("refused", "PUT write", "mallory", "acme", "forbidden"), (line.Action, line.Target, line.Actor, line.Tenant, line.Outcome)));
        Assert.Contains($"{MetricNames.RefusedRequestsTotal}{{scope=\"write\"}} 20000", await ExposeAsync(metrics), StringComparison.Ordinal);
        Assert.Null(AuditVerifier.FindFault(Path.Combine(_directory, "audit-p.refusals.jsonl")));
    }

    [Fact]
    public async Task Caller_GetsALineAMinute_AndWhatWasCountedIsWrittenWhenItGivesUp()
    {
        await using (var log = Open(Metrics()))
        {
            for (var minute = 0; minute < 5; minute++)
            {
                for (var i = 0; i < 10; i++) log.Forbidden(Caller("mallory"), "GET", Scopes.Read);
                _time.Advance(RefusalLog.Window);
                log.Flush();
            }

            await log.Chain.FlushAsync();
            Assert.Equal(50, Lines().Sum(line => line.Count));
            Assert.InRange(Lines().Count, 5, 6);
        }

        Assert.Equal(50, Lines().Sum(line => line.Count));
    }

    [Fact]
    public async Task ManyCallers_ShareALine()
    {
        await using (var log = Open(Metrics()))
        {
            for (var i = 0; i < 5000; i++) log.Forbidden(Caller($"mallory-{i}"), "GET", Scopes.Read);
        }

        var lines = Lines();
        Assert.InRange(lines.Count, RefusalLog.MaxCallers, RefusalLog.MaxCallers + 2);
        Assert.Equal(5000, lines.Sum(line => line.Count));
        Assert.Equal(5000 - RefusalLog.MaxCallers, lines.Where(line => line.Actor == "(others)").Sum(line => line.Count));
    }

    [Fact]
    public async Task DiskThatRefuses_KeepsTheCountForTheNextLine()
    {
        var disk = new RefusingSink { Refuses = true };
        await using var chain = new AuditLog(disk, "p.refusals", null, _time, NullLogger.Instance);
        await using var log = new RefusalLog(chain, Metrics(), _time);
        log.Forbidden(Caller("mallory"), "GET", Scopes.Read);
        await chain.FlushAsync();
        _time.Advance(RefusalLog.Window);
        for (var i = 0; i < 100; i++) log.Forbidden(Caller("mallory"), "GET", Scopes.Read);
        await chain.FlushAsync();
        Assert.Equal("", disk.Text);

        disk.Refuses = false;
        await chain.FlushAsync();
        _time.Advance(RefusalLog.Window);
        log.Flush();
        await chain.FlushAsync();
        Assert.Equal([1L, 100L], Parse(disk.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Count!.Value));
    }

    private RefusalLog Open(ServiceMetrics metrics) =>
        new(AuditLog.OpenRefusals(_directory, "p", _time, NullLogger.Instance), metrics, _time);

    private List<AuditRecord> Lines()
    {
        using var file = new FileStream(Path.Combine(_directory, "audit-p.refusals.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return Parse(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static List<AuditRecord> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line => JsonSerializer.Deserialize(line, AuditJson.Default.AuditRecord)!)];

    private ServiceMetrics Metrics()
    {
        var settings = new ServiceSettings
        {
            Redis = new RedisSettings { Endpoints = [], ClientName = "" },
            Region = "us-east",
            Season = Season.Peak,
            PodName = "p",
            JwtIssuer = "",
            JwtAudience = "",
            JwksUri = new Uri("file:///"),
        };
        return new ServiceMetrics(settings, new SeasonalSettings(settings, _time, NullLogger<SeasonalSettings>.Instance), _time);
    }

    private static async Task<string> ExposeAsync(ServiceMetrics metrics)
    {
        using var stream = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Caller Caller(string name) => new()
    {
        Tenant = "acme",
        KeyPrefix = "acme/",
        Scopes = Scopes.None,
        Name = name,
        RevokedBy = "",
        ExpiresAt = long.MaxValue,
        CheckedAt = 0,
    };

    private sealed class RefusingSink : IAuditSink
    {
        public volatile bool Refuses;

        public string Text { get; private set; } = "";

        public Task AppendAsync(string lines, long sequence)
        {
            if (Refuses) return Task.FromException(new IOException("No space left on device"));
            Text += lines;
            return Task.CompletedTask;
        }
    }
}
