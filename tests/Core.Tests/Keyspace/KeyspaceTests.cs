using System.Text;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Keyspace;

public sealed class KeyspaceTests
{
    [Theory]
    [InlineData("acme/k1", 310)]
    [InlineData("acme/venue:42", 2908)]
    [InlineData("acme#venue-7", 4)]
    public void Of_IsPartOfTheWireFormat(string id, int partition) => Assert.Equal(partition, Partitions.Of(id));

    [Fact]
    public void Of_Answers_SpreadEvenlyAndInvalidationsStayInTheFirstPartitions()
    {
        var counts = new int[Partitions.Count];
        for (var i = 0; i < 400_000; i++) counts[Partitions.Of($"acme/key-{i}")]++;
        Assert.InRange(counts.Min(), 40, 97);
        Assert.InRange(counts.Max(), 98, 170);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.InRange(Partitions.Of($"acme#t{i}"), 0, Partitions.InvalidationCount - 1));
    }

    [Fact]
    public void OfPartition_SpreadsOverThePrimariesOfEverySeason()
    {
        foreach (var primaries in new[] { 3, 4, 6 })
        {
            var counts = new int[primaries];
            for (var p = 0; p < Partitions.Count; p++) counts[HashSlot.OfPartition(p) * primaries / HashSlot.Count]++;
            var mean = Partitions.Count / (double)primaries;
            Assert.All(counts, count => Assert.InRange(count, mean * 0.97, mean * 1.03));
        }
    }

    [Fact]
    public void OfPartition_IsTheSlotOfRedis() =>
        // CLUSTER KEYSLOT of {0}, {123} and {4095}.
        Assert.Equal([13907, 5970, 14918], new[] { 0, 123, 4095 }.Select(HashSlot.OfPartition));

    [Fact]
    public void EntryId_KindsAndTenants_NeverMeet()
    {
        Assert.NotEqual(EntryId.ForKey("a", "b"), EntryId.ForSubject("a", "b"));
        Assert.True(EntryId.IsInvalidation("acme#a/b"));
        Assert.False(EntryId.IsInvalidation(EntryId.ForKey("acme", "a#b@c")));
        Assert.Equal("acme", EntryId.Tenant("acme/k@x").ToString());
        Assert.Equal("k@x", EntryId.Key("acme/k@x").ToString());
    }

    [Fact]
    public void SubjectId_HidesTheSubjectAndKeepsTenantsApart()
    {
        Assert.Equal(22, SubjectId.Of("acme", "anna@example.com").Length);
        Assert.NotEqual(SubjectId.Of("acme", "anna"), SubjectId.Of("beta", "anna"));
        Assert.Equal(SubjectId.Of("acme", "anna"), SubjectId.Of("acme", "anna"));
    }

    [Fact]
    public void ChangeMessage_RoundTripsAndRefusesAnythingElse()
    {
        var message = new ChangeMessage(ChangeKind.Stored, 12, new Stamp(99), "eu-west", "acme/k");
        Assert.Equal("p 12 99 eu-west acme/k", message.ToString());
        Assert.True(ChangeMessage.TryParse(message.ToString(), out var parsed));
        Assert.Equal(message, parsed);
        foreach (var text in new[] { "", "p", "x 1 2 a b", "p -1 2 a b", "p 1 9007199254740993 a b", "pp 1 2 a b" })
        {
            Assert.False(ChangeMessage.TryParse(text, out _), text);
        }
    }

    [Fact]
    public void FunctionLibrary_NameFollowsItsCode()
    {
        Assert.Matches("^wedsync1_[0-9a-f]{8}$", FunctionLibrary.Name);
        Assert.StartsWith($"#!lua name={FunctionLibrary.Name}\n", FunctionLibrary.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("@LIBRARY@", FunctionLibrary.Code, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(FunctionLibrary.Code) < 20_000);
        Assert.DoesNotContain("--", FunctionLibrary.Code, StringComparison.Ordinal);
        Assert.Contains("redis.register_function", FunctionLibrary.Code, StringComparison.Ordinal);
    }
}
