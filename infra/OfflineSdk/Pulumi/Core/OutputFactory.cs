using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Pulumi;

/// <summary>Makes and combines outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Known(value)));

    public static Output<T> Create<T>(Task<T> value) => FromTask(value, isSecret: false);

    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData.Known(value).WithSecret(true)));

    public static Output<T> CreateSecret<T>(Task<T> value) => FromTask(value, isSecret: true);

    /// <summary>A copy of the output that is secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(OutputFlow.MapAsync(value.DataTask, data => data.WithSecret(true)));
    }

    /// <summary>A copy of the output that is not secret.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) =>
        new(OutputFlow.MapAsync(output.DataTask, data => data.WithSecret(false)));

    public static Task<bool> IsSecretAsync<T>(Output<T> output) => OutputFlow.IsSecretAsync(output.DataTask);

    /// <summary>All values as one. Unknown or secret as soon as one of them is.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => AllOf<T>([.. inputs]);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => AllOf<T>([.. inputs]);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => AllOf<T>([.. outputs]);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => AllOf<T>([.. outputs]);

    /// <summary>Formats with the values of the inputs and outputs among the arguments, in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        var format = formattableString.Format;
        var parts = Array.ConvertAll(
            formattableString.GetArguments(), argument => argument is IInput or IOutput ? argument : Create(argument));
        return new(OutputFlow.CombineAsync(
            parts, values => string.Format(CultureInfo.InvariantCulture, format, Array.ConvertAll(values, value => value.Value))));
    }

    internal static Output<T> FromTask<T>(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(OutputFlow.FromTaskAsync(value, isSecret));
    }

    internal static Output<T> FromError<T>(Exception error) => new(Task.FromException<OutputData>(error));

    internal static Output<ImmutableArray<T>> AllOf<T>(object[] parts) => new(OutputFlow.CombineAsync(
        parts, values => ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(values, value => value.ValueAs<T>()))));
}
