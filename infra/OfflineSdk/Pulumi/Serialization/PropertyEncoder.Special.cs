using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <content>Values that are more than plain data.</content>
internal sealed partial class PropertyEncoder
{
    private static AssetOrArchive EncodeAsset(AssetOrArchive asset) => asset is InvalidAsset or InvalidArchive
        ? throw new UnsupportedValueException("Cannot serialize an invalid asset or archive:")
        : asset;

    private string? EncodeJsonText(JsonInput json)
    {
        var encoded = Encode(json.Value);
        return _isKnown && _pending is null ? JsonText.Write(encoded) : null;
    }

    /// <summary>A resource as a property is a reference; the receiver gets a resource object of the same type and URN.</summary>
    private Resource? EncodeResource(Resource resource)
    {
        if (!resource.Registration.IsCompleted)
        {
            _pending ??= resource.Registration;
            return null;
        }

        var urn = resource.Registration.GetAwaiter().GetResult().Urn;
        (_resources ??= []).Add(resource);
        return ResourceTypes.Construct(urn, version: "");
    }

    private static object EncodeEnum(object value) => ((Enum)value).GetTypeCode() == TypeCode.Int32
        ? (double)(int)value
        : throw Unsupported(value.GetType());

    /// <summary>JSON, structs with <see cref="EnumTypeAttribute"/> and objects with <see cref="OutputTypeAttribute"/>.</summary>
    private object? EncodeOther(object value)
    {
        var type = value.GetType();
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute), inherit: false))
            return EnumTypes.Of(type).ToPlain(value);
        if (type.IsDefined(typeof(OutputTypeAttribute), inherit: true))
            return EncodeOutputType(value, type);
        return value switch
        {
            JsonElement element => EncodeJson(element),
            ValueTuple => null,
            _ => throw Unsupported(type),
        };
    }

    private ImmutableDictionary<string, object?> EncodeOutputType(object value, Type type)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            if (!field.IsInitOnly)
                continue;
            var name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            result[name] = EncodePart(field.GetValue(value), name, index: 0);
        }

        return result.ToImmutable();
    }

    private object? EncodeJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => EncodeString(element.GetString()!),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Array => ImmutableArray.CreateRange(element.EnumerateArray().Select(EncodeJson)),
        _ => element.EnumerateObject().ToImmutableDictionary(property => property.Name, property => EncodeJson(property.Value)),
    };

    /// <summary>A map in the engine's own form for a secret, an asset or a resource, which a mock may return.</summary>
    private object? DecodeSpecial(ImmutableDictionary<string, object?>.Builder map)
    {
        switch (map[Constants.SigKey] as string)
        {
            case Constants.SecretSig:
                _isSecret = true;
                return map.GetValueOrDefault(Constants.ValueName);
            case Constants.AssetSig:
                return Text(map, Constants.PathName) is { } path ? new FileAsset(path)
                    : Text(map, Constants.UriName) is { } uri ? new RemoteAsset(uri)
                    : new StringAsset(Text(map, Constants.TextName) ?? throw Malformed("an asset", "path, uri or text"));
            case Constants.ArchiveSig:
                return Text(map, Constants.PathName) is { } folder ? new FileArchive(folder)
                    : Text(map, Constants.UriName) is { } address ? new RemoteArchive(address)
                    : new AssetArchive(Assets(map.GetValueOrDefault(Constants.AssetsName)));
            case Constants.ResourceSig:
                var urn = Text(map, Constants.UrnName) ?? throw Malformed("a resource", "urn");
                return ResourceTypes.Construct(urn, Text(map, Constants.VersionName) ?? "");
            default:
                return map.ToImmutable();
        }
    }

    private static Dictionary<string, AssetOrArchive> Assets(object? assets) =>
        (assets as ImmutableDictionary<string, object?> ?? throw Malformed("an archive", "path, uri or assets")).ToDictionary(
            entry => entry.Key, entry => entry.Value as AssetOrArchive ?? throw Malformed("an archive", "assets that are assets"));

    private static string? Text(ImmutableDictionary<string, object?>.Builder map, string name) => map.GetValueOrDefault(name) as string;

    private static UnsupportedValueException Malformed(string kind, string needs) =>
        new($"A value is marked as {kind} but lacks {needs}:");

    private static UnsupportedValueException Unsupported(Type type) =>
        new($"{type.FullName} is not a supported argument type.");
}

/// <summary>An input that the provider takes as JSON text.</summary>
internal sealed record JsonInput(object Value);
