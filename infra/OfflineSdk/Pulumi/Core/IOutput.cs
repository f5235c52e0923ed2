using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An <see cref="Output{T}"/> whatever its type.</summary>
internal interface IOutput
{
    Task<OutputData> DataTask { get; }

    /// <summary>Makes this, the output of a resource's property, resolve from the registered resource.</summary>
    void ReadFrom(ResourceProperty property);
}

/// <summary>An <see cref="Input{T}"/> whatever its type.</summary>
internal interface IInput
{
    /// <summary>True with the value when nothing has to be awaited for it. The value may itself hold inputs.</summary>
    bool TryGetPlain(out object? value);

    /// <summary>The input as an output whose value may still hold inputs, so that one unknown element does not hide its siblings.</summary>
    IOutput Shape { get; }

    IOutput ToOutput();
}

/// <summary>A <see cref="Union{T0, T1}"/> whatever its types.</summary>
internal interface IUnion
{
    object? Value { get; }
}
