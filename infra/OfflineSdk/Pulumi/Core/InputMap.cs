using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A map for a resource's property whose values, or which as a whole, may be known only later. Made for collection
/// initializers; it cannot be enumerated before its values are there.
/// </summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    // As in InputList: entries that the program wrote down, or the whole map once a part of it comes from an output.
    private readonly Dictionary<string, Input<TValue>> _items = [];
    private Output<ImmutableDictionary<string, Input<TValue>>>? _later;
    private Output<ImmutableDictionary<string, TValue>>? _flat;

    public InputMap()
        : base(default(ImmutableDictionary<string, TValue>)!)
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> later)
        : this() => _later = later;

    private protected override IOutput Shape => Whole;

    private Output<ImmutableDictionary<string, Input<TValue>>> Whole => _later ?? Output.Create(_items.ToImmutableDictionary());

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values)
    {
        if (values is null)
            return Output.Create(values!);

        var map = new InputMap<TValue>();
        foreach (var (key, value) in values)
            map._items.Add(key, value);
        return map;
    }

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        values.Apply(ImmutableDictionary.CreateRange);

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(
        items => items?.ToImmutableDictionary(item => item.Key, item => (Input<TValue>)item.Value)!));

    /// <summary>A new map of the entries of both; where both have a key, the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) => new(
        Output.Tuple(first.Whole, second.Whole).Apply(both => both.Item1.SetItems(both.Item2)));

    /// <summary>Adds an entry. A key may be added again only with an equal value; otherwise the deployment fails.</summary>
    public void Add(string key, Input<TValue> value)
    {
        _flat = null;
        if (_later is not null)
            _later = _later.Apply(items => items.SetItem(key, items.TryGetValue(key, out var old) ? SameOrFail(key, old, value) : value));
        else if (!_items.TryAdd(key, value))
            _items[key] = SameOrFail(key, _items[key], value);
    }

    /// <summary>Adds all entries of another map; a convenience for collection initializers.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds all entries of another map; a key in both fails the deployment.</summary>
    public void AddRange(InputMap<TValue> values)
    {
        _flat = null;
        if (_later is null && values._later is null && !values._items.Keys.Any(_items.ContainsKey))
        {
            foreach (var (key, value) in values._items)
                _items.Add(key, value);
        }
        else
        {
            _later = Output.Tuple(Whole, values.Whole).Apply(both => both.Item1.AddRange(both.Item2));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be enumerated synchronously, since its values may be known only later. "
        + $"Use {nameof(GetAsyncEnumerator)}.");

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var entries = await AsOutput().GetValueAsync(ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false);
        foreach (var entry in entries)
            yield return entry;
    }

    private protected override bool TryGetPlain(out object? value)
    {
        value = _items;
        return _later is null;
    }

    private protected override Output<ImmutableDictionary<string, TValue>> AsOutput() =>
        _flat ??= _later is null ? Flatten(_items) : _later.Apply(items => items is null ? null : Flatten(items));

    private static Output<ImmutableDictionary<string, TValue>> Flatten(IReadOnlyDictionary<string, Input<TValue>> items)
    {
        var keys = items.Keys.ToArray();
        return Output.All(items.Values.Select(value => value.ToOutput())).Apply(
            values => ImmutableDictionary.CreateRange(keys.Zip(values, KeyValuePair.Create)));
    }

    private static Output<TValue> SameOrFail(string key, Input<TValue> old, Input<TValue> value) =>
        Output.Tuple(old, value).Apply(both => EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
            ? both.Item1
            : throw new ArgumentException($"Key '{key}' already exists in the map with a different value."));
}
