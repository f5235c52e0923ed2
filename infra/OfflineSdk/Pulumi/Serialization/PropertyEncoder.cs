using System.Collections;
using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// Turns the value of one property into what a provider receives: maps, lists, strings, doubles, booleans, assets and resources,
/// with nothing left to await. Notes on the way whether any part is secret or unknown, and the resources it came from.
/// </summary>
/// <remarks>
/// It never awaits. Where an output is not there yet it names the task to wait for, after which the caller encodes again; nearly
/// all properties are there at once, and are spared what asynchronous methods cost.
/// </remarks>
internal sealed partial class PropertyEncoder
{
    private HashSet<Resource>? _resources;
    private bool _isKnown = true;
    private bool _isSecret;
    private Task? _pending;

    /// <summary>Encodes properties one by one; those that are null are left out.</summary>
    /// <param name="label">What the properties belong to, for error messages.</param>
    /// <param name="properties">Names and values.</param>
    /// <param name="skipIdentity">True to leave out properties named id or urn, which are the engine's.</param>
    /// <param name="pending">What to wait for before trying again, if the result is null.</param>
    public static Dictionary<string, OutputData>? TryEncode(
        string label, IEnumerable<KeyValuePair<string, object?>> properties, bool skipIdentity, out Task? pending)
    {
        var encoded = new Dictionary<string, OutputData>();
        foreach (var (name, value) in properties)
        {
            if (value is null || (skipIdentity && name is Constants.IdName or Constants.UrnName))
                continue;
            if (!TryEncode(label, name, value, out var data, out pending))
                return null;
            if (data is not null)
                encoded[name] = data;
        }

        pending = null;
        return encoded;
    }

    /// <summary>Encodes properties, waiting for their outputs.</summary>
    /// <inheritdoc cref="TryEncode(string, IEnumerable{KeyValuePair{string, object?}}, bool, out Task?)"/>
    public static async Task<Dictionary<string, OutputData>> EncodeAsync(
        string label, IEnumerable<KeyValuePair<string, object?>> properties, bool skipIdentity)
    {
        while (true)
        {
            if (TryEncode(label, properties, skipIdentity, out var pending) is { } encoded)
                return encoded;
            await pending!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool TryEncode(string label, string name, object value, out OutputData? data, out Task? pending)
    {
        var encoder = new PropertyEncoder();
        try
        {
            var encoded = encoder.Encode(value);
            pending = encoder._pending;
            data = pending is null ? encoder.Finish(encoded) : null;
            return pending is null;
        }
        catch (Exception e)
        {
            var message = e is UnsupportedValueException unsupported ? unsupported.At($"{label}.{name}") : e.Message;
            throw new InvalidOperationException($"error serializing property \"{name}\": {message}", e);
        }
    }

    private OutputData? Finish(object? encoded)
    {
        if (encoded is null && _isKnown && !_isSecret)
            return null;
        var resources = _resources is null ? ImmutableHashSet<Resource>.Empty : [.. _resources];
        return new OutputData(resources, _isKnown ? encoded : null, _isKnown, _isSecret);
    }

    private object? Encode(object? value) => value switch
    {
        null => null,
        string text => EncodeString(text),
        bool or double => value,
        int number => (double)number,
        InputArgs args => EncodeMap(args.Read()),
        IInput input => Encode(input.TryGetPlain(out var plain) ? plain : input.Shape),
        IOutput output => EncodeOutput(output),
        IUnion union => Encode(union.Value),
        JsonInput json => EncodeJsonText(json),
        AssetOrArchive asset => EncodeAsset(asset),
        Resource resource => EncodeResource(resource),
        Task => throw new UnsupportedValueException(
            "Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:"),
        IDictionary map => EncodeMap(Entries(map)),
        IList list => EncodeList(list),
        Enum => EncodeEnum(value),
        _ => EncodeOther(value),
    };

    private string? EncodeString(string text)
    {
        if (text != Constants.UnknownValue)
            return text;
        _isKnown = false;
        return null;
    }

    private object? EncodeOutput(IOutput output)
    {
        if (!output.DataTask.IsCompleted)
        {
            _pending ??= output.DataTask;
            return null;
        }

        var data = output.DataTask.GetAwaiter().GetResult();
        if (!data.Resources.IsEmpty)
            (_resources ??= []).UnionWith(data.Resources);
        if (!data.IsKnown)
        {
            _isKnown = false;
            return null;
        }

        _isSecret |= data.IsSecret;
        return Encode(data.Value);
    }

    private object? EncodeMap(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (key, value) in entries)
        {
            if (EncodePart(value, key, index: 0) is { } encoded && !key.StartsWith("__", StringComparison.Ordinal))
                result[key] = encoded;
        }

        return result.ContainsKey(Constants.SigKey) ? DecodeSpecial(result) : result.ToImmutable();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
                throw new UnsupportedValueException("Dictionaries are only supported with string keys:");
            yield return KeyValuePair.Create(key, entry.Value);
        }
    }

    private ImmutableArray<object?> EncodeList(IList list)
    {
        if (IsDefaultArray(list))
            return [];
        var result = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var i = 0; i < list.Count; i++)
            result.Add(EncodePart(list[i], key: null, i));
        return result.MoveToImmutable();
    }

    /// <summary>Encodes an entry or element; an error on the way out learns where it was.</summary>
    private object? EncodePart(object? part, string? key, int index)
    {
        try
        {
            return Encode(part);
        }
        catch (UnsupportedValueException e)
        {
            e.Enter(key is null ? $"[{index}]" : $".{key}");
            throw;
        }
    }

    // An array struct that was never made hashes to 0 and throws whatever else it is asked.
    private static bool IsDefaultArray(IList list) =>
        list.GetType() is { IsValueType: true, IsGenericType: true } && list.GetHashCode() == 0;
}

/// <summary>A value that no property can have, and the way to it from the property down.</summary>
internal sealed class UnsupportedValueException(string message) : Exception(message)
{
    private string _path = "";

    public void Enter(string step) => _path = step + _path;

    public string At(string property) => $"{Message}\n\t{property}{_path}";
}
