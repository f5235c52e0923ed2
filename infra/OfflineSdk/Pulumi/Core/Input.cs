namespace Pulumi;

/// <summary>A value for a resource's property: there already, or an <see cref="Output{T}"/> that brings it later.</summary>
public class Input<T> : IInput
{
    private readonly T _plain;
    private Output<T>? _output;

    private protected Input(T plain) => _plain = plain;

    private protected Input(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _plain = default!;
        _output = output;
        IsPlain = false;
    }

    /// <summary>Whether the value was given as such. Most are, and need no output at all.</summary>
    private protected bool IsPlain { get; } = true;

    IOutput IInput.Shape => Shape;

    private protected virtual IOutput Shape => AsOutput();

    public static implicit operator Input<T>(T value) => new(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.AsOutput();

    bool IInput.TryGetPlain(out object? value) => TryGetPlain(out value);

    IOutput IInput.ToOutput() => AsOutput();

    private protected virtual bool TryGetPlain(out object? value)
    {
        value = IsPlain ? _plain : null;
        return IsPlain;
    }

    private protected virtual Output<T> AsOutput() => _output ??= Output.Create(_plain);
}
