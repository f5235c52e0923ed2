using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Serialization;

internal sealed class SameConverter(Type type, object? whenOther = null) : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        var isSame = type.IsInstanceOfType(value);
        result = isSame ? value : whenOther;
        return isSame || whenOther is not null;
    }
}

internal sealed class IntegerConverter : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        result = value is double number ? (int)number : null;
        return result is not null;
    }
}

internal sealed class EnumConverter(Type type) : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        result = value is double number ? Enum.ToObject(type, (int)number) : null;
        return result is not null;
    }
}

internal sealed class EnumTypeConverter(Type type) : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        result = null;
        return value is string or double && EnumTypes.Of(type).TryFromPlain(value, out result);
    }
}

internal sealed class JsonElementConverter : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (!TryWrite(writer, value))
            {
                result = null;
                return false;
            }
        }

        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        result = JsonElement.ParseValue(ref reader);
        return true;
    }

    private static bool TryWrite(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                return true;
            case string text:
                writer.WriteStringValue(text);
                return true;
            case double number:
                writer.WriteNumberValue(number);
                return true;
            case bool flag:
                writer.WriteBooleanValue(flag);
                return true;
            case ImmutableArray<object?> list:
                writer.WriteStartArray();
                var isListWritten = list.All(item => TryWrite(writer, item));
                if (isListWritten)
                    writer.WriteEndArray();
                return isListWritten;
            case ImmutableDictionary<string, object?> map:
                return TryWriteObject(writer, map);
            default:
                return false;
        }
    }

    private static bool TryWriteObject(Utf8JsonWriter writer, ImmutableDictionary<string, object?> map)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map)
        {
            writer.WritePropertyName(key);
            if (!TryWrite(writer, value))
                return false;
        }

        writer.WriteEndObject();
        return true;
    }
}
