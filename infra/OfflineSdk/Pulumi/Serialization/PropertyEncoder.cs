using System.Collections;
using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// Turns the value of one property into what a provider receives: maps, lists, strings, doubles, booleans, assets and resources,
/// with nothing left to await. Notes on the way whether any part is secret or unknown, and the resources it came from.
/// </summary>
internal sealed partial class PropertyEncoder(string label)
{
    private readonly List<(string? Key, int Index)> _path = [];
    private HashSet<Resource>? _resources;
    private bool _isKnown = true;
    private bool _isSecret;

    // The first output that is not there yet. The property is then encoded again after it; most never need that.
    private Task? _pending;

    /// <summary>Encodes properties one by one; those that are null are left out.</summary>
    /// <param name="label">What the properties belong to, for error messages.</param>
    /// <param name="properties">Names and values.</param>
    /// <param name="skipIdentity">True to leave out properties named id or urn, which are the engine's.</param>
    public static async Task<Dictionary<string, OutputData>> EncodeAsync(
        string label, IEnumerable<KeyValuePair<string, object?>> properties, bool skipIdentity)
    {
        var encoded = new Dictionary<string, OutputData>();
        foreach (var (name, value) in properties)
        {
            if (value is null || (skipIdentity && name is Constants.IdName or Constants.UrnName))
                continue;
            try
            {
                if (await EncodeAsync($"{label}.{name}", value).ConfigureAwait(false) is { } data)
                    encoded[name] = data;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"error serializing property \"{name}\": {e.Message}", e);
            }
        }

        return encoded;
    }

    /// <summary>Encodes one value; null when it is null.</summary>
    public static async ValueTask<OutputData?> EncodeAsync(string label, object? value)
    {
        while (true)
        {
            var encoder = new PropertyEncoder(label);
            var encoded = encoder.Encode(value);
            if (encoder._pending is null)
                return encoder.Finish(encoded);
            await encoder._pending.ConfigureAwait(false);
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
        System.Text.Json.JsonElement element => EncodeJson(element),
        Resource resource => EncodeResource(resource),
        Task => throw Failure("Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:"),
        IDictionary map => EncodeMap(Entries(map)),
        IList list => EncodeList(list),
        Enum => EncodeEnum(value),
        ValueTuple => null,
        _ => EncodeMarked(value),
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
            if (value is null)
                continue;
            _path.Add((key, 0));
            if (Encode(value) is { } encoded && !key.StartsWith("__", StringComparison.Ordinal))
                result[key] = encoded;
            _path.RemoveAt(_path.Count - 1);
        }

        return result.ContainsKey(Constants.SigKey) ? DecodeSpecial(result) : result.ToImmutable();
    }

    private IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
                throw Failure("Dictionaries are only supported with string keys:");
            yield return KeyValuePair.Create(key, entry.Value);
        }
    }

    private ImmutableArray<object?> EncodeList(IList list)
    {
        if (IsDefaultArray(list))
            return [];
        var result = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            _path.Add((null, i));
            result.Add(Encode(list[i]));
            _path.RemoveAt(_path.Count - 1);
        }

        return result.MoveToImmutable();
    }

    // An array struct that was never made hashes to 0 and throws whatever else it is asked.
    private static bool IsDefaultArray(IList list) =>
        list.GetType() is { IsValueType: true, IsGenericType: true } && list.GetHashCode() == 0;

    private InvalidOperationException Failure(string message)
    {
        var path = string.Concat(_path.Select(step => step.Key is null ? $"[{step.Index}]" : $".{step.Key}"));
        return new InvalidOperationException($"{message}\n\t{label}{path}");
    }
}
