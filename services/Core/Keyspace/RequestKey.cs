using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace WedSync.Core.Keyspace;

/// <summary>
/// The canonical key of a question: SHA-256 over tenant, model, messages and all parameters. Member order, number spelling, line
/// ends and outer white space do not count; everything else does.
/// </summary>
public static class RequestKey
{
    /// <summary>43 characters of base64url.</summary>
    /// <param name="tenant">From the token.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="messages">Role and content, in order.</param>
    /// <param name="parameters">An object, or null for none, which is the same as an empty one.</param>
    public static string Of(string tenant, string model, IEnumerable<(string Role, string Content)> messages, JsonElement? parameters)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(tenant);
            writer.WriteStringValue(model.Trim());
            foreach (var (role, content) in messages)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(role.Trim());
                writer.WriteStringValue(Normalise(content));
                writer.WriteEndArray();
            }

            if (parameters is { ValueKind: JsonValueKind.Object } present && present.EnumerateObject().Any()) Write(writer, present);
            writer.WriteEndArray();
        }

        return Base64Url.EncodeToString(SHA256.HashData(buffer.WrittenSpan));
    }

    private static string Normalise(string content) => content.ReplaceLineEndings("\n").Trim();

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // 1, 1.0 and 1e0 are one number; digits beyond a double's are kept apart by their text.
    private static void WriteNumber(Utf8JsonWriter writer, JsonElement value)
    {
        var text = value.GetRawText();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && text.Length < 28)
            writer.WriteRawValue((number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture));
        else
            writer.WriteRawValue(text);
    }
}
