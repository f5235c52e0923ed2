using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace WedSync.Core.Keyspace;

/// <summary>
/// JSON in the one form that the request key is taken over: RFC 8785 (members by UTF-16 order, its escapes, UTF-8, no white space), but with
/// exact numbers (<see cref="CanonicalNumber"/>). All of it is written here, so that no library's next version changes a key
/// (docs/decisions/0026-request-key.md).
/// </summary>
internal sealed class CanonicalJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Writes punctuation.</summary>
    public void Raw(ReadOnlySpan<byte> utf8) => _buffer.Write(utf8);

    /// <summary>Writes a text between quotes.</summary>
    /// <exception cref="FormatException">It holds half a surrogate pair.</exception>
    public void Text(string text)
    {
        Raw("\""u8);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Utf8(rest[..at]);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }

        Utf8(rest);
        Raw("\""u8);
    }

    /// <summary>Writes a value and all that is in it.</summary>
    /// <exception cref="FormatException">A text is not valid Unicode, a number is out of range, or an object has a member twice.</exception>
    public void Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Object(value);
                break;
            case JsonValueKind.Array:
                Array(value);
                break;
            case JsonValueKind.Number:
                CanonicalNumber.Write(JsonMarshal.GetRawUtf8Value(value), _buffer);
                break;
            case JsonValueKind.String:
                Text(TextOf(value));
                break;
            default:
                Raw(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private void Object(JsonElement value)
    {
        var members = value.EnumerateObject().Select(member => (Name: NameOf(member), member.Value)).OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
        Raw("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0 && members[i].Name == members[i - 1].Name) throw new FormatException("An object has a member twice.");
            if (i > 0) Raw(","u8);
            Text(members[i].Name);
            Raw(":"u8);
            Value(members[i].Value);
        }

        Raw("}"u8);
    }

    private void Array(JsonElement value)
    {
        var separator = "["u8;
        if (value.GetArrayLength() == 0) Raw(separator);
        foreach (var item in value.EnumerateArray())
        {
            Raw(separator);
            Value(item);
            separator = ","u8;
        }

        Raw("]"u8);
    }

    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode();
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode();
        }
    }

    private void Utf8(ReadOnlySpan<char> text)
    {
        try
        {
            StrictUtf8.GetBytes(text, _buffer);
        }
        catch (EncoderFallbackException)
        {
            throw NotUnicode();
        }
    }

    private void Escape(char character)
    {
        var letter = character switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\b' => (byte)'b',
            '\t' => (byte)'t',
            '\n' => (byte)'n',
            '\f' => (byte)'f',
            '\r' => (byte)'r',
            _ => (byte)0,
        };
        if (letter != 0) Raw([(byte)'\\', letter]);
        else Raw(Encoding.ASCII.GetBytes($"\\u{(int)character:x4}"));
    }

    private static FormatException NotUnicode() => new("A text is not valid Unicode: it holds half a surrogate pair.");
}
