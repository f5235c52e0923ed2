using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CsCheck;
using WedSync.Core.Keyspace;

namespace WedSync.Core.Tests.Keyspace;

/// <summary>The form that keys are taken over: committed vectors, and what holds of all values.</summary>
public sealed class CanonicalJsonTests
{
    private static readonly Gen<(BigInteger Digits, int Exponent)> Decimals =
        Gen.Select(Gen.OneOf(Gen.Long.Select(value => (BigInteger)value), Gen.Byte.Array[1, 40].Select(bytes => new BigInteger(bytes))), Gen.Int[-400, 400]);

    private static readonly Gen<string> Texts = Gen.String[Gen.OneOf(Gen.Char["\"\\\n\t\0\u001f\u007f/'<&\u00e9\u0301\u2028\ufb33"], Gen.Char['a', 'f']), 0, 4];

    [Fact]
    public void Numbers_OfTheVectors_HaveTheirForm()
    {
        foreach (var group in Vectors("numbers.json"))
        {
            var canonical = group.GetProperty("canonical").GetString();
            Assert.All(group.GetProperty("spellings").EnumerateArray(), spelling => Assert.Equal(canonical, Number(spelling.GetString()!)));
        }
    }

    [Fact]
    public void Documents_OfTheVectors_HaveTheirForm()
    {
        foreach (var document in Vectors("documents.json"))
            Assert.Equal(document.GetProperty("canonical").GetString(), Canonical(document.GetProperty("json").GetString()!));
    }

    [Fact]
    public void Requests_OfTheVectors_HaveTheirKey()
    {
        foreach (var request in Vectors("requests.json"))
        {
            var messages = request.GetProperty("messages").EnumerateArray().Select(message => (message[0].GetString()!, message[1].GetString()!));
            using var parameters = JsonDocument.Parse(request.GetProperty("parameters").GetString()!);
            Assert.Equal(
                request.GetProperty("key").GetString(),
                RequestKey.Of(request.GetProperty("tenant").GetString()!, request.GetProperty("model").GetString()!, messages, parameters.RootElement));
        }
    }

    [Fact]
    public void Numbers_AreOneExactlyWhenTheyAreEqual() =>
        Gen.Select(Decimals, Decimals, Gen.Int[0, 30], Gen.Bool).Sample((left, right, zeros, same) =>
        {
            // The same number with its point elsewhere, or another one.
            var other = same ? (Digits: left.Digits * BigInteger.Pow(10, zeros), Exponent: left.Exponent - zeros) : right;
            Assert.Equal(AreEqual(left, other), Number(Spell(left, zeros)) == Number(Spell(other, 0)));
        });

    [Fact]
    public void Members_InAnyOrder_AreOneForm() =>
        Gen.Select(Gen.Dictionary(Texts, Decimals)[1, 8], Gen.Int).Sample((members, seed) =>
        {
            var written = members.Select(member => $"{JsonSerializer.Serialize(member.Key)}: {Spell(member.Value, 0)}").ToArray();
            var shuffled = written.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Canonical($"{{{string.Join(",", written)}}}"), Canonical($"{{ {string.Join(" ,\n", shuffled)} }}"));
        });

    [Fact]
    public void Documents_OfOneForm_AreTheSameDocument() =>
        Gen.Select(Texts.Array[0, 3], Texts.Array[0, 3]).Sample((left, right) =>
            Assert.Equal(left.SequenceEqual(right), Canonical(JsonSerializer.Serialize(left)) == Canonical(JsonSerializer.Serialize(right))));

    [Fact]
    public void Form_IsJsonOfTheSameValue() =>
        Texts.Sample(text => Assert.Equal(text, JsonSerializer.Deserialize<string>(Canonical(JsonSerializer.Serialize(text)))));

    [Theory]
    [InlineData("1e1000000000000001")]
    [InlineData("1e-1000000000000001")]
    [InlineData("1e99999999999999999999999999999999")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"a\\udc00b\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    public void WhatHasNoForm_IsRefused(string json) => Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void Text_OfHalfASurrogatePair_HasNoKey() =>
        Assert.Throws<FormatException>(() => RequestKey.Of("acme", "m", [("user", "a\ud800")], null));

    private static JsonElement.ArrayEnumerator Vectors(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Keyspace", "Vectors", file))).RootElement.EnumerateArray();

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        var canonical = new CanonicalJson();
        canonical.Value(document.RootElement);
        return Encoding.UTF8.GetString(canonical.Written);
    }

    private static string Number(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        CanonicalNumber.Write(Encoding.ASCII.GetBytes(json), buffer);
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static string Spell((BigInteger Digits, int Exponent) value, int fraction)
    {
        var digits = BigInteger.Abs(value.Digits).ToString(CultureInfo.InvariantCulture).PadLeft(fraction + 1, '0');
        var point = digits.Length - fraction;
        var spelled = fraction == 0 ? digits : $"{digits[..point]}.{digits[point..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{(value.Digits.Sign < 0 ? "-" : "")}{spelled}e{value.Exponent + fraction}");
    }

    private static bool AreEqual((BigInteger Digits, int Exponent) left, (BigInteger Digits, int Exponent) right)
    {
        var least = Math.Min(left.Exponent, right.Exponent);
        return left.Digits * BigInteger.Pow(10, left.Exponent - least) == right.Digits * BigInteger.Pow(10, right.Exponent - least);
    }
}
