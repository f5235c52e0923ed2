using WedSync.Core.Keyspace;

namespace WedSync.Core.Tests.Keyspace;

public sealed class InvalidationIdTests
{
    [Fact]
    public void Names_ArePartOfTheWireFormat()
    {
        Assert.Equal("acme#*14b8", InvalidationId.OfTag("acme", "venue-7"));
        Assert.Equal("acme@*2666", InvalidationId.OfSubject("acme@AAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal("acme#!n6uNw2RTySllo4i29bHPdy", InvalidationId.OfToken("acme", "a token/id of any kind #1 \u00e9"));
        Assert.Equal("$audit#!us-east.pod-1", InvalidationId.OfAuditHead("us-east", "pod-1"));
    }

    [Fact]
    public void Tenant_HoweverManyTagsAndSubjects_HasAFixedNumberOfRecords()
    {
        var tags = Enumerable.Range(0, 400_000).Select(i => InvalidationId.OfTag("acme", $"tag-{i}")).GroupBy(name => name).ToList();
        Assert.Equal(InvalidationId.Buckets, tags.Count);
        // 24 each on average: no bucket is so full that its tags would suffer from each other much more than others do.
        Assert.InRange(tags.Max(bucket => bucket.Count()), 25, 60);
        Assert.Equal(
            InvalidationId.Buckets,
            Enumerable.Range(0, 400_000).Select(i => InvalidationId.OfSubject(EntryId.ForSubject("acme", SubjectId.Of("acme", $"{i}")))).Distinct().Count());
    }

    [Fact]
    public void Records_LieInTheFirstPartitionsOfEveryBuild()
    {
        string[] names =
        [
            InvalidationId.OfTag("acme", "t"), InvalidationId.OfSubject("acme@x"), InvalidationId.OfToken("acme", "x"), InvalidationId.OfAuditHead("us-east", "p"),
        ];
        Assert.All(names, name => Assert.True(EntryId.IsInvalidation(name)));
        Assert.All(names, name => Assert.InRange(Partitions.Of(name), 0, Partitions.InvalidationCount - 1));
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Canonical_FoldsNamesOfFormerBuildsOnly()
    {
        Assert.Equal(InvalidationId.OfTag("acme", "venue-7"), InvalidationId.Canonical("acme#venue-7"));
        Assert.Equal(InvalidationId.OfTag("acme", "1a2b"), InvalidationId.Canonical("acme#1a2b"));
        Assert.Equal(InvalidationId.OfTag("acme", "a@b#c"), InvalidationId.Canonical("acme#a@b#c"));
        Assert.Equal(InvalidationId.OfSubject("acme@x"), InvalidationId.Canonical("acme@x"));
        string[] kept = [InvalidationId.OfTag("acme", "t"), InvalidationId.OfSubject("acme@x"), InvalidationId.OfToken("acme", "x"), "acme/k", ""];
        Assert.All(kept, name => Assert.Equal(name, InvalidationId.Canonical(name)));
    }

    [Fact]
    public void OfToken_KeepsIdsOfAnyLengthAndKindApart()
    {
        string[] ids = ["a", "A", " a", "a ", "a/b", "a#b", "a\nb", "\u0000", new string('x', 8192), new string('x', 8191), "\u00e9", "e\u0301"];
        Assert.Equal(ids.Length, ids.Select(id => InvalidationId.OfToken("acme", id)).Distinct().Count());
        Assert.NotEqual(InvalidationId.OfToken("acme", "a"), InvalidationId.OfToken("beta", "a"));
        Assert.All(ids, id => Assert.Matches("^acme#![A-Za-z0-9_-]{22}$", InvalidationId.OfToken("acme", id)));
    }
}
