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
        Assert.Equal(0, AuditVerifier.Run(_directory, TextWriter.Null));
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
        Assert.Equal(1, AuditVerifier.Run(_directory, TextWriter.Null));
    }

    [Fact]
    public async Task Rotation_TheChainGoesOnInTheNextFileAndOldOnesGo()
    {
        await using (var log = new AuditLog(new FileAuditSink(_directory, "p", maxBytes: 600), "p", TimeProvider.System, AuditLog.ChainStart, 0))
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
        Assert.Equal(1, AuditVerifier.Run(_directory, TextWriter.Null));
    }

    [Fact]
    public async Task Notes_AreWrittenInOrderBeforeTheLogCloses()
    {
        await using (var log = AuditLog.Open(_directory, "p", TimeProvider.System))
        {
            for (var i = 0; i < 3000; i++) await log.NoteAsync("me", "acme", "put", $"k{i}", "1", default);
        }

        Assert.Null(AuditVerifier.FindFault(LogFile));
        Assert.Equal(
            Enumerable.Range(0, 3000).Select(i => $"k{i}"),
            File.ReadLines(LogFile).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("target").GetString()));
    }

    private async Task WriteAsync(params string[] targets)
    {
        await using var log = AuditLog.Open(_directory, "p", TimeProvider.System);
        foreach (var target in targets) await log.RecordAsync("me", "acme", "delete", target, "done", default);
    }
}
