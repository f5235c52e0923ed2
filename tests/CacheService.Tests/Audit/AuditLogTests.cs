using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using WedSync.CacheService.Audit;

namespace WedSync.CacheService.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wedsync-audit-").FullName;

    private string LogFile => Path.Combine(_directory, "audit-p.jsonl");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Chain_GoesOnAcrossRestartsAndATornLine()
    {
        await WriteAsync("one", "two");
        await File.AppendAllTextAsync(LogFile, "{\"sequence\":3,\"at\":");
        await WriteAsync("three");
        Assert.Null(AuditVerifier.FindFault(LogFile));
        Assert.Equal(3, AuditVerifier.ReadLast(LogFile)!.Sequence);
        Assert.Equal(0, AuditVerifier.Run(_directory, null, TextWriter.Null));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("removed")]
    [InlineData("swapped")]
    [InlineData("added")]
    public async Task Tampering_Shows(string how)
    {
        await WriteAsync("one", "two", "three");
        var lines = (await File.ReadAllLinesAsync(LogFile)).ToList();
        switch (how)
        {
            case "changed": lines[1] = lines[1].Replace("two", "2wo", StringComparison.Ordinal); break;
            case "removed": lines.RemoveAt(1); break;
            case "swapped": (lines[0], lines[1]) = (lines[1], lines[0]); break;
            default: lines.Insert(1, lines[0]); break;
        }

        await File.WriteAllLinesAsync(LogFile, lines);
        Assert.NotNull(AuditVerifier.FindFault(LogFile));
        Assert.Equal(1, AuditVerifier.Run(_directory, null, TextWriter.Null));
    }

    [Fact]
    public async Task Rotation_TheChainGoesOnInTheNextFileAndOldOnesGo()
    {
        await using (var log = new AuditLog(new FileAuditSink(_directory, "p", maxBytes: 600), "p", null, TimeProvider.System, NullLogger.Instance))
        {
            for (var i = 0; i < 40; i++) await log.RecordAsync("me", "acme", "delete", $"t{i}", "done", default);
        }

        await WriteAsync("after a restart");
        var files = AuditFiles.Of(_directory, "p");
        Assert.Equal(FileAuditSink.MaxClosed + 1, files.Count);
        Assert.Null(AuditVerifier.FindFault(files, out var first));
        Assert.InRange(first, 2, 40);
        Assert.Equal(41, AuditVerifier.ReadLast(files[^1])!.Sequence);

        File.Delete(files[3]);
        Assert.Contains("after", AuditVerifier.FindFault(AuditFiles.Of(_directory, "p"), out _), StringComparison.Ordinal);
        Assert.Equal(1, AuditVerifier.Run(_directory, null, TextWriter.Null));
    }

    [Fact]
    public async Task Notes_AreWrittenInOrderBeforeTheLogCloses()
    {
        await using (var log = AuditLog.Open(_directory, "p", TimeProvider.System, NullLogger.Instance))
        {
            for (var i = 0; i < 3000; i++) await log.NoteAsync("me", "acme", "put", $"k{i}", "1", default);
        }

        Assert.Null(AuditVerifier.FindFault(LogFile));
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"k{i}"), Targets());
    }

    [Fact]
    public async Task DiskThatRefuses_ErrorsReachWhoAsksAndNotesAreWrittenLater()
    {
        using var disk = new RefusingSink(new FileAuditSink(_directory, "p"));
        await using (var log = new AuditLog(disk, "p", null, TimeProvider.System, NullLogger.Instance))
        {
            await log.RecordAsync("me", "acme", "delete", "before", "done", default);
            disk.Refuses = true;
            await log.NoteAsync("me", "acme", "put", "noted", "1", default);
            await Assert.ThrowsAsync<AuditException>(() => log.RecordAsync("me", "acme", "delete", "refused", "done", default));
            // Now that it is known, a put is not answered as if it were on record.
            await Assert.ThrowsAsync<AuditException>(() => log.NoteAsync("me", "acme", "put", "refused-too", "1", default).AsTask());
            disk.Refuses = false;
            await log.RecordAsync("me", "acme", "delete", "after", "done", default);
            await log.NoteAsync("me", "acme", "put", "last", "1", default);
        }

        Assert.Null(AuditVerifier.FindFault(LogFile));
        Assert.Equal(["before", "noted", "after", "last"], Targets());
    }

    [Fact]
    public async Task FileThatCannotBeClosed_GrowsOn()
    {
        // Where its closed name leads, a folder stands in the way.
        Directory.CreateDirectory(AuditFiles.Closed(_directory, "p", 1));
        await using (var log = new AuditLog(new FileAuditSink(_directory, "p", maxBytes: 1), "p", null, TimeProvider.System, NullLogger.Instance))
        {
            for (var i = 0; i < 3; i++) await log.RecordAsync("me", "acme", "delete", $"t{i}", "done", default);
        }

        Assert.Equal(2, AuditVerifier.ReadLast(AuditFiles.Closed(_directory, "p", 2))!.Sequence);
        Assert.Equal(3, AuditVerifier.ReadLast(AuditFiles.Closed(_directory, "p", 3))!.Sequence);
    }

    private IEnumerable<string?> Targets() =>
        File.ReadLines(LogFile).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("target").GetString());

    private async Task WriteAsync(params string[] targets)
    {
        await using var log = AuditLog.Open(_directory, "p", TimeProvider.System, NullLogger.Instance);
        foreach (var target in targets) await log.RecordAsync("me", "acme", "delete", target, "done", default);
    }

    private sealed class RefusingSink(FileAuditSink disk) : IAuditSink, IDisposable
    {
        public volatile bool Refuses;

        public Task AppendAsync(string lines, long sequence) =>
            Refuses ? Task.FromException(new IOException("No space left on device")) : disk.AppendAsync(lines, sequence);

        public void Dispose() => disk.Dispose();
    }
}
