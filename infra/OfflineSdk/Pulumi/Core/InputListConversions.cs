using System.Collections.Immutable;

namespace Pulumi;

/// <content>What converts to a list: one value, arrays and lists of values, inputs or outputs, and outputs of lists.</content>
public sealed partial class InputList<T>
{
    public static implicit operator InputList<T>(T value) => Of([value]);

    public static implicit operator InputList<T>(Output<T> value) => Of([value]);

    public static implicit operator InputList<T>(Input<T> value) => Of([value]);

    public static implicit operator InputList<T>(T[] values) => Of(Array.ConvertAll(values, value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T>[] values) => Of(Array.ConvertAll(values, value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(List<T> values) => values.ToArray();

    public static implicit operator InputList<T>(List<Output<T>> values) => values.ToArray();

    public static implicit operator InputList<T>(List<Input<T>> values) => values.ToArray();

    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        values.IsDefault ? Default() : Of([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        values.IsDefault ? Default() : Of([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) =>
        values.IsDefault ? Default() : Of([.. values]);

    public static implicit operator InputList<T>(Output<T[]> values) => values.Apply(ImmutableArray.CreateRange);

    public static implicit operator InputList<T>(Output<List<T>> values) => values.Apply(ImmutableArray.CreateRange);

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => values.Apply(ImmutableArray.CreateRange);

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(
        items => items.IsDefault ? default : ImmutableArray.CreateRange(items, item => (Input<T>)item)));

    private static InputList<T> Of(Input<T>[] inputs)
    {
        var list = new InputList<T>();
        list.Append(inputs);
        return list;
    }

    // A default array is a list that was never made; resources must still be able to tell it from an empty one.
    private static InputList<T> Default() => new(Output.Create(default(ImmutableArray<Input<T>>)));
}
