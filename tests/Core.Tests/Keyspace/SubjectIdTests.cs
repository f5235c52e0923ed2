using WedSync.Core.Keyspace;

namespace WedSync.Core.Tests.Keyspace;

public sealed class SubjectIdTests
{
    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData(" \t\u00a0anna\u2003\u3000\n", "anna")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("a\u0323\u0307", "\u1ea1\u0307")]
    [InlineData("a\u0307\u0323", "\u1ea1\u0307")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\ud834\udd5e", "\ud834\udd57\ud834\udd65")]
    [InlineData("Anna", "Anna")]
    public void TryNormalise_OneSubjectInAnyForm_IsOne(string text, string normal)
    {
        Assert.True(SubjectId.TryNormalise(text, out var subject));
        Assert.Equal(normal, subject);
        Assert.Equal(SubjectId.Of("acme", normal), SubjectId.Of("acme", text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u00a0")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void TryNormalise_WhatIsNoSubject_IsRefused(string text)
    {
        Assert.False(SubjectId.TryNormalise(text, out _));
        Assert.Throws<ArgumentException>(() => SubjectId.Of("acme", text));
    }

    [Fact]
    public void TryNormalise_HalfASurrogatePair_IsRefused()
    {
        foreach (var text in new[] { "a\ud800", "\udc00a\ufffd", "\ud800\ud800\udc00" }) Assert.False(SubjectId.TryNormalise(text, out _));
        Assert.True(SubjectId.TryNormalise("\ud83d\ude00\ufffd", out _));
    }

    [Fact]
    public void TryNormalise_LengthCountsAfterComposition()
    {
        Assert.True(SubjectId.TryNormalise(string.Concat(Enumerable.Repeat("\u03b1\u0313\u0300\u0345", 256)), out var longest));
        Assert.Equal(new string('\u1f82', 256), longest);
        Assert.False(SubjectId.TryNormalise(new string('a', 257), out _));
        Assert.False(SubjectId.TryNormalise(string.Concat(Enumerable.Repeat("e\u0301", 257)), out _));
        Assert.False(SubjectId.TryNormalise(new string('\u0301', 1_000_000), out _));
    }
}
