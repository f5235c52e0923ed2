using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A list for a resource's property whose elements, or which as a whole, may be known only later. Made for collection
/// initializers; it cannot be enumerated before its values are there.
/// </summary>
public sealed partial class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    // The usual list is written down by the program: then nothing has to be awaited to know its length. All of these are
    // Input<T>; kept untyped, a program's many kinds of list need no list type each.
    private readonly List<IInput> _items = [];

    // Set once a part of the list comes from an output; it then holds the whole list.
    private Output<ImmutableArray<Input<T>>>? _later;

    private Output<ImmutableArray<T>>? _flat;

    public InputList()
        : base(default(ImmutableArray<T>))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> later)
        : this() => _later = later;

    private protected override IOutput Shape => Whole;

    private Output<ImmutableArray<Input<T>>> Whole => _later ?? Output.Create(ImmutableArray.CreateRange(_items.Cast<Input<T>>()));

    public void Add(params Input<T>[] inputs) => Append(inputs);

    /// <summary>Adds all elements of another list; a convenience for collection initializers.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        if (inputs._later is null)
            Append(inputs._items);
        else
            Later(Join(Whole, inputs._later));
    }

    /// <summary>A new list of the elements of both.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        var list = Clone();
        list.AddRange(other);
        return list;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be enumerated synchronously, since its elements may be known only later. "
        + $"Use {nameof(GetAsyncEnumerator)}.");

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await AsOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false))
            yield return value;
    }

    /// <summary>The elements when none of them, nor their number, has to be awaited; else null.</summary>
    internal List<T>? TryGetValues()
    {
        if (_later is not null)
            return null;
        var values = new List<T>(_items.Count);
        foreach (var item in _items)
        {
            if (!item.TryGetPlain(out var value))
                return null;
            values.Add((T)value!);
        }

        return values;
    }

    internal InputList<T> Clone()
    {
        var list = new InputList<T>();
        list._items.AddRange(_items);
        list._later = _later;
        return list;
    }

    private protected override bool TryGetPlain(out object? value)
    {
        value = _items;
        return _later is null;
    }

    private protected override Output<ImmutableArray<T>> AsOutput() => _flat ??= _later is null
        ? Output.AllOf<T>([.. _items])
        : _later.Apply(items => items.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(items));

    private static Output<ImmutableArray<Input<T>>> Join(
        Output<ImmutableArray<Input<T>>> first, Output<ImmutableArray<Input<T>>> second) =>
        Output.Tuple(first, second).Apply(both => both.Item1.AddRange(both.Item2));

    /// <param name="inputs">Inputs of <typeparamref name="T"/>.</param>
    private void Append(IEnumerable<IInput> inputs)
    {
        _flat = null;
        if (_later is not null)
        {
            Later(Join(_later, Output.Create(ImmutableArray.CreateRange(inputs.Cast<Input<T>>()))));
            return;
        }

        foreach (var input in inputs)
        {
            if (input is not null)
                _items.Add(input);
            else
                Later(Output.FromError<ImmutableArray<Input<T>>>(new ArgumentException($"A null input was added to a {typeof(T)} list.")));
        }
    }

    private void Later(Output<ImmutableArray<Input<T>>> whole)
    {
        _flat = null;
        _later = whole;
    }
}
