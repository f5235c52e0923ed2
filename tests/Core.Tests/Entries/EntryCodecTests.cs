using CsCheck;
using WedSync.Core.Entries;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Entries;

public sealed class EntryCodecTests
{
    private static readonly Gen<string> GenText = Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char['a', 'z'], 1, 40], Gen.Const("日本語 ünïcode"));

    private static readonly Gen<Entry> GenEntry = Gen.Select(
        Gen.Select(Gen.Int[0, 7], Gen.Long[0, Stamp.MaxValue], Gen.Long[0, Stamp.MaxValue], Gen.Long[0, long.MaxValue], Gen.ULong),
        Gen.Select(GenText, GenText, GenText, GenText, GenText),
        GenText.Array[0, 32],
        (numbers, texts, tags) => new Entry
        {
            Flags = (EntryTraits)numbers.Item1,
            Stamp = new Stamp(numbers.Item2),
            AsOf = new Stamp(numbers.Item3),
            FreshUntil = numbers.Item4,
            StaleUntil = numbers.Item4 / 2,
            ExpiresAt = numbers.Item4 / 3,
            WriteId = numbers.Item5,
            Origin = "us-east",
            Residency = texts.Item1,
            Subject = texts.Item2,
            ContentType = texts.Item3,
            QueryType = texts.Item4,
            WeddingStage = texts.Item5,
            Tags = tags,
        });

    public static TheoryData<string> SnapshotNames => ["answer-v1", "minimal-v1", "tombstone-v1", "invalidation-v1"];

    [Fact]
    public void Decode_WhatEncodeWrote_IsTheSame() => Gen.Select(GenEntry, Gen.Byte.Array[0, 100]).Sample((entry, body) =>
    {
        var value = EntryCodec.Encode(entry, body);
        if (!EntryCodec.TryDecode(value, out var decoded, out var offset)) return false;
        return decoded! with { Tags = entry.Tags } == entry && decoded.Tags.SequenceEqual(entry.Tags)
            && value.AsSpan(offset).SequenceEqual(body);
    });

    [Fact]
    public void Decode_AnyPrefixOfAHeader_IsRefused()
    {
        var value = EntryCodec.Encode(Snapshot("answer-v1"), []);
        for (var length = 0; length < value.Length; length++)
        {
            Assert.False(EntryCodec.TryDecode(value.AsSpan(0, length), out _, out _), $"{length} bytes");
        }
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(bytes => EntryCodec.TryDecode(bytes, out var entry, out _) == (entry is { Origin.Length: > 0 }));

    [Theory]
    [MemberData(nameof(SnapshotNames))]
    public void Encode_FormatOne_MatchesTheCommittedSnapshot(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Entries", "Snapshots", name + ".hex");
        var actual = Convert.ToHexStringLower(EntryCodec.Encode(Snapshot(name), "body"u8));
        Assert.Equal(File.ReadAllText(file).Trim(), actual);
    }

    [Fact]
    public void Encode_OverLimits_Throws()
    {
        Assert.Throws<ArgumentException>(() => EntryCodec.Encode(new Entry { Origin = new string('x', 256) }, []));
        Assert.Throws<ArgumentException>(() => EntryCodec.Encode(new Entry { Origin = "a", Tags = new string[33] }, []));
    }

    private static Entry Snapshot(string name) => name switch
    {
        "answer-v1" => new Entry
        {
            Flags = EntryTraits.Negative,
            Stamp = new Stamp(824_633_720_832_001),
            AsOf = new Stamp(824_633_720_832_000),
            FreshUntil = 1_780_000_000_000,
            StaleUntil = 1_780_000_060_000,
            ExpiresAt = 1_780_000_600_000,
            WriteId = 0x0102030405060708,
            Origin = "eu-west",
            Residency = "eu",
            Subject = "acme@c3ViamVjdA",
            ContentType = "application/json",
            QueryType = "vendor",
            WeddingStage = "booking",
            Tags = ["venue-7", "été"],
        },
        "minimal-v1" => new Entry { Origin = "us-east", Stamp = new Stamp(1), ExpiresAt = 1 },
        "tombstone-v1" => new Entry { Origin = "us-west", Flags = EntryTraits.Tombstone, Stamp = new Stamp(Stamp.MaxValue), WriteId = 1 },
        _ => new Entry { Origin = "ap-southeast", Flags = EntryTraits.Invalidation, Stamp = new Stamp(4096), ExpiresAt = 9 },
    };
}
